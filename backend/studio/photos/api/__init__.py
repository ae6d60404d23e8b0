"""Photos over HTTP: one by one, the desk as a whole, and target sets."""
