"""Engines that turn a face into numbers that are near for the same person."""
