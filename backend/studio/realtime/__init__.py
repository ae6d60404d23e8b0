"""The live channel to the browser."""
