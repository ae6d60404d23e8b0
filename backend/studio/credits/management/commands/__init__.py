"""Commands of credits."""
