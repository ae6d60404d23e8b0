"""The pre-flight: what a training would take, cost and meet. Nothing is written, and what would fail is said here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from imaging.capabilities import LORA_TRAINING
from imaging.training import samples
from imaging.training.bases import Card
from imaging.training.forecast import Forecast, forecast
from imaging.training.recipe import Goal, LoraRecipe
from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.datasets import selectors as datasets
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.engines import selectors as engines
from studio.loras.errors import LoraNotFound
from studio.loras.models import LoraVersion, Save
from studio.loras.selectors import bases, findings, versions
from studio.loras.selectors.findings import Finding, Learned
from studio.subjects import selectors as subjects
from studio.subjects.models import Subject, Use

PRICED_STEPS = 100
"""The price of the engine is for so many."""
OPENING_SECONDS, LOOKING_SECONDS = 8.0, 0.5
"""What comes before the first step: the base is opened, and each picture is screened and encoded."""
LATELY = 20
"""Of the latest trainings one may tell the pace."""
ALIKE = ("resolution", "batch", "accumulation", "targets", "text_encoder", "checkpointing", "prior_weight")
"""Options that decide how long a step takes."""


@dataclass(frozen=True)
class Plan:
    """A training that might be."""

    subject: Subject
    dataset: Dataset
    pictures: Sequence[Learned]
    card: Card | None
    base: str
    """The key that was asked for."""
    goal: Goal
    recipe: LoraRecipe
    problem: Finding | None
    """Why the options cannot be used; the recipe is the preset's then."""
    from_save: Save | None
    begun: int
    """Steps that are behind it already, where it goes on exactly."""
    each: int
    """Credits for PRICED_STEPS steps."""
    balance: int
    allowed: bool
    """Whether the subject agreed to be trained on."""
    pace: float | None
    """Seconds a step, where they were measured."""

    @property
    def steps(self) -> list[int]:
        """The steps that will be saved."""
        return [step for step in self.recipe.saves() if step > self.begun]

    @property
    def prices(self) -> list[int]:
        """Credits for each save: for the steps since the one before, begun hundreds in proportion, rounded up."""
        return [-(-(step - before) * self.each // PRICED_STEPS) for before, step in pairwise([self.begun, *self.steps])]

    @property
    def price(self) -> int:
        """Credits for all of it: the sum of what is held for each save."""
        return sum(self.prices)

    @cached_property
    def forecast(self) -> Forecast | None:
        """Time, memory and size; None without a base."""
        if self.card is None or self.card.why_not:
            return None
        return forecast(self.card.shapes, self.recipe, seconds_per_step=self.pace)

    @property
    def samples(self) -> int:
        """Pictures that are drawn on the way."""
        recipe = self.recipe
        rows = {*self.steps, *range(recipe.sample_every, recipe.steps, recipe.sample_every)}
        return len(samples.wishes(recipe, "")) * len([step for step in rows if step > self.begun])

    @property
    def seconds(self) -> float:
        """Of what is still to be done, opening the base and looking at every picture included."""
        told = self.forecast
        if told is None:
            return 0.0
        left = told.seconds * (1 - self.begun / self.recipe.steps)
        return round(OPENING_SECONDS + LOOKING_SECONDS * len(self.pictures) + left, 1)

    @cached_property
    def findings(self) -> list[Finding]:
        """All that the pre-flight says, refusals first."""
        order = ("refuse", "warn", "ok")
        return sorted(self._findings(), key=lambda finding: order.index(finding.level))

    def _findings(self) -> Iterator[Finding]:
        if self.problem is not None:
            yield self.problem
        if not self.allowed:
            yield Finding("refuse", "consent", f"{self.subject.name} has not agreed to training.")
        yield from findings.of_pictures(self.pictures, self.subject.trigger_word)
        yield from findings.of_base(self.card, self.base)
        yield from self._of_save()
        yield from findings.of_steps(self.recipe, self.steps, len(self.pictures))
        yield from findings.of_words(self.recipe, self.pictures, self.subject.trigger_word)
        if self.forecast is not None and self.card is not None:
            yield from findings.of_sizes(self.pictures, self.recipe, self.card)
            yield from findings.of_forecast(self.forecast, self.seconds)
        yield from findings.of_credits(self.price, self.balance)

    def _of_save(self) -> Iterator[Finding]:
        made = self.from_save.version if self.from_save else None
        if made is None or self.card is None:
            return
        if made.subject_id != self.subject.id:
            yield Finding("refuse", "base", "The save is of another model. Begin from one of this model's.")
        if made.base_fingerprint != self.card.fingerprint:
            yield Finding(
                "refuse",
                "base",
                f"The save was trained on {made.base_label} and {self.card.label} is chosen. Choose its own base.",
            )
        if made.recipe.get("rank") != self.recipe.rank:
            rank = made.recipe.get("rank")
            yield Finding("refuse", "base", f"The save has rank {rank}; begin from it with the same rank.", "rank")


def plan(workspace: Workspace, asked: Mapping[str, Any]) -> Plan:
    """Work out a training. Raises LoraNotFound and DatasetNotFound (404) for what is not the workspace's."""
    subject = subjects.of(workspace).filter(id=asked["subject"]).first()
    if subject is None:
        raise LoraNotFound("There is no such model in this workspace. It may have been deleted; go back and reload.")
    subject.workspace = workspace
    dataset = datasets.get_plain(workspace, asked["dataset"])
    if dataset.subject_id != subject.id:
        raise LoraNotFound("The dataset belongs to another model. Nothing was started; choose one of this model's.")
    card, goal = bases.find(asked["base"]), Goal(asked.get("preset", Goal.LIKENESS))
    wanted, problem = _recipe(bases.preset(goal, card), asked.get("options") or {})
    save: UUID | None = asked.get("from_save")
    return planned(
        dataset=dataset,
        subject=subject,
        card=card,
        base=asked["base"],
        goal=goal,
        recipe=wanted,
        problem=problem,
        pictures=_pictures(dataset),
        from_save=versions.get_save(workspace, save) if save else None,
    )


def planned(*, subject: Subject, card: Card | None, recipe: LoraRecipe, begun: int = 0, **rest: Any) -> Plan:
    """A plan with today's prices, the balance, and the pace of earlier trainings."""
    engine = next((one.key for one in engines.able(LORA_TRAINING.key)), "")
    balance, _ = credits.sums(subject.workspace)
    return Plan(
        subject=subject,
        card=card,
        recipe=recipe,
        begun=begun,
        each=credits.price(LORA_TRAINING.key, engine),
        balance=balance,
        allowed=subjects.allows(subject, Use.TRAIN),
        pace=_pace(card, recipe) if card is not None and not card.why_not else None,
        **rest,
    )


def _recipe(preset: LoraRecipe, options: Mapping[str, Any]) -> tuple[LoraRecipe, Finding | None]:
    try:
        return LoraRecipe.model_validate({**preset.model_dump(), **options}), None
    except ValidationError as problem:
        first = problem.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        field = LoraRecipe.model_fields.get(name)
        called = field.title if field else f"{name[:40]!r}"
        return preset, Finding("refuse", "options", f"{called} cannot be used: {first['msg']}.", name[:40])


def _pictures(dataset: Dataset) -> list[Learned]:
    rows = datasets.learned(DatasetItem.objects.filter(dataset=dataset))
    told = rows.values_list("caption", "state", "asset__width", "asset__height")
    return [Learned(words, state == ItemState.PENDING, width or 0, height or 0) for words, state, width, height in told]


def frozen_pictures(version: LoraVersion) -> list[Learned]:
    """Those of the frozen dataset that a version learned from."""
    if version.dataset is None:
        return []
    told = version.dataset.items.values_list("caption", "asset__width", "asset__height")
    return [Learned(words, False, width or 0, height or 0) for words, width, height in told]


def _pace(card: Card, recipe: LoraRecipe) -> float | None:
    """Seconds a step of the latest training like this one, on any workspace of this machine."""
    now = recipe.model_dump(mode="json")
    rows = LoraVersion.objects.filter(base_fingerprint=card.fingerprint, seconds_per_step__isnull=False)
    for then, pace in rows.order_by("-created_at").values_list("recipe", "seconds_per_step")[:LATELY]:
        if all(then.get(name) == now[name] for name in ALIKE):
            return pace
    return None
