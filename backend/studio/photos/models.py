"""Photos: a source lends the likeness, a target receives it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.runs.models import Run
from studio.subjects.models import Subject


class Role(models.TextChoices):
    """What a photo is for."""

    SOURCE = "source", "Source: lends the likeness"
    TARGET = "target", "Target: receives it"


class PhotoStatus(models.TextChoices):
    """What the report said."""

    PENDING = "pending", "Pending: the report is not there yet"
    READY = "ready", "Ready: nothing against it"
    WARNED = "warned", "Warned: a reason to look twice; where the report's verdict is refuse (no face), not usable"
    REFUSED = "refused", "Refused: quarantined, never shown, never processed, deletable"


class Decision(models.TextChoices):
    """What its owner thinks of a photo."""

    NONE = "none", "None: not looked at yet"
    KEEP = "keep", "Keep: wanted"
    REJECT = "reject", "Reject: stays on the desk, and is not offered for a swap"


class Photo(models.Model):
    """What source and target photos share."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(help_text="Counts up within the subject and is never used again.")
    name = models.CharField(max_length=120, help_text="The file's name as it was uploaded, for its owner's eyes.")
    original_sha256 = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_index=True,
        help_text="Of the file as it was sent, before it was written anew: what a client asks for before it sends.",
    )
    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, related_name="+", help_text="What is shown, measured and used."
    )
    original = models.ForeignKey(
        Asset,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The photo as it came in, where the asset is a cropped or turned version of it.",
    )
    rotation = models.PositiveSmallIntegerField(default=0, help_text="Degrees clockwise: 0, 90, 180 or 270.")
    crop = models.JSONField(null=True, help_text="x0, y0, x1, y1 in 0..1 of the upright original; null: all of it.")
    decision = models.CharField(max_length=6, choices=Decision.choices, default=Decision.NONE)
    fingerprint = models.CharField(
        max_length=16, blank=True, default="", help_text="Perceptual hash, 64 bits in hexadecimal; empty: not measured."
    )
    rank = models.FloatField(default=0, help_text="How good the report is; the best of a stack of copies lies on top.")
    status = models.CharField(max_length=10, choices=PhotoStatus.choices, default=PhotoStatus.PENDING)
    report = models.JSONField(null=True)
    chosen_face = models.PositiveSmallIntegerField(
        null=True, help_text="Index into the report's faces; null: the largest."
    )
    report_run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class SourcePhoto(Photo):
    """The photo that lends the likeness."""

    role = Role.SOURCE

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="source_photos")
    vector = models.JSONField(null=True, help_text="128 numbers; only ever measured with a live consent.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "number"], name="source_numbers")]


class TargetPhoto(Photo):
    """The photo that receives the likeness; somebody attested the right to use it."""

    role = Role.TARGET

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="target_photos")
    attestation = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "number"], name="target_numbers")]


class TargetSet(models.Model):
    """Targets that are used together, under a name: a set is one click in a new swap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="target_sets")
    name = models.CharField(max_length=60)
    position = models.PositiveIntegerField(default=0, help_text="The place among the subject's sets, from 0.")
    photos = models.ManyToManyField(TargetPhoto, related_name="sets")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("name"), "subject", name="set_names"),
        ]

    def __str__(self) -> str:
        return self.name


class LastNumber(models.Model):
    """The last number given to a subject's photos of a role, kept so that a deleted photo's is not given again."""

    id = models.BigAutoField(primary_key=True)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=6, choices=Role.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "role"], name="one_count_a_role")]


MODELS: dict[Role, type[SourcePhoto] | type[TargetPhoto]] = {Role.SOURCE: SourcePhoto, Role.TARGET: TargetPhoto}
"""The rows of each role."""
