"""Command-line entries of runs."""
