"""The catalogue of engines as the API shows it."""
