"""What the shell can do with demonstrations."""
