"""Draws with Stable Diffusion 1.x and XL, the pocket base included, through diffusers; weights stay warm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import ClassVar

from pydantic import Field, field_validator

from imaging.capabilities import IMAGE_GENERATION, Shown, Wish
from imaging.engine import Options, engine
from imaging.networks.threads import engine_threads
from imaging.picture import Pixels
from imaging.progress import SILENT, Progress
from imaging.sampling.drawing import Drawing
from imaging.sampling.manner import Manner
from imaging.sampling.schedulers import OWN, SCHEDULERS
from imaging.training import bases
from imaging.training.families import open_base
from imaging.training.family import Machine

LIBRARIES = ("torch", "diffusers", "transformers", "peft")


class DrawingOptions(Options):
    """How to draw; what to draw is the wish."""

    steps: int = Field(25, ge=1, le=150, title="Steps", description="More take longer and change little after 30.")
    guidance: float = Field(
        5.0, ge=1, le=20, multiple_of=0.5, title="Guidance", description="How closely the words are followed."
    )
    scheduler: str = Field(
        OWN,
        title="Scheduler",
        description="The way from noise to a picture.",
        json_schema_extra={"enum": [OWN, *SCHEDULERS]},
    )

    @field_validator("scheduler")
    @classmethod
    def known(cls, name: str) -> str:
        """Only one of the enum."""
        if name not in (OWN, *SCHEDULERS):
            raise ValueError(f"{name} is no scheduler; choose one of {', '.join((OWN, *SCHEDULERS))}")
        return name

    clip_skip: int = Field(
        0, ge=0, le=2, title="Clip skip", description="Last layers of the text encoder that are not asked."
    )


@dataclass
class Warm:
    """The one base that is loaded, for whoever draws with it; another one takes its place."""

    users: int = 0
    opened: int = 0
    """How often weights were read from disk."""
    card: bases.Card | None = None
    drawing: Drawing | None = None
    device: str = ""

    def on(self, key: str) -> Drawing:
        """The loaded base of that key, loaded now when it is not the last one."""
        card = bases.card(key)
        if self.drawing is None or self.card is None or self.card.folder != card.folder:
            self.free()
            machine = _machine()
            self.drawing = Drawing(open_base(card.folder, machine).pipeline(), base=card.label)
            self.card, self.device, self.opened = card, machine.device, self.opened + 1
        return self.drawing

    def free(self) -> None:
        """Let go of the weights."""
        self.card = self.drawing = None


WARM = Warm()


@dataclass(frozen=True)
class Diffusers:
    """One way to draw. Several share the loaded base: another number of steps is no reason to load it again."""

    manner: Manner
    warm: Warm = field(default_factory=lambda: WARM)
    loads: ClassVar[str] = "Loading the base"

    def draw(self, wish: Wish, progress: Progress = SILENT, shown: Shown | None = None) -> Pixels:
        """As the capability says. Loading is part of the first picture."""
        progress.at(0.0, self.loads)
        return self.warm.on(wish.base).draw(wish, self.manner, progress, shown)

    def made_with(self, base: str) -> Mapping[str, str]:
        """Fingerprint of the base, device, and versions of the libraries that compute."""
        self.warm.on(base)
        fingerprint = self.warm.card.fingerprint if self.warm.card else ""
        libraries = {name: version(name) for name in LIBRARIES}
        return {"base": fingerprint, "device": self.warm.device, **libraries}


def _machine() -> Machine:
    """CUDA in half precision where there is a card, which is exact enough to draw; else the CPU in full."""
    import torch

    torch.set_num_threads(engine_threads())
    if not torch.cuda.is_available():
        return Machine("cpu", torch.float32)
    torch.backends.cudnn.benchmark, torch.backends.cudnn.deterministic = False, True
    return Machine("cuda", torch.float16)


@engine(
    "stable-diffusion",
    "Stable Diffusion",
    does=IMAGE_GENERATION,
    licence="Apache-2.0; weights as the base says",
    vram_gb=4,
    options=DrawingOptions,
    seconds=3,
)
@contextmanager
def diffusers(options: DrawingOptions) -> Iterator[Diffusers]:
    """Draws with Stable Diffusion 1.x and XL on a GPU, or patiently without one, and with LoRAs of theirs."""
    WARM.users += 1
    try:
        yield Diffusers(Manner(options.steps, options.guidance, options.scheduler, options.clip_skip))
    finally:
        WARM.users -= 1
        if not WARM.users:
            WARM.free()
