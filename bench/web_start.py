"""Start of the web process: seconds to import all it needs, and memory with every address resolved, beside bare Django.

A process of its own each time. Wanted: at most 1.5 s and 120 MiB; torch, cv2 and onnxruntime are never loaded there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

import pairs

OURS = """
import time; began = time.perf_counter()
import config.asgi
from django.urls import get_resolver
get_resolver().url_patterns
took = time.perf_counter() - began
"""
BARE = """
import time; began = time.perf_counter()
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework"])
django.setup()
from django.core.asgi import get_asgi_application
import rest_framework.views, uvicorn
get_asgi_application()
took = time.perf_counter() - began
"""
SAY = """
import sys
memory = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS"))
heavy = [name for name in ("torch", "cv2", "onnxruntime", "ai_edge_litert", "diffusers") if name in sys.modules]
print(took, memory / 1024, *heavy)
"""


def started(script: str) -> tuple[float, float, list[str]]:
    """Seconds, MiB, and the heavy libraries that came along."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "STUDIO_DATA": folder, "PYTHONPATH": str(pairs.ROOT / "backend")}
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", script + SAY],
            env=environment, check=True, capture_output=True, text=True,
        )  # fmt: skip
    seconds, memory, *heavy = done.stdout.split()
    return float(seconds), float(memory), heavy


def main() -> None:
    """In turns, so that both find the same warm disk."""
    asked = pairs.arguments(__doc__).parse_args()
    started(OURS)
    times, memories, bare_times, bare_memories, along = [], [], [], [], set()
    for number in range(asked.pairs):
        seconds, memory, heavy = started(OURS)
        times.append(seconds)
        memories.append(memory)
        along.update(heavy)
        seconds, memory, _ = started(BARE)
        bare_times.append(seconds)
        bare_memories.append(memory)
        print(f"  {number + 1}: ours {times[-1]:.2f} s {memories[-1]:.0f} MiB, bare {seconds:.2f} s {memory:.0f} MiB")
    time_note = f"Bare Django with DRF: {pairs.quantile(bare_times, 0.5):.2f} s."
    memory_note = (
        f"Bare Django with DRF: {pairs.quantile(bare_memories, 0.5):.0f} MiB. Heavy: {sorted(along) or 'none'}."
    )
    records = [
        pairs.alone("web import", pairs.quantile(times, 0.5), unit="s", wanted=1.5, notes=time_note),
        pairs.alone("web memory", pairs.quantile(memories, 0.5), unit="MiB", wanted=120, notes=memory_note),
    ]
    pairs.write(records, asked.json, packages=("Django", "djangorestframework", "uvicorn"))
    if along:
        raise SystemExit(f"The web process loaded {sorted(along)}.")


if __name__ == "__main__":
    main()
