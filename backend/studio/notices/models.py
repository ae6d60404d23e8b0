"""Notice and Preference: what a member is told, and how."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from studio.accounts.models import User, Workspace
from studio.runs.models import Run


class News(models.TextChoices):
    """What a notice tells of a run."""

    DONE = "done", "Done: every picture was made"
    PARTLY = "partly", "Partly: some pictures were not made"
    FAILED = "failed", "Failed: no picture was made"
    STOPPED = "stopped", "Stopped: the consent for it has ended"


class Notice(models.Model):
    """One thing told to one member. Its letter is sent at most once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="notices")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="notices")
    round = models.PositiveSmallIntegerField()
    news = models.CharField(max_length=10, choices=News.choices)
    title = models.CharField(max_length=200)
    detail = models.CharField(max_length=400)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    letter_due = models.DateTimeField(null=True, help_text="When to send it next; null when nothing is to be sent.")
    letter_tries = models.PositiveSmallIntegerField(default=0)
    letter_sent_at = models.DateTimeField(null=True)
    letter_problem = models.CharField(
        max_length=200, blank=True, help_text="What the mail server last said against it."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "run", "round"], name="one_notice_each")]
        indexes = [
            models.Index(fields=["user", "workspace", "-created_at"]),
            # Counted with every page: only what is new is counted, not looked for among all that was read.
            models.Index(fields=["user", "workspace"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["letter_due"]),
        ]


class Preference(models.Model):
    """How a user wants to be told; without a row, in the page and by e-mail."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="notice_preference")
    in_page = models.BooleanField(default=True)
    by_email = models.BooleanField(default=True)
