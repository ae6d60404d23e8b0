"""Reads swaps: what a choice of photos would give (planning), results and sheets (results), the download (archive)."""
