"""The ones whose likeness it is, and their consent."""
