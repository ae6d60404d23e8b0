"""The Asset: one stored file, known by its hash."""

from __future__ import annotations

import uuid

from django.db import models

from studio.accounts.models import Workspace


class Asset(models.Model):
    """A file in storage under ``key``. A row exists only when its file does; a sweep removes files without a row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="assets")
    key = models.CharField(max_length=400, unique=True, help_text="Path in storage, DESIGN section 9.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    content_type = models.CharField(max_length=80)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    filename = models.CharField(max_length=200, help_text="The name a user downloads it under.")
    quarantined = models.BooleanField(default=False, help_text="Refused by a screen: never shown, never processed.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "sha256"])]

    def __str__(self) -> str:
        return self.key
