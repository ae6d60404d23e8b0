"""Writes who is in a workspace: invitations by link, roles, and leaving."""

from __future__ import annotations

import logging
import secrets
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone

from studio.accounts import selectors
from studio.accounts.errors import InvitationUnusable, LastOwner, TooManyInvitations
from studio.accounts.models import Invitation, Membership, Role, User, Workspace
from studio.accounts.services.workspaces import hang_up

log = logging.getLogger(__name__)

LIVES = timedelta(days=7)
MOST_OPEN = 50
"""Open invitations a workspace may have: the studio is nobody's way to send letters to strangers."""


@transaction.atomic
def invite(workspace: Workspace, *, by: User, role: Role, email: str = "", most: int = 1) -> tuple[Invitation, str]:
    """An invitation and the token of its link, which is shown now or never. TooManyInvitations (409)."""
    if selectors.invitations(workspace).filter(selectors.is_open()).count() >= MOST_OPEN:
        raise TooManyInvitations(f"{MOST_OPEN} invitations are open. Nothing was made. Take some back first.")
    token = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        workspace=workspace,
        digest=selectors.digest(token),
        role=role,
        email=email,
        most=most,
        invited_by=by,
        expires_at=timezone.now() + LIVES,
    )
    return made, token


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link to the address of the invitation; False when the mail server did not take it."""
    words = {"invitation": invitation, "link": link, "by": selectors.called(invitation.invited_by)}
    subject = f"{words['by']} invites you to {invitation.workspace.name}".replace("\n", " ")
    text = render_to_string("accounts/email/invitation.txt", words)
    try:
        return send_mail(subject, text, None, [invitation.email]) > 0
    except (SMTPException, OSError) as problem:
        log.warning("An invitation was not sent: %s", problem)
        return False


def take_back(invitation: Invitation) -> Invitation:
    """End an invitation; taking it back again keeps the first moment."""
    Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    invitation.refresh_from_db(fields=["revoked_at"])
    return invitation


@transaction.atomic
def accept(token: str, user: User) -> Membership:
    """Join by a link: counted by one UPDATE, so that a last place is given once. InvitationUnusable (404).

    Who is a member already stays as they are, and the link is not used up.
    """
    found = selectors.open_invitation(token)
    if found is None:
        raise InvitationUnusable(
            "This link was used, taken back or is older than 7 days. Nothing was changed. Ask for a new one."
        )
    known = Membership.objects.select_related("workspace").filter(user=user, workspace=found.workspace).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            joined = Membership.objects.create(user=user, workspace=found.workspace, role=found.role)
    except IntegrityError:
        # The same person clicked twice: the other click has joined.
        return Membership.objects.select_related("workspace").get(user=user, workspace=found.workspace)
    if not Invitation.objects.filter(selectors.is_open(), pk=found.pk).update(used=F("used") + 1):
        raise InvitationUnusable("Somebody else was faster with this link. Nothing was changed. Ask for a new one.")
    return joined


@transaction.atomic
def change_role(member: Membership, role: Role) -> Membership:
    """Give a member another role, at once. LastOwner (409) when no owner would be left."""
    if role != Role.OWNER:
        _keep_an_owner(member, "Make somebody else an owner first.")
    member.role = role
    member.save(update_fields=["role"])
    hang_up(member.user_id, member.workspace_id)
    return member


@transaction.atomic
def remove(member: Membership) -> None:
    """Take a member out: from now on their browsers, keys and live channels see nothing here. LastOwner (409)."""
    _keep_an_owner(member, "Make somebody else an owner first.")
    member.delete()
    hang_up(member.user_id, member.workspace_id)


leave = remove
"""Leaving is being removed by oneself."""


def _keep_an_owner(member: Membership, advice: str) -> None:
    """One owner at a time decides: without the lock two last owners could demote each other."""
    Workspace.objects.select_for_update().get(pk=member.workspace_id)
    others = Membership.objects.filter(workspace=member.workspace_id, role=Role.OWNER).exclude(pk=member.pk)
    if not others.exists() and Membership.objects.filter(pk=member.pk, role=Role.OWNER).exists():
        raise LastOwner(f"The workspace would have no owner. Nothing was changed. {advice}")
