"""Draw pictures from words."""
