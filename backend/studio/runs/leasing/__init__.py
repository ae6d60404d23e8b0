"""Leases on stages: who works on what, for how long, and who must stop."""
