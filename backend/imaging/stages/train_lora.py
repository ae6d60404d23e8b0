"""Trains a LoRA from one save to the next, and gives out all that a save is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from imaging.capabilities import FACE_DETECT, FACE_IDENTITY, LORA_TRAINING, Drawn, Lesson, Training
from imaging.errors import AgeRefused, Cancelled, ContentRefused, UnusableInput
from imaging.formats.marked import DigitalSource, develop
from imaging.intake.thumbnails import thumbnails
from imaging.picture import Document, Picture, Pixels
from imaging.progress import Ask
from imaging.screening.examine import USES, examine, examine_file
from imaging.screening.words import refuse_words
from imaging.stage import Context, Room, stage
from imaging.training import limits
from imaging.training.likeness import Features, Rating, kept_aside, rated
from imaging.training.state import State
from imaging.training.watching import Watch

STRANGER = 0.8
"""About how far apart two people's faces are for the identity network; below 0.5 is the same person."""
THUMBNAIL = 160
PREPARING, LEARNING, SAMPLING = (0.0, 0.1), (0.1, 0.75), (0.85, 0.15)
"""Slices of a save: where each begins and how long it is."""


@dataclass(frozen=True)
class Sampled:
    """How it looks now."""

    samples: list[Picture]
    """Those that passed the screens."""
    drawn: list[dict[str, Any]]
    """Every sample: prompt, seed, number in ``samples`` or None, and why it is not shown."""
    step: int
    asked: str
    """What of Ask it answers; empty for what comes by itself."""


@dataclass(frozen=True)
class Trained(Sampled):
    """A save."""

    diffusers: Document
    kohya: Document
    state: Document | None
    """All that is needed to go on; None for a save in between."""
    loss: float
    """Mean since the save before."""
    rate: float
    seconds_per_step: float
    points: list[list[float]]
    """Step, loss and learning rate since the save before, at most 500."""
    likeness: float | None
    """0..1, 1 as near as the subject's own pictures are to each other; None where nothing can be compared."""
    overfit: float | None
    """0..1, by how much samples are nearer to what was learned from than to what was kept aside."""
    likeness_of: str
    """``identity`` of faces, ``features`` of the base's own denoiser, or empty."""
    libraries: dict[str, str]
    share: float
    """Of the way to the save that was asked for; less than 1 where it was finished early."""


@dataclass(frozen=True)
class Known:
    """The subject's own pictures as features, and samples of the base alone; reckoned once a training."""

    of: str
    aside: list[Features]
    learned: list[Features]
    untaught: list[Features | None]


@dataclass(frozen=True)
class Save:
    """The save that is in the works."""

    ctx: Context
    room: Room
    training: Training
    watch: Watch
    since: int
    until: int
    aside: tuple[Picture, ...]
    learned: tuple[Picture, ...]


@stage("train_lora", "Training", uses=(LORA_TRAINING, FACE_DETECT, FACE_IDENTITY, *USES))
def train_lora(
    ctx: Context,
    *,
    pictures: list[Picture],
    captions: list[str],
    base: str,
    trigger: str,
    title: str,
    licence: str,
    step: int,
    state: Document | None = None,
    begin_from: Document | None = None,
) -> Trained:
    """Go on from ``state`` (or where a crash left it) to ``step``; a new training begins from a LoRA, or from nothing.

    Raises UnusableInput, WrongBase, ContentRefused and AgeRefused before anything is learned; OutOfMemory, DiskFull
    and the trainer's own failures later.
    """
    if ctx.room is None:
        raise UnusableInput("A training needs room that outlives it. Run it as a run.")
    _refuse(ctx, pictures, captions, trigger)
    aside = kept_aside(len(pictures))
    learned = [at for at in range(len(pictures)) if at not in aside]
    scratch = ctx.room.scratch / "state.safetensors"
    paths, words = tuple(pictures[at].path for at in learned), tuple(captions[at] for at in learned)
    training = ctx.engine(LORA_TRAINING).begin(
        Lesson(base=base, pictures=paths, captions=words, trigger=trigger, title=title, licence=licence),
        states=[path for path in (state.path if state else None, scratch) if path is not None and path.exists()],
        start=begin_from.path if begin_from else None,
        until=step,
        kept=ctx.room.kept,
        careful=ctx.careful,
        passes=lambda pixels: _why_not(ctx, pixels) == "",
        progress=ctx.progress.part(*PREPARING),
    )
    since = (State.step_of(state.path) or 0) if state else 0
    watch = Watch(training, ctx.progress.listener, since)
    shown = tuple(pictures[at] for at in aside), tuple(pictures[at] for at in learned)
    save = Save(ctx, ctx.room, training, watch, since, step, *shown)
    with limits.told(training.step):
        _learn(save, scratch)
        return _give(save, asked="", state=scratch)


