"""A weight file becomes a callable: the runtimes that engines open their networks with."""
