"""Keeps the books: Django apps, one per noun, that never touch a pixel library."""