def _refuse(ctx: Context, pictures: Sequence[Picture], captions: Sequence[str], trigger: str) -> None:
    """What may not be trained on, and what cannot."""
    if len(pictures) != len(captions):
        raise UnusableInput("Not every picture has a caption. Write those that are missing, then freeze it anew.")
    if len(pictures) < 2:
        raise UnusableInput("One picture is not enough to learn from. Add some: 20 to 40 are a good number.")
    choice = ctx.choices.get(LORA_TRAINING.key)
    asked = choice.options if choice else {}
    for words in (trigger, *captions, *asked.get("prompts", ()), str(asked.get("prior_prompt", ""))):
        refuse_words(words)
    for number, picture in enumerate(pictures, 1):
        ctx.progress.part(*PREPARING).at(0, f"Looking at picture {number} of {len(pictures)}")
        examine_file(ctx, picture, name=f"Picture {number} of the dataset")


def _learn(save: Save, scratch: Path) -> None:
    """Step by step to the save, or to where somebody asks to finish; a stop keeps where it is."""
    ctx, training, watch = save.ctx, save.training, save.watch
    watch.tell()
    progress, written, rest = ctx.progress.part(*LEARNING), time.monotonic(), save.room.scratch_seconds
    try:
        while training.step < save.until:
            began = time.monotonic()
            training.learn()
            watch.learned(time.monotonic() - began)
            share = (training.step - save.since) / (save.until - save.since)
            progress.at(share, f"Step {training.step} of {training.steps}")
            if _answered(save):
                break
            if time.monotonic() - written >= rest:
                began = time.monotonic()
                training.write_state(scratch)
                written = time.monotonic()
                # no more than a twentieth of the time goes into what only a crash makes use of
                rest = max(save.room.scratch_seconds, 20 * (written - began)) if save.room.scratch_seconds else 0.0
    except Cancelled:
        training.write_state(scratch)
        raise
    training.write_state(scratch)
    watch.tell()


def _answered(save: Save) -> bool:
    """Do what was asked meanwhile, and what is due between two saves; True to end here."""
    training, due = save.training, save.training.step < save.until
    while (ask := save.ctx.progress.listener.asks()) is not None:
        if ask is Ask.FINISH:
            return True
        if due:
            save.ctx.show(_sample(save, asked=ask.value) if ask is Ask.SAMPLE else _give(save, asked=ask.value))
    if due and training.step % training.sample_every == 0:
        save.ctx.show(_sample(save, asked=""))
    return False


def _sample(save: Save, *, asked: str) -> Sampled:
    return _screened(save, save.training.sample(), asked)


