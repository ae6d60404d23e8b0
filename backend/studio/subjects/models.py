"""Subjects and their consent. A Consent is granted or revoked, never edited."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

from studio.accounts.models import Workspace
from studio.assets.models import Asset


class Kind(models.TextChoices):
    """Whether somebody exists who can object."""

    REAL = "real", "Real: a living person, whose consent every run needs"
    SYNTHETIC = "synthetic", "Synthetic: nobody's likeness, as its creator attested"


class Use(models.TextChoices):
    """What a consent may permit."""

    SWAP = "swap", "Put the face on chosen photos"
    TRAIN = "train", "Train a model of the likeness"
    GENERATE = "generate", "Make new pictures with that model"


class Level(models.TextChoices):
    """How sure we are that the consent is the subject's own."""

    RECORDED = "recorded", "Recorded: the account holder recorded it and answers for it"
    SELF = "self", "Self: a live clip matched to the photos"
    INVITED = "invited", "Invited: the subject agreed on their own device through a signed link"
    ORGANISATION = "organisation", "Organisation: a signed release that a second person approved"


class Subject(models.Model):
    """The one whose likeness it is. The dashboard calls it a model."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="subjects")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    trigger_word = models.CharField(max_length=40)
    attestation = models.TextField(blank=True, help_text="What the creator of a synthetic subject attested.")
    settings = models.JSONField(default=dict, help_text="Engines and options a new run of this subject starts with.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "slug"], name="slug_once_a_workspace")]

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """The subject's permission for named uses, with its evidence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="consents")
    uses = models.JSONField(help_text="A list of Use.")
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.RECORDED)
    given_by = models.CharField(max_length=120, help_text="Name of the person who gave it.")
    statement = models.TextField(help_text="The words that were agreed to.")
    evidence = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
