"""The process that runs engines: ``keeper`` is the worker's end, ``__main__`` the other, ``messages`` their words."""
