"""Proof that a save is one: its files load into a fresh pipeline without a word and hold what was learned."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from imaging.errors import EngineFailed
from imaging.training.adapters import Tensors, live
from imaging.training.family import Base, Machine

if TYPE_CHECKING:
    import torch

TALKERS = ("diffusers", "peft", "transformers")


class NotProved(EngineFailed):
    """A save would not load, or not as what was learned."""

    code = "save_not_proved"


def prove(family: type[Base], folder: Path, files: Sequence[Path], learned: Tensors, *, step: int) -> None:
    """Load each file into a fresh pipeline of the base. Raises NotProved with what is wrong."""
    import torch

    if not any(bool(tensor.any()) for keys in learned.values() for key, tensor in keys.items() if ".lora_B." in key):
        raise NotProved(f"At step {step} nothing was learned: the LoRA changes nothing. Choose a higher learning rate.")
    fresh = family.open(folder, Machine("cpu", torch.float32))
    for file in files:
        _prove(fresh, file, learned, step)


def _prove(fresh: Base, file: Path, learned: Tensors, step: int) -> None:
    from safetensors import safe_open

    with safe_open(file, framework="pt") as opened:
        said = (opened.metadata() or {}).get("ss_steps")
    if said != str(step):
        raise NotProved(f"{file.name} says that it is of step {said}, and it is of step {step}.")
    pipe = fresh.pipeline()
    with _overheard() as words:
        pipe.load_lora_weights(str(file.parent), weight_name=file.name, adapter_name="proof")
    unfit = [said for said in words if not _is_of_nothing(said, learned)]
    if unfit:
        raise NotProved(f"{file.name} does not load cleanly: {unfit[0][:200]}")
    for name, network in fresh.adapted.items():
        found = dict(live(network, "proof"))
        wanted = learned.get(name, {})
        if found.keys() != wanted.keys():
            odd = sorted(found.keys() ^ wanted.keys())
            raise NotProved(f"{file.name} loads with {len(odd)} keys too few or too many, such as {name}.{odd[0]}.")
        if any(not _same(found[key], wanted[key]) for key in wanted):
            raise NotProved(f"{file.name} does not hold what was learned.")
    pipe.unload_lora_weights()


def _is_of_nothing(said: str, learned: Tensors) -> bool:
    """diffusers warns, too, where there is nothing for a network that did not learn."""
    quiet = [network for network in ("unet", "text_encoder", "text_encoder_2") if network not in learned]
    return said.startswith("No LoRA keys associated to") and any(f"prefix='{network}'" in said for network in quiet)


def _same(one: torch.Tensor, other: torch.Tensor) -> bool:
    import torch

    return bool(torch.equal(one.detach().to(torch.float16), other.to(torch.float16)))


@contextmanager
def _overheard() -> Iterator[list[str]]:
    """What the libraries warn of meanwhile, by either way."""
    words: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            words.append(record.getMessage())

    ear = Ear(logging.WARNING)
    loggers: list[Any] = [logging.getLogger(name) for name in TALKERS]
    for logger in loggers:
        logger.addHandler(ear)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield words
        words += [str(one.message) for one in caught if issubclass(one.category, UserWarning | RuntimeWarning)]
    finally:
        for logger in loggers:
            logger.removeHandler(ear)
