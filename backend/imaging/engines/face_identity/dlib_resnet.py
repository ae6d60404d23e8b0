"""Identity by dlib's face recognition ResNet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from imaging.capabilities import FACE_IDENTITY, Face, Vector
from imaging.engine import NoOptions, engine
from imaging.faces.alignment import chip
from imaging.networks.onnx import OnnxNetwork, open_onnx
from imaging.picture import Pixels, Weights

IDENTITY = Weights(
    file="face_identity.onnx",
    sha256="b8c53f121f01fe5bfa9d8df015e9d4b5d10a5ea542d26b987c0ae46542afa43f",
    licence="MIT; weights CC0-1.0",
    source="@vladmandic/face-api 1.7.15, model/face_recognition_model.bin",
)
SIDE, PADDING = 150, 0.25


@dataclass(frozen=True)
class DlibResnet:
    """An opened network; mean and scale are inside it."""

    network: OnnxNetwork

    def embed(self, picture: Pixels, face: Face) -> Vector:
        """128 numbers; below 0.5 apart is the same person, different people are 0.57..1.01 apart."""
        aligned = chip(picture, face.landmarks, SIDE, PADDING)
        return np.asarray(self.network(aligned.transpose(2, 0, 1)[None].astype(np.float32))[0], np.float32)


@engine("dlib-resnet", "dlib ResNet", does=FACE_IDENTITY, licence="MIT; weights CC0-1.0", seconds=0.05)
@contextmanager
def dlib_resnet(_options: NoOptions) -> Iterator[DlibResnet]:
    """Compares faces with the face recognition ResNet of dlib."""
    yield DlibResnet(open_onnx(IDENTITY))
