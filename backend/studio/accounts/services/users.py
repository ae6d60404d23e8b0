"""Writes users: names, the demo user, and what an operator decides about them."""

from __future__ import annotations

from django.db import transaction

from studio.accounts.errors import ChangesYourself
from studio.accounts.models import Membership, User, Workspace
from studio.accounts.services.workspaces import create_workspace, hang_up_everywhere

DEMO_EMAIL = "demo@studio.local"
DEMO_PASSWORD_FILE = "demo-password"  # noqa: S105 (the name of a file)


def rename(user: User, name: str) -> None:
    """Write how a user is called, in one piece: people's names do not split into two everywhere."""
    user.first_name, user.last_name = name, ""
    user.save(update_fields=["first_name", "last_name"])


def set_active(user: User, active: bool, *, by: User) -> User:
    """Let a user in or shut them out: sessions, keys and live channels end at once. ChangesYourself (409)."""
    _refuse_yourself(user, by)
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        hang_up_everywhere(user)
    return user


def set_operator(user: User, operator: bool, *, by: User | None = None) -> User:
    """Make a user an operator, who sees every user, grants and prices; or no longer. ChangesYourself (409)."""
    _refuse_yourself(user, by)
    user.is_staff = user.is_superuser = operator
    user.save(update_fields=["is_staff", "is_superuser"])
    return user


def _refuse_yourself(user: User, by: User | None) -> None:
    if by is not None and user.pk == by.pk:
        raise ChangesYourself("That would shut you out. Nothing was changed. Another operator can do it.")


@transaction.atomic
def ensure_demo(password: str) -> Workspace:
    """The demo user with this password, and the demo workspace. Makes what is missing; call it at every start."""
    user = User.objects.filter(email=DEMO_EMAIL).first()
    if user is None:
        user = User.objects.create_user(DEMO_EMAIL, password, first_name="Demo")
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    membership = Membership.objects.select_related("workspace").filter(user=user, workspace__is_demo=True).first()
    return membership.workspace if membership else create_workspace(user, name="Demo", is_demo=True)
