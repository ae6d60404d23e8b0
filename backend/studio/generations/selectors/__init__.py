"""Reads pictures from words: what one would be, those that are there, and presets of words."""
