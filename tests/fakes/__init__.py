"""Engines that only tests have: they say "refused", break on demand, or copy quickly. No explicit picture exists here."""
