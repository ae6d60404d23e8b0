"""A noun that exists only in tests: runs are tested on it, so that no test of runs breaks when a pipeline changes."""
