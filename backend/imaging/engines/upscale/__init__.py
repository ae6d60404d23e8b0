"""Engines that enlarge a picture."""
