"""Lora, its versions, and the saves and samples of each."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Lower

from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.datasets.models import DatasetVersion
from studio.runs.models import Run
from studio.subjects.models import Subject


class Kind(models.TextChoices):
    """Where a version comes from."""

    TRAINED = "trained", "Trained: here, on a frozen dataset"
    IMPORTED = "imported", "Imported: somebody brought the file"


class Lora(models.Model):
    """A named likeness adapter of a subject."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="loras")
    name = models.CharField(max_length=80)
    trigger = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), "subject", name="lora_names")]
        verbose_name = "LoRA"
        verbose_name_plural = "LoRAs"

    def __str__(self) -> str:
        return self.name


class LoraVersion(models.Model):
    """One training of a LoRA, or one file that was brought. What it was made of never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="lora_versions")
    lora = models.ForeignKey(Lora, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(help_text="Of the subject; never given again.")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.TRAINED)
    run = models.OneToOneField(Run, on_delete=models.SET_NULL, null=True, related_name="lora_version")
    dataset = models.ForeignKey(DatasetVersion, on_delete=models.PROTECT, null=True, related_name="lora_versions")
    base = models.CharField(max_length=200, help_text="The key of the base among those of this machine.")
    base_label = models.CharField(max_length=200)
    base_family = models.CharField(max_length=60)
    base_licence = models.CharField(max_length=60)
    base_resolution = models.PositiveIntegerField()
    base_fingerprint = models.CharField(max_length=64)
    preset = models.CharField(max_length=20, blank=True)
    recipe = models.JSONField(default=dict, help_text="Every option of the training.")
    steps = models.PositiveIntegerField(help_text="That were asked for; of an imported one, as its file says, or 0.")
    continues = models.ForeignKey("Save", on_delete=models.SET_NULL, null=True, related_name="+")
    trainer = models.CharField(max_length=60, blank=True)
    libraries = models.JSONField(default=dict, help_text="Names and versions of what it was trained with.")
    seconds_per_step = models.FloatField(null=True)
    likeness_of = models.CharField(max_length=10, blank=True, help_text="What likeness was measured by.")
    attestation = models.TextField(blank=True, help_text="Of an imported one: what its importer answers for.")
    notes = models.TextField(blank=True)
    winner = models.ForeignKey("Save", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "number"], name="lora_version_numbers")]
        indexes = [
            models.Index(fields=["workspace", "-created_at", "-id"], name="lora_versions_of_workspace"),
            models.Index(fields=["subject", "-created_at", "-id"], name="lora_versions_of_subject"),
        ]
        verbose_name = "LoRA version"

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def trigger(self) -> str:
        """The word it was trained with, whatever the model's is by now."""
        return self.dataset.trigger if self.dataset else self.lora.trigger


class Save(models.Model):
    """A training as it stood after some step: its files and what was measured of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(LoraVersion, on_delete=models.CASCADE, related_name="saves")
    step = models.PositiveIntegerField()
    loss = models.FloatField(null=True, help_text="Mean since the save before.")
    likeness = models.FloatField(null=True, help_text="0..1 to pictures that were held back; 1 is the same.")
    overfit = models.FloatField(null=True, help_text="0..1: how far it repeats the pictures it learned from.")
    points = models.JSONField(default=list, help_text="[step, loss, rate] since the save before.")
    asked = models.BooleanField(default=False, help_text="Somebody asked for it meanwhile.")
    diffusers = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    kohya = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    state = models.ForeignKey(
        Asset, on_delete=models.PROTECT, null=True, related_name="+", help_text="All that is needed to go on."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "step"], name="one_save_a_step")]


class Sample(models.Model):
    """A picture of a fixed prompt and seed, drawn while training, or why there is none."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(LoraVersion, on_delete=models.CASCADE, related_name="samples")
    step = models.PositiveIntegerField()
    index = models.PositiveIntegerField(help_text="Of the prompt.")
    prompt = models.TextField()
    seed = models.PositiveBigIntegerField()
    picture = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300, blank=True, help_text="Why it is not shown.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "step", "index"], name="one_sample_a_prompt")]
