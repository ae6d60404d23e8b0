"""Writes accounts: workspaces, members, invitations, API keys, users, and who may sign up or log in."""

from studio.accounts.services.joining import accept, change_role, invite, leave, remove, send_invitation, take_back
from studio.accounts.services.keys import create_key, make_key, note_use, revoke_key
from studio.accounts.services.users import (
    DEMO_EMAIL,
    DEMO_PASSWORD_FILE,
    ensure_demo,
    rename,
    set_active,
    set_operator,
)
from studio.accounts.services.workspaces import create_workspace, hang_up, leaves_with, opens_with, rename_workspace

__all__ = [
    "DEMO_EMAIL",
    "DEMO_PASSWORD_FILE",
    "accept",
    "change_role",
    "create_key",
    "create_workspace",
    "ensure_demo",
    "hang_up",
    "invite",
    "leave",
    "leaves_with",
    "make_key",
    "note_use",
    "opens_with",
    "remove",
    "rename",
    "rename_workspace",
    "revoke_key",
    "send_invitation",
    "set_active",
    "set_operator",
    "take_back",
]
