"""Sweeps credits: answers to an Idempotency-Key that nobody will send again."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from studio.credits.models import KeyedAnswer

REMEMBERED = timedelta(days=30)
"""How long a key is answered as the first time; after that it starts something new."""


def forget_old_answers() -> int:
    """Forget answers older than that; says how many."""
    forgotten, _ = KeyedAnswer.objects.filter(created_at__lt=timezone.now() - REMEMBERED).delete()
    return forgotten
