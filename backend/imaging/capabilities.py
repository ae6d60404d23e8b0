"""The verbs a stage may ask for, each a typed key: ``ctx.engine(FACE_SWAP)`` is a FaceSwapper to the type checker."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from imaging.picture import Pixels
from imaging.progress import SILENT, Progress

P_co = TypeVar("P_co", covariant=True)

Points = npt.NDArray[np.float32]
"""``[n, 2]`` or ``[n, 3]``: x to the right, y down, z away from the camera, all in pixels of the picture."""
Mask = npt.NDArray[np.float32]
"""``[height, width]``, 0..1."""
Vector = npt.NDArray[np.float32]
"""``[128]``: compare two by Euclidean distance."""


@dataclass(frozen=True)
class Capability(Generic[P_co]):
    """A verb that engines can do; ``P_co`` is the protocol an opened engine of this capability follows."""

    key: str
    label: str


@dataclass(frozen=True)
class Face:
    """One face in one picture. "Left" and "right" are the subject's own."""

    box: tuple[float, float, float, float]
    """x0, y0, x1, y1 in pixels."""
    score: float
    """How sure the detector is, 0..1."""
    presence: float
    """How sure the mesh is that it lies on a face, 0..1."""
    landmarks: Points = field(repr=False, compare=False)
    """``[468, 3]``, the MediaPipe face mesh."""
    yaw: float
    """Degrees; 0 looks at the camera, positive when the left cheek is the farther one."""

    @property
    def height(self) -> float:
        """Pixels from the top to the bottom of the mesh: what a photographer calls face size."""
        return float(np.ptp(self.landmarks[:, 1]))


@dataclass(frozen=True)
class AgeEstimate:
    """What the age network thinks; trustworthy below a yaw of about 40 degrees only."""

    years: float
    below_18: float
    """Probability of being a minor, 0..1."""


@dataclass(frozen=True)
class ScreenScore:
    """One content screen's opinion: ``explicit`` 0..1 decides, ``labels`` say what it was made of."""

    explicit: float
    labels: dict[str, float]


@dataclass(frozen=True)
class Quality:
    """What can be measured of a picture without knowing whom it shows."""

    brisque: float
    """0 (pristine) .. 100 (ruined): Mittal, Moorthy, Bovik 2012."""
    sharpness: float
    """Variance of the Laplacian of the face (or the picture) at a fixed scale; below about 60 looks soft."""
    dark_share: float
    """Share of pixels with lost shadows, 0..1."""
    bright_share: float
    """Share of pixels with burnt highlights, 0..1."""


class Part(StrEnum):
    """What a word of a caption is about; templates put the parts where they want them."""

    FEATURES = "features"
    """Permanent looks, such as the colour of the hair: what should fuse into a trigger word is left out by default."""
    CLOTHING = "clothing"
    POSE = "pose"
    """Framing, direction of view, expression."""
    LOCATION = "location"
    """Background and light."""


@dataclass(frozen=True)
class Seen:
    """What a captioner may lean on, found once for all of them."""

    faces: list[Face]
    """Largest first."""
    people: Mask


@dataclass(frozen=True)
class Description:
    """What a picture shows, without saying whom."""

    sentence: str
    """Ready to follow "a photo of NAME, "."""
    parts: dict[Part, str]
    """The same by part, where the captioner can tell them apart; a part that it knows nothing of is missing."""


@dataclass(frozen=True)
class Strength:
    """A LoRA file and how strongly it is meant; at 0 it changes nothing."""

    file: Path
    strength: float = 1.0


@dataclass(frozen=True)
class Wish:
    """One picture to draw. The same wish on the same engine, options, weights and device gives the same bits."""

    base: str
    """Its key, such as "pocket"."""
    prompt: str
    seed: int
    width: int
    """Pixels, as is the height; multiples of 8."""
    height: int
    negative: str = ""
    """What is wished away."""
    loras: tuple[Strength, ...] = ()


Shown = Callable[[Pixels], None]
"""Hears how a picture looks so far; smaller than it will be, and screened by nobody yet."""


class ImageGenerator(Protocol):
    """Draws pictures from words."""

    def draw(self, wish: Wish, progress: Progress = SILENT, shown: Shown | None = None) -> Pixels:
        """``[height, width, 3]``. Raises UnusableInput for a LoRA of another base, MissingWeights for no base."""

    def made_with(self, base: str) -> Mapping[str, str]:
        """What else decides the bits of a picture on this base: its fingerprint, the device, versions of libraries."""


class Captioner(Protocol):
    """Says what a picture shows."""

    def describe(self, picture: Pixels, seen: Seen) -> Description:
        """Words for one picture."""


class FaceDetector(Protocol):
    """Finds faces and lays a mesh on each."""

    def find(self, picture: Pixels, *, thorough: bool = False) -> list[Face]:
        """Every face, largest first; an empty list when there is none.

        ``thorough`` also looks for small faces beside a large one: slower, and what a gate needs.
        """


