"""Generation: one picture from words, with all that is needed to make it again; and presets of words."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.loras.models import LoraVersion
from studio.runs.models import Run
from studio.subjects.models import Subject
from studio.swaps.models import Decision, Tag


class Generation(models.Model):
    """One picture."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="generations")
    index = models.PositiveIntegerField()
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    enlarged = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="+")
    prompt = models.TextField(help_text="As it was drawn: wildcards chosen, the trigger filled in.")
    negative = models.TextField(blank=True)
    seed = models.PositiveBigIntegerField()
    settings = models.JSONField(help_text="What else it was made of: base, LoRAs by hash, options, libraries, device.")
    favourite = models.BooleanField(default=False)
    decision = models.CharField(max_length=6, choices=Decision.choices, default=Decision.NONE)
    tags = models.ManyToManyField(Tag, related_name="generations")
    seconds = models.FloatField(default=0)
    cost = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "index"], name="one_generation_a_picture")]
        # A page is a walk along one of them.
        indexes = [
            models.Index(fields=["workspace", "created_at", "id"], name="generation_ws_newest"),
            models.Index(fields=["subject", "created_at", "id"], name="generation_newest"),
            models.Index(fields=["subject", "decision", "created_at", "id"], name="generation_decided"),
            models.Index(
                fields=["subject", "created_at", "id"], name="generation_favourite", condition=Q(favourite=True)
            ),
        ]


class UsedLora(models.Model):
    """A version that took part in a picture; the picture stays when the version goes."""

    id = models.BigAutoField(primary_key=True)
    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="used_loras")
    version = models.ForeignKey(LoraVersion, on_delete=models.SET_NULL, null=True, related_name="+")
    step = models.PositiveIntegerField()
    strength = models.FloatField()


class PresetKind(models.TextChoices):
    """What a preset holds."""

    PROMPT = "prompt", "Prompt: words to begin with"
    STYLE = "style", "Style: words around any prompt, which stands where it says {prompt}"


class PromptPreset(models.Model):
    """Words that a workspace keeps."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=6, choices=PresetKind.choices)
    name = models.CharField(max_length=60)
    prompt = models.TextField()
    negative = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), "kind", "workspace", name="preset_names")]

    def __str__(self) -> str:
        return self.name
