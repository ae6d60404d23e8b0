"""The bases that this machine has, and where an expert begins on each of them."""

from __future__ import annotations

from typing import Any, TypedDict

from imaging.training import bases
from imaging.training.bases import Card
from imaging.training.recipe import PRESETS, Goal, LoraRecipe

SMALL = 256
"""Bases of fewer pixels are small in every way: they are taught all layers, quicker and with larger changes."""
FOR_SMALL: dict[str, Any] = {"targets": "everything", "text_encoder": True, "rate": 5e-4, "text_rate": 2e-4}

LABELS = {Goal.LIKENESS: "Likeness", Goal.STYLE: "Style", Goal.QUICK: "Quick try"}
ABOUT = {
    Goal.LIKENESS: "A face that is recognised: 20 to 40 pictures.",
    Goal.STYLE: "A way of drawing: more pictures, captions that leave the style out.",
    Goal.QUICK: "A first look in a fifth of the time.",
}
BASIC = ("steps", "rank", "save_every", "prompts", "seed")
"""What is asked before the expert panel is opened."""
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Learning", ("rate", "schedule", "warmup", "optimizer", "weight_decay", "batch", "accumulation", "clip", "ema")),
    ("Adapter", ("alpha", "targets", "text_encoder", "text_rate")),
    ("Pictures", ("resolution", "buckets", "caption_dropout", "min_snr", "noise_offset")),
    ("Prior preservation", ("prior_weight", "prior_pictures", "prior_prompt")),
    ("Samples and machine", ("sample_every", "checkpointing", "precision")),
)


class BaseDict(TypedDict):
    """A base as the API shows it."""

    key: str
    label: str
    family: str
    architecture: str
    resolution: int
    licence: str
    where: str
    ready: bool
    why_not: str
    size: int


def shown(card: Card) -> BaseDict:
    """One base."""
    family = card.family
    return {
        "key": card.key,
        "label": card.label,
        "family": family.name if family else "",
        "architecture": family.architecture if family else "",
        "resolution": card.resolution,
        "licence": card.licence,
        "where": card.where,
        "ready": not card.why_not,
        "why_not": card.why_not,
        "size": card.size,
    }


def listed() -> list[BaseDict]:
    """All of them, those that can be used first."""
    return [shown(card) for card in bases.all_bases()]


def find(key: str) -> Card | None:
    """A base by its key, ready or not; None when this machine has none."""
    return next((card for card in bases.all_bases() if card.key == key), None)


def preset(goal: Goal, card: Card | None) -> LoraRecipe:
    """The recipe of a goal on a base: at the base's own size, and with more change where the base is small."""
    recipe = PRESETS[goal]
    size = card.resolution if card else 0
    if not size:
        return recipe
    fitting: dict[str, Any] = {"resolution": max(64, size // 8 * 8)}
    return LoraRecipe.model_validate(recipe.model_dump() | fitting | (FOR_SMALL if size < SMALL else {}))


def presets(card: Card | None) -> list[dict[str, Any]]:
    """All goals on a base."""
    return [
        {
            "key": goal.value,
            "label": LABELS[goal],
            "about": ABOUT[goal],
            "options": preset(goal, card).model_dump(mode="json"),
        }
        for goal in Goal
    ]
