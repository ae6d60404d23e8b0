"""Datasets over HTTP: the rows, their pictures and words, imports, captions, versions and downloads."""
