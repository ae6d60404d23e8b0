"""Engines that only tests have: they say "refused", break on demand, or copy quickly."""
