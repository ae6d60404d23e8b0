"""PyTorch, in the build that this machine can use: with CUDA where a GPU answers, for the processor elsewhere."""

import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from launch.home import PYTHON, ROOT, VENV
from launch.tools import hear
from launch.words import explained, say

CPU = ROOT / "requirements-cpu.lock"
CUDA = ROOT / "requirements-cuda.lock"
SIZES = {CPU: "PyTorch for the processor, about 190 MB", CUDA: "PyTorch for NVIDIA GPUs, about 2.8 GB"}
INTO = ["--quiet", "--no-deps", "--python", str(PYTHON)]
Way = Sequence[str]


def chosen_lock() -> Path:
    """The lock for this machine: CUDA when the NVIDIA driver lists a GPU, and the processor's otherwise."""
    status, said = hear(["nvidia-smi", "--list-gpus"])
    return CUDA if status == 0 and "GPU" in said else CPU


def install_torch() -> None:
    """Install PyTorch from the lock of this machine, saying what it downloads first. Raises Failure."""
    lock = chosen_lock()
    if lock == CPU and _on_disk():
        return
    say("packages", f"downloading {SIZES[lock]}")
    said = ""
    for way in _ways(lock):
        status, words = hear(way)
        if status == 0:
            return
        said += words
    if lock == CPU and sys.platform == "linux":
        # The registry's build for Linux is the CUDA one; it works on a processor alone, but only with its libraries.
        say("packages", f"the build for the processor cannot be had here; downloading {SIZES[CUDA]}")
        status, words = hear(_uv(["--require-hashes", "-r", str(CUDA)]))
        if status == 0:
            return
        said += words
    raise explained("PyTorch", said)


def _on_disk() -> bool:
    """Take a build that lies where pip was told to look (`PIP_FIND_LINKS`); nothing is downloaded."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return hear([*pip, "--no-index", "--no-deps", "--require-hashes", "-r", str(CPU)])[0] == 0


def _ways(lock: Path) -> list[Way]:
    hashed = ["--require-hashes", "-r", str(lock)]
    if lock == CUDA or sys.platform != "linux":
        return [_uv(hashed)]
    own = ["--torch-backend", "cpu"]  # uv knows where PyTorch keeps its own builds for the processor
    if platform.machine() == "x86_64" and sys.version_info[:2] == (3, 11):
        return [_uv([*own, *hashed])]
    # No hash is recorded for the other builds (docs/decisions/0030); the version is pinned and the transport is TLS.
    return [_uv([*own, *_pins(lock)])]


def _pins(lock: Path) -> list[str]:
    return [line.split()[0] for line in lock.read_text().splitlines() if "==" in line]


def _uv(wanted: Sequence[str]) -> Way:
    return [str(VENV / "bin" / "uv"), "pip", "install", *INTO, *wanted]
