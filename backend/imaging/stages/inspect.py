"""Measures a photo for its report, without knowing whom it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from imaging.capabilities import FACE_DETECT, QUALITY, Face
from imaging.faces.chosen import chosen as chosen_face
from imaging.picture import Picture, Pixels
from imaging.reports import measures
from imaging.reports.check import Check, assemble
from imaging.reports.fingerprint import fingerprint
from imaging.stage import Context, stage


@dataclass(frozen=True)
class Inspected:
    """A photo's report, ready for JSON."""

    report: dict[str, Any]
    """verdict, sentence, measured, checks, faces (boxes 0..1), yaw, identity_distance (always None here)."""
    fingerprint: str
    """The perceptual hash, 16 hexadecimal digits: it finds copies, and says nothing of whom the photo shows."""


@stage("inspect", "Measuring the photo", uses=(FACE_DETECT, QUALITY))
def inspect(
    ctx: Context,
    photo: Picture,
    chosen: int | None = None,
    screening: list[dict[str, Any]] | None = None,
    synthetic: bool = False,
) -> Inspected:
    """Measure faces and quality; ``screening`` are the lines of the screen. No face is a verdict here, not an error:
    a refusal, or of a ``synthetic`` subject a warning.

    Raises NoFaceFound only when ``chosen`` is not one of the faces.
    """
    pixels = photo.pixels()
    faces = ctx.engine(FACE_DETECT).find(pixels)
    lines = [measures.face_count(len(faces), chosen, synthetic=synthetic)]
    face = chosen_face(faces, chosen) if faces else None
    if face is not None:
        lines += [measures.face_size(face.height), measures.head_turn(face.yaw)]
    ctx.progress.at(0.3, "Measuring quality")
    lines += _quality(ctx, pixels, face)
    report = assemble(
        [*(screening or []), *(line.to_json() for line in lines)],
        measured=True,
        faces=[_shown(one, pixels, one is face) for one in faces],
        yaw=None if face is None else round(face.yaw, 1),
        identity_distance=None,
    )
    return Inspected(report, fingerprint(pixels))


def _quality(ctx: Context, pixels: Pixels, face: Face | None) -> list[Check]:
    quality = ctx.engine(QUALITY).measure(pixels, face)
    return [
        measures.sharpness(quality.sharpness),
        measures.noise(quality.brisque),
        measures.exposure(quality.dark_share, quality.bright_share),
    ]


def _shown(face: Face, pixels: Pixels, chosen: bool) -> dict[str, Any]:
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = face.box
    box = [x0 / width, y0 / height, x1 / width, y1 / height]
    return {
        "box": [round(min(max(side, 0.0), 1.0), 4) for side in box],
        "height": round(face.height),
        "yaw": round(face.yaw, 1),
        "chosen": chosen,
    }
