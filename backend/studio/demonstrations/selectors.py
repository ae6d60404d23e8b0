"""Reads whether the whole way can be shown here, what it costs, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from imaging.capabilities import IMAGE_GENERATION, LORA_TRAINING
from imaging.training.bases import EMBEDDED, POCKET
from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.demonstrations.models import Demonstration
from studio.engines import selectors as engines
from studio.generations.selectors import planning as generations
from studio.loras.selectors import planning as loras

BASE = POCKET
TRIGGER = "ohwx"
STEPS = 300
OPTIONS: dict[str, Any] = {
    "steps": STEPS,
    "rank": 16,
    "alpha": 16,
    "rate": 5e-4,
    "batch": 4,
    "text_encoder": False,
    "caption_dropout": 0,
    "resolution": 64,
    "targets": "everything",
    "save_every": 100,
    "sample_every": 100,
    "prompts": ["portrait of {trigger} person, smiling, red shirt, plain blue background"],
}
"""Found by trying on the sixteen pictures; docs/pocket-base.md has the figures."""
PROMPT = (
    "portrait of {trigger} person, {smiling|laughing|surprised|sad}, {red|white|black|orange|pink} "
    "{shirt|t-shirt|jacket|turtleneck}, plain {blue|yellow|green|purple|pink|white|red} background"
)
SIDE, PICTURES = 64, 12
MINUTES = 3
"""About how long all of it takes on two cores."""


@dataclass(frozen=True)
class Sample:
    """One of the drawn pictures and what its text file says of it."""

    picture: Path
    caption: str


@cache
def samples() -> tuple[Sample, ...]:
    """The sixteen pictures with their captions; none where they did not come with this copy."""
    pictures = sorted((settings.SAMPLE / "subject").glob("*.webp"))
    return tuple(Sample(one, one.with_suffix(".txt").read_text().strip()) for one in pictures)


def is_possible() -> bool:
    """Whether pictures and base are here."""
    return bool(samples()) and EMBEDDED.is_dir()


def price() -> int:
    """Credits for all of it: the training's steps and the pictures."""
    trainer = str(engines.choices({}, (LORA_TRAINING,))[LORA_TRAINING.key]["engine"])
    learning = -(-STEPS * credits.price(LORA_TRAINING.key, trainer) // loras.PRICED_STEPS)
    return learning + PICTURES * generations.each(SIDE, SIDE, engines.choices({}, (IMAGE_GENERATION,)))


def latest(workspace: Workspace) -> Demonstration | None:
    """The workspace's last showing."""
    rows = Demonstration.objects.filter(workspace=workspace).select_related("subject", "run")
    return rows.order_by("-created_at").first()
