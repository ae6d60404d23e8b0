"""Upload, Part and HandOff: a file on its way in, what has arrived of it, and a phone's right to send some."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from studio.accounts.models import Workspace
from studio.subjects.models import Subject


class HandOff(models.Model):
    """A phone's right to send photos to one place for some minutes; only a hash of its token is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    to = models.CharField(max_length=40, help_text="The key of the destination.")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True, help_text="When the phone first asked.")
    landed = models.PositiveIntegerField(default=0, help_text="Photos that arrived and are new.")


class UploadStatus(models.TextChoices):
    """How far an upload is."""

    OPEN = "open", "Open: parts are missing or nobody said that it is complete"
    UNPACKING = "unpacking", "Unpacking: an archive of which some pictures are in; ask to complete it again"
    DONE = "done", "Done: handed to its destination; the entries say what became of it"
    REFUSED = "refused", "Refused: the file cannot be used; the problem says why"


class Upload(models.Model):
    """One file on its way in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    to = models.CharField(max_length=40, help_text="The key of the destination.")
    filename = models.CharField(max_length=120, help_text="For its owner's eyes; nothing is concluded from it.")
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64)
    part_size = models.PositiveIntegerField(help_text="Bytes of every part but the last.")
    attestation = models.TextField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    hand_off = models.ForeignKey(HandOff, on_delete=models.CASCADE, null=True, related_name="uploads")
    status = models.CharField(max_length=10, choices=UploadStatus.choices, default=UploadStatus.OPEN)
    entries = models.JSONField(default=list, help_text="What became of each file: one, or those of an archive.")
    left = models.PositiveIntegerField(default=0, help_text="Entries of an archive that are still to be looked at.")
    problem = models.JSONField(null=True, help_text="Code, words and numbers of a refusal.")
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "status"], name="uploads_open"),
            models.Index(fields=["touched_at"], name="uploads_abandoned"),
        ]


class Part(models.Model):
    """A part that has arrived whole."""

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField(help_text="Counts from 1.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="one_part_a_number")]
