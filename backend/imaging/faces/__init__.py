"""Geometry of faces that several engines share."""
