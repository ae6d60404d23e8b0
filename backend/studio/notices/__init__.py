"""Notices: what a user is told when long work has ended, in the page and by e-mail."""
