"""Drawing pictures from words: schedulers by name, and the wish that says all that is needed to draw one again."""
