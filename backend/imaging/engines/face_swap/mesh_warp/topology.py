"""The face mesh itself: its triangles, its outline, its mirror, and the names of its regions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from imaging.picture import Weights

Indices = npt.NDArray[np.int32]

TOPOLOGY = Weights(
    file="face_mesh_topology.json",
    sha256="2560d5ee9254a3b2ce5a0267cbf43e8e99793eaef91f1e41097a82c8ce9346da",
    licence="Apache-2.0",
    source="PyPI mediapipe==0.10.21: mediapipe/python/solutions/face_mesh_connections.py",
)

RIGHT_EYE = (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7)
LEFT_EYE = (362, 398, 384, 385, 386, 387, 388, 466, 263, 249, 390, 373, 374, 380, 381, 382)
RIGHT_BROW = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46)
LEFT_BROW = (300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
MOUTH = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95)
NOSE = (98, 97, 2, 326, 327, 1, 4, 5, 195, 48, 278)
FOREHEAD = (10, 109, 67, 103, 54, 21, 71, 63, 105, 66, 107, 9, 336, 296, 334, 293, 301, 251, 284, 332, 297, 338)
PLAIN_SKIN = (
    (117, 118, 101, 205, 187, 123),
    (346, 347, 330, 425, 411, 352),
    (195, 5, 4, 45, 275),
)
"""Both cheeks and the bridge of the nose: bare in nearly every portrait."""

CHIN_SKIN = ((18, 83, 182, 194, 32, 208, 199, 428, 262, 418, 406, 313),)
BEARD = (
    (58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288, 361, 132, 61, 291, 2, 164, 206, 426),
)
FOREHEAD_TOP, CHIN = 10, 152
UPPER_LIP, LOWER_LIP, MOUTH_RIGHT, MOUTH_LEFT = 13, 14, 61, 291


@dataclass(frozen=True)
class Topology:
    """How the 468 points hang together."""

    triangles: Indices
    """``[898, 3]``; the normal of a triangle that faces the camera has a negative z."""
    oval: Indices
    """``[36]``: the outline of the face, in order."""
    mirror: Indices
    """``[468]``: the point on the other side of the face."""


@cache
def topology() -> Topology:
    """Read the vendored file once. Raises MissingWeights when it is absent or altered."""
    raw = json.loads(TOPOLOGY.path().read_text(encoding="utf-8"))
    return Topology(*(np.array(raw[name], np.int32) for name in ("triangles", "oval", "mirror")))
