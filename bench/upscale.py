"""Measures the upscaler against the bare network on the whole picture and against bicubic, and prints the figures.

    PYTHONPATH=backend python bench/upscale.py [--photos FOLDER] [--size 1024] [--pairs 3]

Time: tiled and bare are run in turns in this process, CPU seconds, the ratio of each pair and the median of the ratios.
Memory: a process of its own, so that the bare network's own needs do not count. PSNR: each fixture halved by area, then
doubled. Seam: largest difference between tiled and whole, in parts of 255.
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import cv2
import numpy as np

from imaging.engines.upscale.photo_x2 import BORDER, PHOTO_X2, photo_x2
from imaging.networks.onnx import open_onnx
from imaging.picture import Picture, Pixels


def sized(path: Path, size: int) -> Pixels:
    """The photo as a square of ``size`` pixels."""
    return np.asarray(cv2.resize(Picture(path).pixels(), (size, size), interpolation=cv2.INTER_AREA), np.uint8)


def memory(path: Path, size: int) -> None:
    """Upscale once and print the peak of this process in MB."""
    picture = sized(path, size)
    with photo_x2.open() as upscaler:
        upscaler.upscale(picture)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def speed(path: Path, size: int, pairs: int) -> None:
    """Tiled and bare in turns."""
    picture = sized(path, size)
    padded = np.pad(picture, ((BORDER, BORDER), (BORDER, BORDER), (0, 0)), mode="reflect")
    whole_input = padded.transpose(2, 0, 1)[None].astype(np.float32) / np.float32(255)
    network, ratios, tiled_times, bare_times = open_onnx(PHOTO_X2), [], [], []
    with photo_x2.open() as upscaler:
        for _ in range(pairs):
            began = time.process_time()
            tiled = upscaler.upscale(picture)
            between = time.process_time()
            whole = network(whole_input)[0]
            ended = time.process_time()
            tiled_times.append(between - began)
            bare_times.append(ended - between)
            ratios.append((between - began) / (ended - between))
    seam = np.abs(tiled - np.rint(whole.clip(0, 1) * 255).transpose(1, 2, 0)).max()
    print(f"{size} -> {size * 2}: tiled {statistics.median(tiled_times):.1f} CPU s, ", end="")
    print(f"bare {statistics.median(bare_times):.1f}, ratio {statistics.median(ratios):.3f}", end=" ")
    print(f"({', '.join(f'{ratio:.3f}' for ratio in ratios)}); seam {seam:.0f}/255")


def quality(paths: list[Path]) -> None:
    """PSNR of each fixture, halved and doubled again."""
    gains = []
    with photo_x2.open() as upscaler:
        for path in paths:
            original = sized(path, 512)
            small = cv2.resize(original, (256, 256), interpolation=cv2.INTER_AREA)
            bicubic = cv2.PSNR(cv2.resize(small, (512, 512), interpolation=cv2.INTER_CUBIC), original)
            ours = cv2.PSNR(upscaler.upscale(small), original)
            gains.append(ours - bicubic)
            print(f"{path.name:24} bicubic {bicubic:6.2f} dB, photo-x2 {ours:6.2f} dB, gain {ours - bicubic:+.2f}")
    print(f"gain: median {statistics.median(gains):+.2f} dB, least {min(gains):+.2f} dB")


def main() -> None:
    """Run all three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, default=Path("tests/fixtures/photos"))
    parser.add_argument("--size", type=int, default=1024)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--memory-only", action="store_true")
    asked = parser.parse_args()
    paths = sorted(path for path in asked.photos.iterdir() if path.suffix in (".jpg", ".png"))
    if asked.memory_only:
        memory(paths[0], asked.size)
        return
    print(platform.processor() or platform.machine(), platform.python_version())
    quality(paths)
    command = [sys.executable, __file__, "--memory-only", "--photos", str(asked.photos), "--size", str(asked.size)]
    peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    print(f"peak memory of {asked.size} -> {asked.size * 2}: {float(peak):.0f} MB")
    speed(paths[0], asked.size, asked.pairs)


if __name__ == "__main__":
    main()
