"""Dataset, its pictures with their captions, and the versions that were frozen of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Lower

from imaging.captions.template import SENTENCE
from studio.accounts.models import Workspace
from studio.assets.models import Asset
from studio.photos.models import SourcePhoto
from studio.runs.models import Run
from studio.subjects.models import Subject
from studio.swaps.models import SwapResult


class Author(models.TextChoices):
    """Who wrote a caption; what a person wrote is never overwritten by an engine."""

    NOBODY = "nobody", "Nobody: there is none yet"
    ENGINE = "engine", "Engine: a captioner said it, and the template was filled with that"
    FILE = "file", "File: it came beside the picture in an import"
    PERSON = "person", "Person: somebody typed it, or changed it"


class ItemState(models.TextChoices):
    """Whether a picture may be seen and trained on."""

    PENDING = "pending", "Pending: it was imported and has not been screened yet"
    READY = "ready", "Ready: it was screened"
    REFUSED = "refused", "Refused: quarantined, never shown, never trained on, deletable"


class Dataset(models.Model):
    """Pictures of a subject that belong together, and how their captions are made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="datasets")
    name = models.CharField(max_length=60)
    template = models.CharField(max_length=300, default=SENTENCE)
    looks = models.BooleanField(default=False, help_text="Whether captions tell permanent looks.")
    last_number = models.PositiveIntegerField(default=0, help_text="Of its pictures; never given again.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("name"), "subject", name="dataset_names")]
        indexes = [models.Index(fields=["workspace", "-created_at"])]

    def __str__(self) -> str:
        return self.name


class DatasetItem(models.Model):
    """One picture of a dataset and its caption."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=160, help_text="The file's stem as it came.")
    origin = models.CharField(max_length=80, help_text="photo:ID, result:ID or file:SHA-256; once a dataset.")
    photo = models.ForeignKey(SourcePhoto, on_delete=models.SET_NULL, null=True, related_name="+")
    result = models.ForeignKey(SwapResult, on_delete=models.SET_NULL, null=True, related_name="+")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+", help_text="What is shown and learned.")
    original = models.ForeignKey(
        Asset, on_delete=models.PROTECT, null=True, related_name="+", help_text="Where the asset is a cropped version."
    )
    rotation = models.PositiveSmallIntegerField(default=0, help_text="Degrees clockwise: 0, 90, 180 or 270.")
    crop = models.JSONField(null=True, help_text="x0, y0, x1, y1 in 0..1 of the upright original; null: all of it.")
    state = models.CharField(max_length=8, choices=ItemState.choices, default=ItemState.READY)
    kept = models.BooleanField(default=True)
    caption = models.TextField(blank=True, default="")
    author = models.CharField(max_length=6, choices=Author.choices, default=Author.NOBODY)
    captioner = models.CharField(max_length=60, blank=True, default="", help_text="The engine that said the words.")
    said = models.JSONField(null=True, help_text="What it said, whole and by part: fills the template anew.")
    revision = models.PositiveIntegerField(default=0, help_text="One more with each change of the caption.")
    quality = models.FloatField(null=True, help_text="0..1, what it is worth to a training; null: not weighed.")
    scores = models.JSONField(default=dict, help_text="What the quality is made of, and what coverage is told from.")
    vector = models.JSONField(null=True, help_text="128 numbers of the face; only ever measured with a live consent.")
    run = models.ForeignKey(
        Run, on_delete=models.SET_NULL, null=True, related_name="+", help_text="That screens it, where it came pending."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="dataset_numbers"),
            models.UniqueConstraint(fields=["dataset", "origin"], name="once_a_dataset"),
        ]


class DatasetVersion(models.Model):
    """A dataset as it was when something was trained on it. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="Over the pictures' hashes and captions in their order.")
    trigger = models.CharField(max_length=60)
    pictures = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="version_numbers"),
            models.UniqueConstraint(fields=["dataset", "sha256"], name="one_version_a_content"),
        ]


class FrozenItem(models.Model):
    """One pair of a version: the file stays as long as the version does."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(DatasetVersion, on_delete=models.CASCADE, related_name="items")
    index = models.PositiveIntegerField()
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="+")
    caption = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "index"], name="one_pair_an_index")]
