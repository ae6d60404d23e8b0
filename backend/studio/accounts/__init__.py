"""Who may enter: users, workspaces, memberships and API keys."""
