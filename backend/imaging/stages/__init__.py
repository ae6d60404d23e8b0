"""Stages: typed functions that work on one picture. Reading pipelines.py tells in which order."""