class PersonMasker(Protocol):
    """Cuts people out of their background."""

    def mask(self, picture: Pixels) -> Mask:
        """How much of each pixel is a person."""


class IdentityEmbedder(Protocol):
    """Turns a face into numbers that are near for the same person. Biometric: needs consent."""

    def embed(self, picture: Pixels, face: Face) -> Vector:
        """128 numbers; a Euclidean distance below 0.5 means the same person."""


class AgeEstimator(Protocol):
    """Estimates an age."""

    def estimate(self, picture: Pixels, face: Face) -> AgeEstimate:
        """Expected age in years and the probability of a minor."""


class ContentScreen(Protocol):
    """Looks for sexually explicit content. Several are asked and the strictest wins."""

    def screen(self, picture: Pixels) -> ScreenScore:
        """How explicit the picture is, 0..1."""


class QualityMeter(Protocol):
    """Measures technical quality."""

    def measure(self, picture: Pixels, face: Face | None) -> Quality:
        """Quality of the face's surroundings, or of the whole picture without one."""


class FaceSwapper(Protocol):
    """Puts the likeness of one face onto another."""

    def swap(
        self, *, source: Pixels, source_face: Face, target: Pixels, target_face: Face, progress: Progress = SILENT
    ) -> Pixels:
        """A picture of target's size. Raises TurnedTooFar when the heads differ too much."""


class Upscaler(Protocol):
    """Enlarges a picture."""

    factor: int

    def upscale(self, picture: Pixels, progress: Progress = SILENT) -> Pixels:
        """``[height * factor, width * factor, 3]``."""


@dataclass(frozen=True)
class Lesson:
    """What a LoRA is to learn, and what is said of it in its files."""

    base: str
    """Key of the base: "pocket", or its name in the operator's folder."""
    pictures: tuple[Path, ...]
    """Files of pictures that have been let in."""
    captions: tuple[str, ...]
    """One for each picture."""
    trigger: str
    title: str
    licence: str


@dataclass(frozen=True)
class Drawn:
    """A sample."""

    prompt: str
    seed: int
    pixels: Pixels


class Training(Protocol):
    """A LoRA that is being learned; it is at ``step`` and goes on from there."""

    step: int
    steps: int
    """Of the whole training."""
    sample_every: int
    rate: float
    losses: Sequence[float]
    """One for each step from the first."""

    def learn(self) -> float:
        """One step; answers its loss. Raises a failure that is not retryable when that is no number any more."""

    def rate_of(self, step: int) -> float:
        """The learning rate of a step, counted from 1."""

    def sample(self, progress: Progress = SILENT) -> list[Drawn]:
        """Fixed prompts and seeds, drawn with the LoRA as it would be saved now."""

    def untaught(self, progress: Progress = SILENT) -> list[Pixels]:
        """The same, drawn by the base alone."""

    def look(self, pictures: Sequence[Pixels]) -> npt.NDArray[np.float32]:
        """Features ``[n, d]`` of pictures as the base alone sees them: near for what looks alike."""

    def write(self, folder: Path, thumbnail: bytes | None) -> tuple[Path, Path]:
        """The LoRA for diffusers and for kohya's readers, each proved to load and to do something."""

    def write_state(self, path: Path) -> None:
        """All that is needed to go on to the bit, in one piece."""

    def libraries(self) -> dict[str, str]:
        """Name to version of what made it."""


class LoraTrainer(Protocol):
    """Teaches a base a likeness."""

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
    ) -> Training:
        """Go on from the furthest of ``states`` that is not beyond step ``until``; without one begin anew.

        A new training begins from the LoRA file ``start`` where there is one. What can be reckoned once is kept below
        ``kept``; ``careful`` does with less memory; class pictures that do not pass ``passes`` are not learned from.
        Raises UnusableInput where base, pictures, LoRA and recipe do not fit, MissingWeights without the base.
        """


FACE_DETECT = Capability[FaceDetector]("face_detect", "Find faces")
PERSON_MASK = Capability[PersonMasker]("person_mask", "Find people")
FACE_IDENTITY = Capability[IdentityEmbedder]("face_identity", "Compare faces")
AGE = Capability[AgeEstimator]("age", "Estimate age")
SCREEN = Capability[ContentScreen]("screen", "Screen content")
QUALITY = Capability[QualityMeter]("quality", "Measure quality")
FACE_SWAP = Capability[FaceSwapper]("face_swap", "Swap faces")
UPSCALE = Capability[Upscaler]("upscale", "Enhance")
CAPTION = Capability[Captioner]("caption", "Write captions")
LORA_TRAINING = Capability[LoraTrainer]("lora_training", "Train a LoRA")
IMAGE_GENERATION = Capability[ImageGenerator]("image_generation", "Make pictures")
