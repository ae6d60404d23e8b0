"""A studio in virtual time: see world.py."""
