"""The ledger: movements are only ever added; an Account row carries the sums so that a spend is one statement."""

from __future__ import annotations

import uuid
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from studio.accounts.models import Workspace
from studio.credits.errors import LedgerIsFinal

FINAL = "A ledger entry is never changed or deleted. Nothing was changed. Write the opposite movement instead."


class Movement(models.TextChoices):
    """Kinds of ledger entry."""

    GRANT = "grant", "Given by the operator, or as a welcome"
    PURCHASE = "purchase", "Paid for"
    HOLD = "hold", "Set aside when a run is accepted"
    CAPTURE = "capture", "Charged for one finished picture"
    RELEASE = "release", "Given back because a picture was not made"
    REFUND = "refund", "Given back after it had been charged"
    EXPIRY = "expiry", "Lapsed"


class Account(models.Model):
    """A workspace's sums. ``balance`` is free to spend, ``held`` is set aside; both equal the ledger's sums."""

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, primary_key=True, related_name="account")
    balance = models.BigIntegerField(default=0)
    held = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(balance__gte=0), name="never_overspent"),
            models.CheckConstraint(condition=Q(held__gte=0), name="never_captured_more_than_held"),
        ]


class Entries(models.QuerySet["LedgerEntry"]):
    """Entries can be read and added, nothing else."""

    def update(self, **changes: Any) -> NoReturn:
        """Refused."""
        raise LedgerIsFinal(FINAL)

    def delete(self) -> NoReturn:
        """Refused. Only the end of a whole workspace takes its ledger along."""
        raise LedgerIsFinal(FINAL)


class LedgerEntry(models.Model):
    """One movement of credits. ``amount`` changes what is free, ``held`` changes what is set aside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="ledger")
    kind = models.CharField(max_length=10, choices=Movement.choices)
    reference = models.CharField(max_length=120, help_text="What it is for; the same movement cannot be made twice.")
    amount = models.BigIntegerField()
    held = models.BigIntegerField()
    run = models.UUIDField(null=True, db_index=True)
    note = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Entries.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "kind", "reference"], name="each_movement_once"),
        ]
        indexes = [models.Index(fields=["workspace", "-created_at"])]

    def save(self, *args: Any, **named: Any) -> None:
        """Add it; LedgerIsFinal when it is there already."""
        if not self._state.adding:
            raise LedgerIsFinal(FINAL)
        super().save(*args, **named)

    def delete(self, *args: Any, **named: Any) -> NoReturn:
        """Refused."""
        raise LedgerIsFinal(FINAL)


class Price(models.Model):
    """What one picture costs on an engine, from a day on. The latest price that has begun counts."""

    id = models.BigAutoField(primary_key=True)
    capability = models.CharField(max_length=40)
    engine = models.CharField(max_length=60, blank=True, help_text="Empty: any engine of the capability.")
    credits = models.PositiveIntegerField()
    effective_from = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["capability", "engine", "-effective_from"])]


class KeyedAnswer(models.Model):
    """The answer given to a POST with an Idempotency-Key, so that the same request is answered the same way."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, path and body.")
    status = models.PositiveSmallIntegerField()
    body = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_answer_a_key")]
