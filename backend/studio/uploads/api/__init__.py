"""Uploads over HTTP: from members, their programs, and phones that were handed the right to send."""
