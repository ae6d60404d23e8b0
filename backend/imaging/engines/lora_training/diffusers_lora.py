"""LoRA training on diffusers and PEFT: Stable Diffusion 1 and 2, the pocket base, and SDXL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from imaging.capabilities import LORA_TRAINING, Lesson
from imaging.engine import Options, engine
from imaging.errors import UnusableInput, WrongBase
from imaging.picture import Pixels
from imaging.progress import SILENT, Progress
from imaging.training import bases, class_pictures, exporting, limits
from imaging.training.bases import Card
from imaging.training.class_pictures import Means
from imaging.training.course import Course
from imaging.training.examples import Example
from imaging.training.families import open_base
from imaging.training.machine import machine_for
from imaging.training.recipe import LoraRecipe
from imaging.training.state import State
from imaging.training.trainer import Trainer


class LoraOptions(LoraRecipe, Options):
    """The whole recipe: a user may set every part of it."""


@dataclass
class Desk:
    """The one training that lies open, so that a save goes on without opening the base anew. Two would not fit."""

    asked: LoraRecipe | None = None
    course: Course | None = None

    def take(self, lesson: Lesson, asked: LoraRecipe, step: int) -> Course | None:
        """The open training, if it is this one and stands at ``step``; otherwise the desk is cleared."""
        course = self.course
        if course and course.usable and (course.lesson, self.asked, course.step) == (lesson, asked, step):
            return course
        self.asked = self.course = None
        return None


DESK = Desk()


@dataclass(frozen=True)
class DiffusersTrainer:
    """Opened; the base is opened by the first lesson."""

    recipe: LoraRecipe
    desk: Desk

    def begin(
        self,
        lesson: Lesson,
        *,
        states: Sequence[Path],
        start: Path | None,
        until: int,
        kept: Path,
        careful: bool,
        passes: Callable[[Pixels], bool],
        progress: Progress = SILENT,
    ) -> Course:
        """Go on from the furthest state, or begin anew."""
        state = _furthest(states, until)
        open_already = None if careful else self.desk.take(lesson, self.recipe, state.step if state else 0)
        if open_already is not None:
            return open_already
        self.desk.take(lesson, self.recipe, -1)
        recipe = LoraRecipe.model_validate(self.recipe.model_dump())
        recipe = recipe.as_was(state.recipe) if state else recipe
        if careful and not recipe.checkpointing:
            recipe = recipe.with_less()
        card = bases.card(lesson.base)
        with limits.told():
            course = _opened(lesson, recipe, card, Means(kept, passes, progress))
            if state is not None:
                course.trainer.go_on(state)
            elif start is not None:
                _begin_from(course, start)
        self.desk.asked, self.desk.course = self.recipe, course
        return course


def _furthest(states: Sequence[Path], until: int) -> State | None:
    """Of equals the first; a file that is none of ours, such as one half written on a full disk, counts as none."""
    steps = [(State.step_of(path), path) for path in states]
    able = [(step, path) for step, path in steps if step is not None and step <= until]
    return State.read(max(able, key=lambda one: one[0])[1]) if able else None


def _opened(lesson: Lesson, recipe: LoraRecipe, card: Card, means: Means) -> Course:
    base = open_base(card.folder, machine_for(recipe))
    examples = [Example(path, words) for path, words in zip(lesson.pictures, lesson.captions, strict=True)]
    trainer = Trainer(
        base,
        recipe,
        examples,
        folder=card.folder,
        cache=means.kept / "encoded",
        class_examples=class_pictures.drawn(base, card, recipe, means) if recipe.prior_weight else [],
        progress=means.progress.part(0.8, 0.2),
    )
    return Course(trainer, lesson, card, means.kept)


def _begin_from(course: Course, start: Path) -> None:
    """Put a LoRA under a new training. Raises WrongBase naming both bases."""
    try:
        tensors, _ = exporting.read(course.base, start)
    except UnusableInput as problem:
        raise WrongBase(f"{start.name} does not fit {course.card.label}. {problem.message}") from problem
    course.trainer.begin_from(tensors)


@engine("diffusers", "Diffusers", does=LORA_TRAINING, licence="Apache-2.0", vram_gb=8, options=LoraOptions, seconds=300)
@contextmanager
def diffusers_lora(options: LoraOptions) -> Iterator[DiffusersTrainer]:
    """Trains LoRAs for Stable Diffusion 1 and 2, the pocket base and SDXL; on a CPU for small bases."""
    yield DiffusersTrainer(options, DESK)
