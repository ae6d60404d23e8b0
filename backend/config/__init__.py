"""How the studio is put together: environment, settings, URLs, servers and the broker."""
