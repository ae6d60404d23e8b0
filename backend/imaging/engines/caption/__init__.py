"""Captioners: each says what a picture shows, in words that a training can use."""