def _screened(save: Save, drawn: Sequence[Drawn], asked: str) -> Sampled:
    """Samples as pictures; one that a screen refuses is not shown, and it is said why."""
    shown, told = list[Picture](), list[dict[str, Any]]()
    for number, one in enumerate(drawn, 1):
        why = _why_not(save.ctx, one.pixels)
        told.append({"prompt": one.prompt, "seed": one.seed, "sample": None if why else len(shown), "why": why})
        if not why:
            path = save.ctx.shelf / f"{asked or 'sample'}-{save.training.step}-{number}.jpg"
            shown.append(develop(one.pixels, path, made_by=DigitalSource.MADE_BY_AI))
    return Sampled(shown, told, save.training.step, asked)


def _give(save: Save, *, asked: str, state: Path | None = None) -> Trained:
    """All that a save is. Its samples are drawn once, for the eye and for the likeness."""
    ctx, training, watch = save.ctx, save.training, save.watch
    progress = ctx.progress.part(*SAMPLING) if state else ctx.progress.part(*LEARNING).part(1, 0)
    drawn = training.sample(progress.part(0, 0.5))
    sampled = _screened(save, drawn, asked)
    known = _known(save)
    rating = _rated(ctx, known, training, [one.pixels for one in drawn])
    progress.at(0.8, "Writing and proving the files")
    thumbnail = thumbnails(sampled.samples[0].path)[THUMBNAIL] if sampled.samples else None
    files = training.write(ctx.shelf / f"{asked or 'save'}-{training.step}", thumbnail)
    return Trained(
        samples=sampled.samples,
        drawn=sampled.drawn,
        step=training.step,
        asked=asked,
        diffusers=Document(files[0]),
        kohya=Document(files[1]),
        state=Document(state) if state else None,
        loss=round(watch.loss(), 6),
        rate=training.rate,
        seconds_per_step=round(watch.pace(), 4),
        points=watch.points(),
        likeness=rating.likeness if rating else None,
        overfit=rating.overfit if rating else None,
        likeness_of=known.of if rating else "",
        libraries=training.libraries(),
        share=(training.step - save.since) / (save.until - save.since),
    )


def _known(save: Save) -> Known:
    about = ("likeness", save.aside, save.learned, id(save.training))
    found: Known | None = save.ctx.rack.known(about)
    if found is None:
        aside, learned = _faces(save.ctx, save.aside), _faces(save.ctx, save.learned)
        seen = [one for one in [*aside, *learned] if one is not None]
        untaught = save.training.untaught()
        if 2 * len(seen) > len(aside) + len(learned):
            of, base = "identity", [_face(save.ctx, pixels) for pixels in untaught]
        else:
            of, base = "features", list(save.training.look(untaught))
            aside = list(save.training.look([one.pixels() for one in save.aside])) if save.aside else []
            learned = list(save.training.look([one.pixels() for one in save.learned]))
        found = Known(of, [one for one in aside if one is not None], [one for one in learned if one is not None], base)
        save.ctx.rack.remember(about, found)
    return found


def _rated(ctx: Context, known: Known, training: Training, drawn: Sequence[Pixels]) -> Rating | None:
    if known.of == "identity":
        faces = [_face(ctx, pixels) for pixels in drawn]
        return rated(faces, untaught=known.untaught, aside=known.aside, learned=known.learned, stranger=STRANGER)
    return rated(list(training.look(drawn)), untaught=known.untaught, aside=known.aside, learned=known.learned)


def _faces(ctx: Context, pictures: Sequence[Picture]) -> list[Features | None]:
    return [_face(ctx, picture.pixels()) for picture in pictures]


def _face(ctx: Context, pixels: Pixels) -> Features | None:
    """Whose face it is, as numbers; None without a face."""
    found = ctx.engine(FACE_DETECT).find(pixels)
    return np.asarray(ctx.engine(FACE_IDENTITY).embed(pixels, found[0]), np.float32) if found else None


def _why_not(ctx: Context, pixels: Pixels) -> str:
    """Why a drawn picture is not shown; empty when it is."""
    try:
        examine(ctx, pixels, name="This sample")
    except (ContentRefused, AgeRefused) as refused:
        return refused.message
    return ""
