"""Face swap by mesh warp: the source's face is fitted to the target's pose in 3-D and painted under its hair."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pydantic import Field

from imaging.capabilities import FACE_SWAP
from imaging.engine import Options, engine
from imaging.networks.threads import engine_threads

if TYPE_CHECKING:
    from imaging.engines.face_swap.mesh_warp.swapper import MeshWarp


class MeshWarpOptions(Options):
    """How far the source's likeness and the target's light go."""

    likeness: float = Field(
        default=0.9,
        ge=0,
        le=1,
        title="Likeness",
        description="How much of the source's face shape is used. Lower it when the result looks stretched.",
    )
    light: float = Field(
        default=0.6,
        ge=0,
        le=1,
        title="Light",
        description="How far the target's light replaces the source's. Lower it to keep the source's own shading.",
    )


@engine("mesh-warp", "Mesh warp", does=FACE_SWAP, licence="Apache-2.0", options=MeshWarpOptions, seconds=0.5)
@contextmanager
def mesh_warp(options: MeshWarpOptions) -> Iterator[MeshWarp]:
    """Fits the source's face to the target's pose and paints it in; fast, keeps hair, hat and glasses."""
    import cv2

    from imaging.engines.face_swap.mesh_warp.swapper import MeshWarp

    cv2.setNumThreads(engine_threads())
    yield MeshWarp(options.likeness, options.light)
