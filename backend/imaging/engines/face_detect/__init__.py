"""Engines that find faces and lay a mesh on each."""
