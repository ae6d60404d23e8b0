"""Engines that look for sexually explicit content."""
