"""SwapResult: one target after a swap, and its enhanced version."""

from __future__ import annotations

import uuid

from django.db import models

from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.runs.models import Run


class SwapResult(models.Model):
    """One target photo after a swap."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="swap_results")
    index = models.PositiveIntegerField()
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
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "index"], name="one_result_a_picture")]
        indexes = [models.Index(fields=["workspace", "-created_at"])]
