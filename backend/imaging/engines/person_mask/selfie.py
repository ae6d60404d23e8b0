"""Person mask by MediaPipe's selfie segmentation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from imaging.capabilities import PERSON_MASK, Mask
from imaging.engine import NoOptions, engine
from imaging.networks.tflite import LiteNetwork, open_tflite
from imaging.picture import Pixels, Weights

SEGMENTER = Weights(
    file="selfie_segmentation.tflite",
    sha256="9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c",
    licence="Apache-2.0",
    source="mediapipe 0.10.21, mediapipe/modules/selfie_segmentation",
)
SIDE = 256


@dataclass(frozen=True)
class SelfieMasker:
    """An opened mask; one network pass of 256 x 256 a picture."""

    network: LiteNetwork

    def mask(self, picture: Pixels) -> Mask:
        """How much of each pixel is a person, ``[height, width]``; one mask for all persons."""
        import cv2

        small = cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)
        answer = self.network(np.asarray(small, np.float32)[None] / np.float32(255))[0][0, :, :, 0]
        height, width = picture.shape[:2]
        return np.asarray(cv2.resize(answer, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


@engine("selfie", "Selfie segmentation", does=PERSON_MASK, licence="Apache-2.0", seconds=0.01)
@contextmanager
def selfie(_options: NoOptions) -> Iterator[SelfieMasker]:
    """Cuts people out of their background with MediaPipe's selfie segmentation."""
    yield SelfieMasker(open_tflite(SEGMENTER))
