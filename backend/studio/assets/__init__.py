"""Stored files, known by their hash."""
