"""What every new version begins with: its LoRA, its number, and what is known of its base."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from imaging.training.bases import Card
from studio.loras.models import Lora, LoraVersion
from studio.runs.models import Run
from studio.subjects.models import Subject

KIND = "train"
"""Of the runs that make versions."""


def lora_of(subject: Subject, *, name: str = "", trigger: str = "") -> Lora:
    """The subject's LoRA of that name (default: the subject's own), made where there is none."""
    called = name.strip() or subject.name
    found = Lora.objects.filter(subject=subject, name__iexact=called).first()
    return found or Lora.objects.create(
        workspace_id=subject.workspace_id, subject=subject, name=called, trigger=trigger.strip() or subject.trigger_word
    )


def next_number(subject: Subject) -> int:
    """One more than any version or training of the subject ever had. The caller holds the subject's lock."""
    known: int = LoraVersion.objects.filter(subject=subject).aggregate(highest=Max("number"))["highest"] or 0
    recipes = Run.objects.filter(subject=subject, kind=KIND).order_by("-created_at").values_list("recipe", flat=True)
    asked = [int(recipe.get("number", 0)) for recipe in recipes[:1]]
    return max([known, *asked]) + 1


def about_base(card: Card) -> dict[str, Any]:
    """The columns of a version that say which base it was made for, for as long as the version is kept."""
    return {
        "base": card.key,
        "base_label": card.label,
        "base_family": card.family.name if card.family else "",
        "base_licence": card.licence[:60],
        "base_resolution": card.resolution,
        "base_fingerprint": card.fingerprint,
    }
