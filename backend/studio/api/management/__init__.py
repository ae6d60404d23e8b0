"""Command-line entries that look at every noun."""
