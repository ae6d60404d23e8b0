"""Swaps over HTTP: starting them, deciding on their results, and taking them home."""
