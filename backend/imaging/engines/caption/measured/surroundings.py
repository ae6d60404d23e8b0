"""Light and background, told from the pixels inside and outside of people."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from imaging.capabilities import Face, Mask
from imaging.engines.caption.measured import colours
from imaging.picture import Pixels

BEHIND = 0.2
"""A pixel is background where less than this of it is a person."""
ENOUGH = 0.06
"""Share of the picture that must be background before anything is said about it."""
COLOURED = 0.33
"""Share of a background that a colour must cover to be named: hair reaches into it."""
PLAIN = 11.0
"""Deviation of lightness, of 100, below which a ground is plain."""
SOFT = 0.45
"""Detail of the background over that of the face, below which it is out of focus."""
DIM, BRIGHT = 33.0, 66.0
"""Mean lightness of the picture, of 100."""
SKIN = 14.0
"""Distance in CIELAB, lightness counting less, within which a pixel has the colour of the face."""
CLOTHED = 0.5
"""Share of the body that must have another colour than the face before clothes are named."""
SMOOTH = 2.2
"""Mean of the Laplacian below which a ground has no texture to speak of."""
DRAWN = 0.35
"""Share of a face whose neighbouring pixels are the same: skin has grain, a drawing has none (photos: at most 0.21,
drawings: at least 0.47; measured on the fixtures, 2026-11-25)."""
SIDED = 9.0
"""Difference of lightness between the halves of a face, of 100."""

Region = npt.NDArray[np.bool_]


def lightness(picture: Pixels) -> npt.NDArray[np.float32]:
    """CIELAB's L, 0..100, ``[height, width]``."""
    import cv2

    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    return np.asarray(lab[..., 0], np.float32)


def face_region(picture: Pixels, face: Face) -> Region:
    """Inside the outline of a face."""
    import cv2

    outline = cv2.convexHull(np.round(face.landmarks[:, :2]).astype(np.int32))
    return np.asarray(cv2.fillConvexPoly(np.zeros(picture.shape[:2], np.uint8), outline, 1), bool)


def is_drawn(picture: Pixels, face: Face) -> bool:
    """Whether a face is a drawing: what the mesh says of its expression, or its crown of its hair, is then a guess."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.int16)
    across, down = np.diff(grey, axis=1, append=grey[:, -1:]), np.diff(grey, axis=0, append=grey[-1:])
    inside = face_region(picture, face)
    return bool(inside.any()) and float(((across == 0) & (down == 0))[inside].mean()) > DRAWN


def light(picture: Pixels, face: Face | None) -> str | None:
    """How bright, and from which side as the viewer sees it; None where neither is remarkable."""
    light = lightness(picture)
    mean = float(light.mean())
    called = "dim light" if mean < DIM else "bright light" if mean > BRIGHT else "light"
    if face is None or abs(face.yaw) >= 30:
        return called if called != "light" else None
    inside, middle = face_region(picture, face), float(face.landmarks[1, 0])
    across = np.arange(picture.shape[1])[None, :].repeat(picture.shape[0], 0)
    left, right = light[inside & (across < middle)], light[inside & (across >= middle)]
    if not len(left) or not len(right) or abs(float(left.mean() - right.mean())) < SIDED:
        return called if called != "light" else "even light"
    return f"{called} from the {'left' if left.mean() > right.mean() else 'right'}"


def background(picture: Pixels, people: Mask, face: Face | None) -> str | None:
    """Its colours, whether it is plain, whether it is out of focus; None when too little of it is seen."""
    behind = people < BEHIND
    if behind.mean() < ENOUGH:
        return None
    colour = " and ".join(colours.dominant(picture, behind, COLOURED)[:2])
    if float(lightness(picture)[behind].std()) < PLAIN and " and " not in colour and _detail(picture, behind) < SMOOTH:
        return f"plain {colour} background"
    blurred = face is not None and _detail(picture, behind) < SOFT * _detail(picture, face_region(picture, face))
    return f"{'blurred ' if blurred else ''}{colour} background".strip().replace("  ", " ")


def _detail(picture: Pixels, region: Region) -> float:
    import cv2

    grey = cv2.GaussianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (0, 0), 1).astype(np.float32)
    return float(np.abs(cv2.Laplacian(grey, cv2.CV_32F))[region].mean())


def below_the_face(picture: Pixels, people: Mask, face: Face) -> Region:
    """Where clothes are: people's pixels below the chin and the neck, about as wide as the shoulders.

    Nothing where most of that has the colour of the face: it may be skin, or a shirt of that colour.
    """
    chin, middle = float(face.landmarks[152, 1]), float(face.landmarks[1, 0])
    rows, columns = np.indices(picture.shape[:2])
    near = (rows > chin + face.height * 0.45) & (rows < chin + face.height * 2.5)
    body = near & (np.abs(columns - middle) < face.height * 1.2) & (people > 0.8)
    clothed = body & ~_skin(picture, face)
    return np.asarray(clothed if clothed.sum() > CLOTHED * body.sum() else np.zeros_like(body))


def _skin(picture: Pixels, face: Face) -> Region:
    """Everything of about the colour of the face: neck, shoulders, hands. A shirt of that colour goes unnamed."""
    import cv2

    lab = cv2.cvtColor(picture.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
    usual = np.median(lab[face_region(picture, face)], axis=0)
    # skin in shade keeps its hue and loses lightness
    away = (lab - usual) * np.array([0.3, 1, 1], np.float32)
    return np.asarray(np.linalg.norm(away, axis=-1) < SKIN)


def above_the_face(picture: Pixels, people: Mask, face: Face) -> Region:
    """Where hair is: people's pixels in a band over the forehead."""
    top, middle = float(face.landmarks[10, 1]), float(face.landmarks[1, 0])
    rows, columns = np.indices(picture.shape[:2])
    near = (rows < top - face.height * 0.04) & (rows > top - face.height * 0.22)
    return np.asarray(near & (np.abs(columns - middle) < face.height * 0.3) & (people > 0.8))
