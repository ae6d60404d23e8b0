"""Engines that cut people out of their background."""
