"""A training as a stage drives it: learns, draws samples, looks at pictures, and writes saves that are proved."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from imaging.capabilities import Drawn, Lesson
from imaging.formats.lora_metadata import About
from imaging.picture import Pixels
from imaging.progress import SILENT, Progress
from imaging.training import adapters, exporting, limits, optimizing, proof, samples
from imaging.training.bases import Card
from imaging.training.kept import Kept
from imaging.training.recipe import LoraRecipe
from imaging.training.trainer import Trainer

LIBRARIES = ("torch", "diffusers", "transformers", "peft", "safetensors")


class Course:
    """One lesson on one base. ``usable`` turns False when a step broke off in the middle."""

    def __init__(self, trainer: Trainer, lesson: Lesson, card: Card, kept: Path) -> None:
        self.trainer, self.lesson, self.card, self.kept = trainer, lesson, card, kept
        self.base = trainer.base
        self.wishes = samples.wishes(trainer.recipe, lesson.trigger)
        self.usable = True

    @property
    def recipe(self) -> LoraRecipe:
        """As it is trained, which may be with less memory than asked for."""
        return self.trainer.recipe

    @property
    def step(self) -> int:
        """Steps that are done."""
        return self.trainer.done

    @property
    def steps(self) -> int:
        """Of the whole training."""
        return self.recipe.steps

    @property
    def sample_every(self) -> int:
        """Steps between two rows of samples."""
        return self.recipe.sample_every

    @property
    def losses(self) -> Sequence[float]:
        """One for each step from the first."""
        return self.trainer.losses

    @property
    def rate(self) -> float:
        """Of the last step."""
        return self.rate_of(self.step)

    def rate_of(self, step: int) -> float:
        """The denoiser's learning rate at a step, counted from 1."""
        return self.recipe.rate * optimizing.share_of_rate(self.recipe, max(0, step - 1))

    def learn(self) -> float:
        """One step. Raises Diverged, OutOfMemory."""
        self.usable = False
        with limits.told(self.step + 1):
            loss = self.trainer.step()
        self.usable = True
        return loss

    def sample(self, progress: Progress = SILENT) -> list[Drawn]:
        """Every wish, drawn with what would be saved now."""
        with self._as_saved():
            pictures = samples.draw(self.base, self.wishes, progress)
        return [Drawn(wish.prompt, wish.seed, pixels) for wish, pixels in zip(self.wishes, pictures, strict=True)]

    def untaught(self, progress: Progress = SILENT) -> list[Pixels]:
        """The same wishes, drawn by the base alone; once for all trainings that draw them."""
        import torch

        def drawn() -> dict[str, torch.Tensor]:
            with self.base.untaught():
                pictures = samples.draw(self.base, self.wishes, progress)
            return {"pictures": torch.from_numpy(np.stack(pictures))}

        about = Kept(self.kept / "untaught", f"{self.card.fingerprint} {self.base.machine.device}")
        return list(about.several(tuple(self.wishes), drawn)["pictures"].numpy())

    def look(self, pictures: Sequence[Pixels]) -> npt.NDArray[np.float32]:
        """Features of pictures, as the base alone sees them."""
        with self.base.untaught():
            return np.stack([self.base.look(picture, self.recipe.resolution) for picture in pictures])

    def write(self, folder: Path, thumbnail: bytes | None) -> tuple[Path, Path]:
        """``SLUG_STEP.safetensors`` in both layouts, proved."""
        folder.mkdir(parents=True, exist_ok=True)
        files = folder / "diffusers.safetensors", folder / "kohya.safetensors"
        learned, about = self.trainer.adapter(), self._about(thumbnail)
        exporting.write_diffusers(self.base, learned, about, files[0])
        exporting.write_kohya(self.base, learned, about, files[1])
        proof.prove(type(self.base), self.card.folder, files, learned, step=self.step)
        return files

    def write_state(self, path: Path) -> None:
        """All that is needed to go on to the bit."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.trainer.state().write(path)

    def libraries(self) -> dict[str, str]:
        """What made it."""
        return {name: importlib.metadata.version(name) for name in LIBRARIES}

    @contextmanager
    def _as_saved(self) -> Iterator[None]:
        average = self.trainer.average
        if average is None:
            yield
            return
        weights = adapters.taken(self.trainer.networks)
        adapters.put_back(self.trainer.networks, average.tensors)
        try:
            yield
        finally:
            adapters.put_back(self.trainer.networks, weights)

    def _about(self, thumbnail: bytes | None) -> About:
        recipe, base = self.recipe, self.base
        rates = {name: recipe.text_rate if place else recipe.rate for place, name in enumerate(self.trainer.networks)}
        return About(
            title=self.lesson.title,
            trigger=self.lesson.trigger,
            architecture=base.architecture,
            kohya_base=base.kohya_base,
            base_name=self.card.label,
            licence=self.lesson.licence,
            rank=recipe.rank,
            alpha=recipe.alpha,
            resolution=(recipe.resolution, recipe.resolution),
            step=self.step,
            seed=recipe.seed,
            prediction="v" if self.card.prediction == "v_prediction" else "epsilon",
            finished=datetime.now(UTC),
            captions=self.lesson.captions,
            rates=rates,
            optimizer=recipe.optimizer.value,
            min_snr=recipe.min_snr,
            noise_offset=recipe.noise_offset,
            thumbnail=thumbnail,
        )
