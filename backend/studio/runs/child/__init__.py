"""The process that runs engines: ``process`` is the worker's end, ``__main__`` the other, ``messages`` their words."""
