"""Demonstration: how far a workspace's showing of the whole product is."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from studio.accounts.models import Workspace
from studio.runs.models import Run
from studio.subjects.models import Subject


class Step(models.TextChoices):
    """What it is at."""

    PHOTOS = "photos", "Checking the pictures"
    DATASET = "dataset", "Weighing the pictures and their words"
    TRAINING = "training", "Training a LoRA on them"
    PICTURES = "pictures", "Making pictures with it"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped: something was not to be had"


GOING = (Step.PHOTOS, Step.DATASET, Step.TRAINING, Step.PICTURES)


class Demonstration(models.Model):
    """One showing. Its subject is an ordinary one and may be deleted; the showing goes with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="demonstrations")
    subject = models.OneToOneField(Subject, on_delete=models.CASCADE, related_name="demonstration")
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.PHOTOS)
    run = models.ForeignKey(
        Run, on_delete=models.SET_NULL, null=True, related_name="+", help_text="The run that is waited for."
    )
    detail = models.CharField(max_length=400, blank=True, help_text="Why it stopped.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace"],
                condition=Q(step__in=["photos", "dataset", "training", "pictures"]),
                name="one_showing",
            )
        ]
