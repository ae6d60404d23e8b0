"""Reads datasets."""

from studio.datasets.selectors.rows import find_item, get, get_item, of_subject, of_workspace

__all__ = ["find_item", "get", "get_item", "of_subject", "of_workspace"]
