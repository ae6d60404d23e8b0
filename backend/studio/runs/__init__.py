"""Runs: the database is the queue of record, the broker is a doorbell."""
