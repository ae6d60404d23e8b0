"""Migrations of engines."""
