"""Engines that estimate an age."""
