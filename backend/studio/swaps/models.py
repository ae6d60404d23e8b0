"""SwapResult: one target after a swap, its enhanced version, and what somebody thinks of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.runs.models import Run
from studio.subjects.models import Subject

UNMEASURED_DISTANCE = 9.0
"""Farther than any distance there is: what was not measured comes after what was, and a keyset needs no nulls."""
UNMEASURED_QUALITY = -1.0
"""Worse than any quality there is."""


class Decision(models.TextChoices):
    """What somebody decided about a result."""

    NONE = "none", "None: nobody has decided yet"
    KEEP = "keep", "Keep: good enough for a dataset"
    REJECT = "reject", "Reject: never part of a dataset, left out of a download unless asked for"


class Tag(models.Model):
    """A word that a workspace puts on its results."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40, help_text="As it was first written, small letters.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="tag_once_a_workspace")]

    def __str__(self) -> str:
        return self.name


class SwapResult(models.Model):
    """One target photo after a swap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="swap_results")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    index = models.PositiveIntegerField()
    name = models.CharField(max_length=160, blank=True, help_text="Start of its files' names: andie-s2-t003-sfw.")
    source = models.ForeignKey(SourcePhoto, on_delete=models.SET_NULL, null=True, related_name="+")
    target = models.ForeignKey(TargetPhoto, on_delete=models.SET_NULL, null=True, related_name="+")
    swapped = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    enhanced = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="+")
    identity_before = models.FloatField(null=True, help_text="L2 from source to target; 0.5 is the same person.")
    identity_after = models.FloatField(null=True, help_text="L2 from source to the result.")
    scores = models.JSONField(default=dict)
    warning = models.CharField(max_length=300, blank=True)
    engine = models.CharField(max_length=60)
    seconds = models.FloatField(default=0)
    cost = models.PositiveIntegerField(default=0)
    distance = models.FloatField(default=UNMEASURED_DISTANCE, help_text="identity_after for sorting, never null.")
    quality = models.FloatField(
        default=UNMEASURED_QUALITY, help_text="0..100 of the picture that is delivered, 100 minus BRISQUE; never null."
    )
    favourite = models.BooleanField(default=False)
    decision = models.CharField(max_length=6, choices=Decision.choices, default=Decision.NONE)
    tags = models.ManyToManyField(Tag, related_name="results")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "index"], name="one_result_a_picture")]
        # One index for every order within every narrowing that the desk offers: a page is a walk along one of them.
        indexes = [
            models.Index(fields=["workspace", "created_at", "id"], name="result_ws_newest"),
            models.Index(fields=["workspace", "distance", "id"], name="result_ws_nearest"),
            models.Index(fields=["workspace", "quality", "id"], name="result_ws_best"),
            models.Index(fields=["subject", "created_at", "id"], name="result_newest"),
            models.Index(fields=["subject", "distance", "id"], name="result_nearest"),
            models.Index(fields=["subject", "quality", "id"], name="result_best"),
            models.Index(fields=["subject", "decision", "created_at", "id"], name="result_decided_newest"),
            models.Index(fields=["subject", "decision", "distance", "id"], name="result_decided_nearest"),
            models.Index(fields=["subject", "decision", "quality", "id"], name="result_decided_best"),
            *(
                models.Index(fields=["subject", by, "id"], name=f"result_favourite_{by}", condition=Q(favourite=True))
                for by in ("created_at", "distance", "quality")
            ),
        ]
