"""Captions as words: templates, words about permanent looks, and what is wrong with a set of captions."""
