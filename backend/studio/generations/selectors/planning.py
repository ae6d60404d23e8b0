"""What a wish for pictures would give: the words of each, the LoRAs, the base, the price. Nothing is written here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from imaging.capabilities import IMAGE_GENERATION
from imaging.errors import ImagingError, UnusableInput
from imaging.pipelines import GENERATE
from imaging.sampling import prompts
from imaging.screening.words import refuse_words
from imaging.training import bases
from imaging.training.bases import Card
from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.engines import selectors as engines
from studio.engines.selectors import Choices
from studio.generations.errors import GenerationNotFound, GenerationUnusable, PromptRefused
from studio.generations.selectors import adapters, presets
from studio.generations.selectors.adapters import Chosen
from studio.subjects.models import Subject

SEEDS = 2**32
UNIT = 1024 * 1024 * 25
"""Pixels times steps that the price of the engine is for: 1024 x 1024 in 25 steps."""
OPTIONS = ("steps", "guidance", "scheduler", "clip_skip")
"""What a wish may say of the engine's options."""


@dataclass(frozen=True)
class Words:
    """What one picture is drawn from."""

    prompt: str
    negative: str
    seed: int


@dataclass(frozen=True)
class Plan:
    """What would be made."""

    workspace: Workspace
    subject: Subject | None
    template: str
    style: str
    base: Card
    loras: tuple[Chosen, ...]
    width: int
    height: int
    choices: Choices
    words: tuple[Words, ...]
    each: int
    """Credits a picture."""

    @property
    def price(self) -> int:
        """Credits for all of it."""
        return self.each * len(self.words)

    @property
    def seconds(self) -> float:
        """About how long all of it takes on one worker, where no run has told better."""
        drawing = engines.seconds(IMAGE_GENERATION.key, self.choices)
        others = {capability.key for stage in GENERATE.stages for capability in stage.uses} - {IMAGE_GENERATION.key}
        screens = sum(engines.seconds(key, self.choices) for key in others)
        return round((drawing * max(0.1, _share(self.width, self.height, self.choices)) + screens) * len(self.words), 1)

    @property
    def subjects(self) -> set[Subject]:
        """Everybody whose likeness takes part, and on whose page it is."""
        own = {self.subject} if self.subject else set()
        return own | {one.version.subject for one in self.loras}


def plan(workspace: Workspace, asked: Mapping[str, Any]) -> Plan:
    """Work out what would be made. Raises GenerationNotFound (404), PromptRefused, LoraOfAnotherBase,
    GenerationUnusable and UnknownEngine (422)."""
    loras = adapters.chosen(workspace, asked.get("loras") or [])
    subject = _subject(workspace, asked, loras)
    base = _base(asked.get("base") or "", loras)
    adapters.require_fitting(loras, base)
    _require_size(base, asked["width"], asked["height"])
    choices = _choices(asked)
    style = _style(workspace, asked.get("style") or "")
    negative = ", ".join(filter(None, (asked.get("negative", "").strip(), style["negative"])))
    template = prompts.styled(asked["prompt"].strip(), style["prompt"])
    trigger = loras[0].version.trigger if loras else subject.trigger_word if subject else ""
    seed = asked.get("seed")
    first = secrets.randbelow(SEEDS) if seed is None else int(seed)
    words = tuple(
        Words(prompts.filled(template, seed=one, trigger=trigger), negative, one)
        for one in ((first + number) % SEEDS for number in range(asked["count"]))
    )
    _require_decent(template, negative, words)
    return Plan(
        workspace=workspace,
        subject=subject,
        template=asked["prompt"].strip(),
        style=asked.get("style") or "",
        base=base,
        loras=loras,
        width=asked["width"],
        height=asked["height"],
        choices=choices,
        words=words,
        each=each(asked["width"], asked["height"], choices),
    )


def _subject(workspace: Workspace, asked: Mapping[str, Any], loras: tuple[Chosen, ...]) -> Subject | None:
    if asked.get("subject") is None:
        return loras[0].version.subject if loras else None
    found = Subject.objects.filter(workspace=workspace, id=asked["subject"]).first()
    if found is None:
        raise GenerationNotFound(
            "There is no such model in this workspace. Nothing was started; go back and reload the page."
        )
    return found


def _base(key: str, loras: tuple[Chosen, ...]) -> Card:
    try:
        if key or loras:
            return bases.card(key or loras[0].version.base)
        ready = next((card for card in bases.all_bases() if not card.why_not), None)
    except ImagingError as problem:
        raise GenerationUnusable(f"{problem.message} Nothing was started.") from problem
    if ready is None:
        raise GenerationUnusable("No base is on this machine, so nothing can be drawn. Nothing was started; add one.")
    return ready


def _require_size(base: Card, width: int, height: int) -> None:
    if width % 8 or height % 8:
        raise GenerationUnusable(
            f"{base.label} draws pictures whose sides are multiples of 8 px, not {width} x {height}. Nothing was "
            "started; choose another size.",
            option="width",
        )


def _style(workspace: Workspace, key: str) -> Mapping[str, str]:
    if not key:
        return {"prompt": "", "negative": ""}
    found = presets.style(workspace, key)
    if found is None:
        raise GenerationNotFound("There is no such style any more. Nothing was started; choose another.")
    return {"prompt": found["prompt"], "negative": found["negative"]}


def _choices(asked: Mapping[str, Any]) -> Choices:
    options = {name: asked[name] for name in OPTIONS if asked.get(name) is not None}
    return engines.choices({IMAGE_GENERATION.key: {"options": options}}, (IMAGE_GENERATION,))


def _require_decent(template: str, negative: str, words: tuple[Words, ...]) -> None:
    """Every branch of the template and every picture's words, before anything is held or an engine sees them."""
    try:
        refuse_words(prompts.branches(template), prompts.branches(negative))
        for one in {one.prompt for one in words}:
            refuse_words(one)
    except UnusableInput as problem:
        raise PromptRefused(f"{problem.message} Nothing was started and nothing is charged.") from problem


def each(width: int, height: int, choices: Choices) -> int:
    """Credits for one picture of a size with these engines."""
    engine = str(choices[IMAGE_GENERATION.key]["engine"])
    unit = credits.price(IMAGE_GENERATION.key, engine)
    return max(1, ceil(unit * _share(width, height, choices))) if unit else 0


def _share(width: int, height: int, choices: Choices) -> float:
    return width * height * int(choices[IMAGE_GENERATION.key]["options"]["steps"]) / UNIT
