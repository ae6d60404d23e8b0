"""How what we make is written to a file."""
