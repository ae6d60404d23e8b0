"""StudioError: the base of everything the studio refuses, and what accounts refuse."""

from __future__ import annotations

from typing import ClassVar


class StudioError(Exception):
    """A refusal with a code for programs and a sentence for people.

    ``detail`` says what happened, what it cost and what to do next; ``extra`` carries the numbers behind it, ready
    for JSON. The API answers with RFC 9457 problem+json (studio.api.errors).
    """

    code: ClassVar[str] = "studio_error"
    status: ClassVar[int] = 400
    title: ClassVar[str] = "That did not work"

    def __init__(self, detail: str, **extra: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.extra = extra


class NoWorkspace(StudioError):
    """The user is a member of no workspace."""

    code = "no_workspace"
    status = 403
    title = "No workspace"


class ScopeMissing(StudioError):
    """A program wants more than its key allows."""

    code = "scope_missing"
    status = 403
    title = "This key may not do that"


class LastOwner(StudioError):
    """A workspace would be left without an owner."""

    code = "last_owner"
    status = 409
    title = "A workspace needs an owner"


class InvitationUnusable(StudioError):
    """The link is unknown, expired, used up or taken back; strangers are not told which."""

    code = "invitation_unusable"
    status = 404
    title = "This invitation no longer works"


class ChangesYourself(StudioError):
    """An operator wants to shut the own account out."""

    code = "changes_yourself"
    status = 409
    title = "That would shut you out"


class TooManyInvitations(StudioError):
    """A workspace has as many open invitations as it may."""

    code = "too_many_invitations"
    status = 409
    title = "Too many open invitations"
