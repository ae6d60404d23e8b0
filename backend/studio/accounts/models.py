"""Users, the workspaces they share, and the keys their programs use."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from rest_framework_api_key.models import AbstractAPIKey


class Users(BaseUserManager["User"]):
    """Creates users, who are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who may log in with ``email``; no password means no login."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user who may also enter the operator's pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who can log in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Users] = Users()  # type: ignore[assignment]


class Workspace(models.Model):
    """What a team shares: subjects, photos, runs and credits. Everything below belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """What a member may do."""

    OWNER = "owner", "Owner: everything, members and money included"
    EDITOR = "editor", "Editor: works with photos and starts runs"
    VIEWER = "viewer", "Viewer: looks and downloads"


class Membership(models.Model):
    """A user's place in a workspace."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.OWNER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "workspace"], name="one_membership_each")]


class Scope(models.TextChoices):
    """What a program may do with a key, on top of being its user."""

    READ = "read", "Read: look and download"
    WRITE = "write", "Write: add and change photos, models and results"
    SPEND = "spend", "Spend: start what costs credits"
    ADMIN = "admin", "Admin: members, invitations, keys and the workspace itself"


def every_scope() -> list[str]:
    """What a key may do that was made without saying so."""
    return list(Scope.values)


class ApiKey(AbstractAPIKey):
    """A program's way in; only a hash of it is stored, so it is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="api_keys")
    scopes = models.JSONField(default=every_scope, help_text="A list of Scope.")
    last_used_at = models.DateTimeField(null=True, help_text="To five minutes, so that reading stays reading.")


class Invitation(models.Model):
    """A link by which somebody joins a workspace; only a hash of its token is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    role = models.CharField(max_length=10, choices=Role.choices)
    email = models.EmailField(blank=True, help_text="Where it was sent to; anybody who has the link may use it.")
    most = models.PositiveSmallIntegerField(default=1, help_text="How many may join with it.")
    used = models.PositiveSmallIntegerField(default=0)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-created_at"])]
