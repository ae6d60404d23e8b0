"""Pictures from words over HTTP: asking for them, what somebody thinks of them, and where they go."""
