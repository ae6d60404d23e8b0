"""Engines that teach a base a likeness."""
