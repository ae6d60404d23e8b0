"""Run, StageRun and Item: the queue of record."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from studio.accounts.models import Workspace
from studio.subjects.models import Subject


class RunStatus(models.TextChoices):
    """Where a run stands."""

    QUEUED = "queued", "Queued: accepted, paid for, waiting for a worker"
    RUNNING = "running", "Running: a worker has begun"
    PAUSED = "paused", "Paused: no picture is begun until somebody resumes it; its holds stay"
    SUCCEEDED = "succeeded", "Succeeded: at least one picture was delivered"
    FAILED = "failed", "Failed: no picture was delivered"
    CANCELLED = "cancelled", "Cancelled: stopped by somebody, or by a consent that ended"


class Priority(models.TextChoices):
    """When a run is to begin. None of them lets a workspace overtake another."""

    LOW = "low", "After all others: whatever waits in the studio goes first"
    NORMAL = "normal", "In turn: after what waits already"
    HIGH = "high", "Next: before what waits of the same workspace"


LATER = 10
"""What a low priority adds to the number of the run's kind; smaller numbers go first."""


class StageStatus(models.TextChoices):
    """Where a stage of a run stands."""

    WAITING = "waiting", "Waiting: no picture has come out of the stage before"
    QUEUED = "queued", "Queued: pictures wait for a worker"
    RUNNING = "running", "Running: leased by a worker"
    SUCCEEDED = "succeeded", "Succeeded: every picture is settled, at least one done"
    FAILED = "failed", "Failed: every picture is settled, none done"
    CANCELLED = "cancelled", "Cancelled"


class ItemStatus(models.TextChoices):
    """Where one picture in one stage stands."""

    WAITING = "waiting", "Waiting: the stage before has not finished it"
    QUEUED = "queued", "Queued: ready to be worked on"
    RUNNING = "running", "Running: in an engine; after a crash it is simply taken again"
    DONE = "done", "Done: stored and, where it costs, charged"
    FAILED = "failed", "Failed: could not be made; nothing charged"
    CANCELLED = "cancelled", "Cancelled before it was done; nothing charged"


SETTLED = (ItemStatus.DONE, ItemStatus.FAILED, ItemStatus.CANCELLED)
PAUSABLE = (RunStatus.QUEUED, RunStatus.RUNNING)
FINISHED = (RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED)
REFUSED_FOR_GOOD = ("content_refused", "age_refused", "photo_unusable")
"""Failures of a picture that another round cannot change."""
NOT_REACHED = "not_reached"
"""Of an item that was not made because another was not."""


class Run(models.Model):
    """One thing asked for: priced, shown with one bar, cancelled as one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="runs")
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, null=True, related_name="runs")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    recipe = models.JSONField(help_text="What was asked, frozen: engines, options, seeds, ids.")
    status = models.CharField(max_length=10, choices=RunStatus.choices, default=RunStatus.QUEUED)
    priority = models.SmallIntegerField(default=50, help_text="Smaller goes first.")
    turn_at = models.DateTimeField(default=timezone.now, help_text="Among equals, the earlier goes first.")
    pictures = models.PositiveIntegerField(help_text="How many indexes there are.")
    hears = models.JSONField(default=list, help_text="What may be asked of it while a worker is at it.")
    price = models.PositiveBigIntegerField(default=0, help_text="Held when accepted, over all rounds.")
    captured = models.PositiveBigIntegerField(default=0)
    released = models.PositiveBigIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1, help_text="1, and one more for each retry.")
    refused = models.PositiveIntegerField(default=0, help_text="Pictures that another round cannot make either.")
    progress = models.FloatField(default=0)
    seq = models.PositiveBigIntegerField(default=0, help_text="Number of the latest event about this run.")
    error_code = models.CharField(max_length=40, blank=True)
    error_detail = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-created_at"]),
            # Also for what is live: it must not be looked for among all that is over.
            models.Index(fields=["workspace", "status", "-created_at"], name="run_status"),
            models.Index(fields=["subject", "kind", "-created_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.status})"


class StageRun(models.Model):
    """A stage of a run: the unit of lease and of the queue's message."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="stage_runs")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    queue = models.CharField(max_length=20, default="cpu")
    status = models.CharField(max_length=10, choices=StageStatus.choices, default=StageStatus.WAITING)
    attempt = models.PositiveIntegerField(default=0, help_text="The fencing token: every take adds one.")
    owner = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, help_text="By the database's clock.")
    takeovers = models.PositiveIntegerField(
        default=0, help_text="How often a lease ran out and another worker went on."
    )
    rung_at = models.DateTimeField(null=True)
    engines = models.CharField(max_length=120, blank=True, help_text="Keys of what it uses: whose pace was measured.")
    weight = models.FloatField(
        default=1, help_text="About how many seconds a picture takes, from earlier runs or the engine's own estimate."
    )
    spent = models.FloatField(default=0, help_text="Seconds that the pictures done took.")
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    fraction = models.FloatField(default=0, help_text="Of the picture being worked on.")
    message = models.CharField(max_length=200, blank=True)
    asked = models.JSONField(default=list, help_text="What its worker has not heard yet; to finish, until it has.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="stages_in_order")]
        indexes = [models.Index(fields=["status", "queue"])]


class Item(models.Model):
    """One picture inside a stage: the unit of resume and of money."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="items")
    stage_run = models.ForeignKey(StageRun, on_delete=models.CASCADE, related_name="items")
    stage = models.CharField(max_length=40)
    index = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=ItemStatus.choices, default=ItemStatus.WAITING)
    price = models.PositiveIntegerField(default=0)
    crashes = models.PositiveSmallIntegerField(
        default=0, help_text="Engine children that died on it under a living parent."
    )
    tries = models.PositiveSmallIntegerField(default=0, help_text="Engine failures that were worth another try.")
    outputs = models.JSONField(default=dict, help_text='Scalars as they are, files as {"asset": id}.')
    seconds = models.FloatField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_detail = models.CharField(max_length=400, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "index", "stage"], name="one_item_a_picture_and_stage")]
        indexes = [models.Index(fields=["stage_run", "status", "index"])]
