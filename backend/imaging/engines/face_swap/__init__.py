"""Engines that put the likeness of one face onto another."""
