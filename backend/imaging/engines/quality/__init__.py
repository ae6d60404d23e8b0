"""Engines that measure technical quality."""
