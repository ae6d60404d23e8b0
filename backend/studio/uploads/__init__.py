"""Uploads: files that arrive in parts, from any client, into any storage."""
