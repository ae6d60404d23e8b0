"""Measures the face swap on every ordered pair of fixture photos that the yaw rule allows, and prints a table.

    PYTHONPATH=backend python bench/swap_quality.py [--photos FOLDER] [--sheets FOLDER] [--pairs a:b,c:d]

Targets are enlarged to 1024 pixels first. Distances are Euclidean, by the identity network; below 0.5
is the same person.
CPU seconds count everything a swap needs: finding both faces, their meshes, and the swap. With --sheets it also writes
source | target | result for looking at; the fixtures are for tests only, so keep those pictures to yourself.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from imaging.capabilities import Face, FaceDetector, FaceSwapper, IdentityEmbedder
from imaging.engines.face_detect.blazeface_mesh import blazeface_mesh
from imaging.engines.face_identity.dlib_resnet import dlib_resnet
from imaging.engines.face_swap.mesh_warp import mesh_warp
from imaging.faces.pose import HARD_GAP, yaw_gap
from imaging.picture import Picture, Pixels

SIDE = 1024


@dataclass(frozen=True)
class Photo:
    """A fixture with its face."""

    name: str
    pixels: Pixels
    face: Face


@dataclass(frozen=True)
class Row:
    """What one pair measured."""

    source: str
    target: str
    gap: float
    before: float
    to_source: float
    to_target: float
    changed_outside: int
    faces: int
    seconds: float


def read(path: Path, detector: FaceDetector) -> Photo:
    """Open a photo, its longer side brought to 1024 pixels, and find its largest face."""
    photo = Picture(path).pixels()
    scale = SIDE / max(photo.shape[:2])
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    pixels = np.asarray(cv2.resize(photo, None, fx=scale, fy=scale, interpolation=how), np.uint8)
    return Photo(path.stem, pixels, detector.find(pixels)[0])


def pairs(photos: list[Photo], only: str | None) -> Iterator[tuple[Photo, Photo]]:
    """Ordered pairs within the yaw rule."""
    wanted = {tuple(pair.split(":")) for pair in only.split(",")} if only else None
    for source in photos:
        for target in photos:
            if source is target or yaw_gap(source.face, target.face) > HARD_GAP:
                continue
            if wanted is None or (source.name, target.name) in wanted:
                yield source, target


def measure(
    source: Photo, target: Photo, detector: FaceDetector, swapper: FaceSwapper, embedder: IdentityEmbedder
) -> tuple[Row, Pixels]:
    """Swap one pair and compare the result with both."""
    began = time.process_time()
    source_face, target_face = detector.find(source.pixels)[0], detector.find(target.pixels)[0]
    result = swapper.swap(source=source.pixels, source_face=source_face, target=target.pixels, target_face=target_face)
    seconds = time.process_time() - began
    found = detector.find(result)
    ours, theirs = embedder.embed(source.pixels, source_face), embedder.embed(target.pixels, target_face)
    made = embedder.embed(result, found[0] if found else target_face)
    hull = cv2.convexHull(np.round(target_face.landmarks[:, :2]).astype(np.int32))
    outside = cv2.fillConvexPoly(np.ones(target.pixels.shape[:2], np.uint8), hull, 0) > 0
    row = Row(
        source.name,
        target.name,
        yaw_gap(source_face, target_face),
        float(np.linalg.norm(ours - theirs)),
        float(np.linalg.norm(made - ours)),
        float(np.linalg.norm(made - theirs)),
        int((result != target.pixels).any(-1)[outside].sum()),
        len(found),
        seconds,
    )
    return row, result


def crop(photo: Photo, pixels: Pixels) -> Pixels:
    """The face of ``photo`` in ``pixels`` at 100 %, centred in a 620 pixel square."""
    centre = np.round((photo.face.landmarks[:, :2].min(0) + photo.face.landmarks[:, :2].max(0)) / 2).astype(int)
    padded = cv2.copyMakeBorder(pixels, 310, 310, 310, 310, cv2.BORDER_CONSTANT)
    return np.asarray(padded[centre[1] : centre[1] + 620, centre[0] : centre[0] + 620], np.uint8)


def report(rows: list[Row]) -> None:
    """Print the table and the figures the design asks for."""
    print(f"{'source':18}{'target':18}{'gap':>5}{'before':>8}{'source':>8}{'target':>8}{'cpu s':>7}  nearer source")
    for row in rows:
        nearer = "yes" if row.to_source < row.to_target else "NO"
        print(
            f"{row.source:18}{row.target:18}{row.gap:5.0f}{row.before:8.3f}{row.to_source:8.3f}{row.to_target:8.3f}"
            f"{row.seconds:7.2f}  {nearer}"
        )
    nearer_share = sum(row.to_source < row.to_target for row in rows) / len(rows)
    print(f"pairs {len(rows)}; nearer the source {nearer_share:.1%}")
    for name in ("to_source", "to_target", "before", "seconds"):
        values = [float(getattr(row, name)) for row in rows]
        print(
            f"{name}: median {statistics.median(values):.3f}, mean {statistics.mean(values):.3f}, max {max(values):.3f}"
        )
    print(f"pixels changed outside the face, most in one picture: {max(row.changed_outside for row in rows)}")
    print(f"faces found in a result: {sorted({row.faces for row in rows})}")


def main() -> None:
    """Run over all pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, default=Path("tests/fixtures/photos"))
    parser.add_argument("--sheets", type=Path)
    parser.add_argument("--pairs")
    parser.add_argument("--likeness", type=float)
    parser.add_argument("--light", type=float)
    asked = parser.parse_args()
    cv2.setNumThreads(1)
    options: dict[str, Any] = {
        name: getattr(asked, name) for name in ("likeness", "light") if getattr(asked, name) is not None
    }
    rows = []
    with ExitStack() as stack:
        detector = stack.enter_context(blazeface_mesh.open())
        embedder = stack.enter_context(dlib_resnet.open())
        swapper = stack.enter_context(mesh_warp.open(mesh_warp.options(**options)))
        photos = [read(path, detector) for path in sorted(asked.photos.iterdir()) if path.suffix in (".jpg", ".png")]
        for source, target in pairs(photos, asked.pairs):
            row, result = measure(source, target, detector, swapper, embedder)
            rows.append(row)
            if asked.sheets:
                asked.sheets.mkdir(parents=True, exist_ok=True)
                sheet = np.hstack([crop(source, source.pixels), crop(target, target.pixels), crop(target, result)])
                cv2.imwrite(str(asked.sheets / f"{source.name}--{target.name}.png"), sheet[..., ::-1])
    report(rows)


if __name__ == "__main__":
    main()
