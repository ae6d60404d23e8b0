"""Face swaps: sources times targets, and their results."""
