"""Make the base and measure it: `python -m tools.pocket WORK FOLDER`; the same command goes on after a stop.

Each part that is there already is left out; a training that was stopped resumes from its state.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

TRAIN, TEST, SUBJECT = 10_000, 512, 16


def _program(name: str, *told: str) -> None:
    subprocess.run([sys.executable, "-m", f"tools.pocket.{name}", *told], check=True)  # noqa: S603


def _render(folder: Path, count: int, seed: int, trigger: str = "") -> None:
    # the lines are written last of all: where they are whole, so are the pictures
    lines = folder / "portraits.jsonl"
    if lines.is_file() and len(lines.read_text().splitlines()) == count:
        return
    _program("render", str(folder), "--count", str(count), "--seed", str(seed), "--trigger", trigger)


def _training(work: Path, made: str, name: str, *told: str) -> None:
    """Train unless what it makes is there. A stop by --minutes leaves it unmade: asked for again then."""
    if not (work / made).exists():
        _program(name, str(work), *told)


def _options(**told: float) -> list[str]:
    return [word for name, value in told.items() for word in (f"--{name}", str(value))]


def _start(asked: argparse.Namespace, part: str) -> list[str]:
    return ["--init", str(asked.init / part)] if asked.init else []


def make(asked: argparse.Namespace) -> None:
    """Run the programs in their order; on a quick GPU minutes, on two CPU cores some hours."""
    work: Path = asked.work
    threads = ["--threads", str(asked.threads)]
    _render(work / "train", TRAIN, 1)
    _render(work / "test", TEST, 999)
    _render(work / "subject", SUBJECT, 77, "ohwx")
    if not (work / "tokenizer").is_dir():
        _program("tokenizer", str(work / "tokenizer"))
    text = _options(steps=700, finish=200, batch=32, rate=1.5e-3, seed=3)
    _training(work, "text_encoder", "train_text", *text, *threads)
    judge = _options(steps=2500, finish=700, batch=32, rate=1e-3, seed=21)
    _training(work, "judge.pt", "judge", *judge, *threads)
    vae = _options(steps=asked.vae, finish=asked.vae // 5, batch=16, rate=1.5e-3, seed=5)
    _training(work, "vae", "train_vae", *vae, *_start(asked, "vae"), *threads)
    unet = _options(steps=asked.unet, finish=asked.unet // 4, batch=32, rate=8e-4, seed=11, power=0.65)
    _training(work, "unet", "train_unet", *unet, *_start(asked, "unet"), *threads)
    shutil.rmtree(asked.folder, ignore_errors=True)
    _program("assemble", str(work), str(asked.folder))
    _program("evaluate", str(work), str(asked.folder), "--write", str(asked.folder / "figures.json"))


def main() -> None:
    """Read the command line and make the base."""
    parser = argparse.ArgumentParser(prog="python -m tools.pocket", description=__doc__)
    parser.add_argument("work", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--init", type=Path, help="a base of the same sizes to start VAE and UNet from")
    parser.add_argument("--vae", type=int, default=20_000, help="steps of 16 crops at full rate")
    parser.add_argument("--unet", type=int, default=12_000, help="steps of 32 pictures at full rate")
    parser.add_argument("--threads", type=int, default=1)
    make(parser.parse_args())


if __name__ == "__main__":
    main()
