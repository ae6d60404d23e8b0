"""Source and target photos, and the report on each."""
