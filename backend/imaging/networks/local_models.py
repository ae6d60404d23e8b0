"""Models that an operator put on disk, by name; nothing is ever fetched from anywhere."""

from __future__ import annotations

import os
from pathlib import Path

from imaging.errors import MissingWeights

VARIABLE = "STUDIO_MODELS"


def folder() -> Path:
    """Where models lie: a folder for each kind (``captioners``, ``bases``), in it one for each model."""
    return Path(os.environ.get(VARIABLE) or "models")


def model(kind: str, name: str, *, origin: str, file: str = "config.json") -> Path:
    """The folder of a model. Raises MissingWeights saying which file is not there and where it is looked for.

    ``origin`` is what the model is called where it was published.
    """
    if Path(name).name != name:
        raise MissingWeights(f"{name} is not the name of a folder in {folder() / kind}. Name one without slashes.")
    path = folder() / kind / name
    if not (path / file).is_file():
        raise MissingWeights(
            f"{file} of {origin} is missing. Put a copy of the model's folder at {path} and try again."
        )
    return path


def captioner(name: str, *, by: str) -> Path:
    """The folder of a model that looks and speaks, published ``by`` somebody under the same name.

    Raises MissingWeights as ``model`` does, also when only the weights themselves are not there.
    """
    path = model("captioners", name, origin=f"{by}/{name}")
    if not any(file.suffix in (".safetensors", ".bin") for file in path.iterdir()):
        raise MissingWeights(f"model.safetensors of {by}/{name} is missing. Put it into {path} and try again.")
    return path
