"""Runs every row, one after another, and writes the table of bench/README.md and bench/results.json anew.

    python bench/run_all.py [--only NAME ...] [--pairs 7]

About 45 minutes on a quiet machine of two cores, guessed from a busy one; nothing else should run meanwhile. Minutes by
row: thumbnails 3, ingest 2, run_overhead 4, dispatch 5, browser_events 3, sockets 7, idle_socket 2, web_start 1,
release 9 (of which 6 wait for the peer), gallery_api 4, gallery_dom 2, dashboard 3, lora_training 3, generating 1.
A row that was not run, or that failed, keeps its line. Every row starts the studio it needs and ends it. What is
missing is said before any is run.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pairs

HERE = Path(__file__).parent
README, RESULTS = HERE / "README.md", HERE / "results.json"
BEGIN, END = "<!-- table: made by bench/run_all.py -->", "<!-- end of the table -->"
ROWS = (
    "thumbnails", "ingest", "run_overhead", "dispatch", "browser_events", "sockets", "idle_socket", "web_start",
    "release", "gallery_api", "gallery_dom", "dashboard", "lora_training",
    "generating",
)  # fmt: skip
WITH_VIPS = ("thumbnails", "ingest")
IN_A_BROWSER = ("browser_events", "gallery_dom", "dashboard")


def missing(names: list[str]) -> list[str]:
    """What the rows need and is not here, a sentence each."""
    found = []
    if find_spec("pyvips") is None and set(names) & set(WITH_VIPS):
        found.append("pyvips is missing: .venv/bin/uv pip install --group bench, or leave out thumbnails and ingest.")
    if set(names) & set(IN_A_BROWSER):
        if find_spec("playwright") is None:
            found.append("Playwright is missing: .venv/bin/uv pip install --group test.")
        if not shutil.which(os.environ.get("STUDIO_CHROMIUM", "/usr/bin/chromium")):
            found.append("Chromium is missing: say where it is with STUDIO_CHROMIUM.")
        if not (pairs.ROOT / "frontend" / "dist" / "index.html").exists():
            found.append("The dashboard is not built: npm run build.")
    return found


def run(name: str, count: int) -> list[dict[str, Any]]:
    """The records of one row; none when it failed, which is said."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.json"
        command = [sys.executable, str(HERE / f"{name}.py"), "--pairs", str(count), "--json", str(file)]
        print(f"== {name}", flush=True)
        began = time.monotonic()
        done = subprocess.run(command, check=False)
        if done.returncode or not file.exists():
            print(f"{name} failed with {done.returncode}", flush=True)
        print(f"== {name} took {(time.monotonic() - began) / 60:.1f} minutes", flush=True)
        return list(json.loads(file.read_text())) if file.exists() else []


def table(records: list[dict[str, Any]]) -> str:
    """One line a record, for the README."""
    lines = [
        "| row | command | ours | peer | ratio | wanted | met | date | remarks |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for fields in records:
        record = pairs.Record(**fields)
        ours = pairs.figure(record.ours, record.unit)
        peer = f"{record.peer_name}: {pairs.figure(record.peer, record.unit)}" if record.peer is not None else ""
        ratio = f"{record.ratio:.3f}" if record.ratio is not None else ""
        wanted = f"<= {record.wanted:g}" + ("" if record.ratio is not None else f" {record.unit}")
        itself = f"Peer to itself {record.itself:.3f}. " if record.itself is not None else ""
        cells = [record.row, f"`{record.command}`", ours, peer, ratio, wanted, record.met, record.date[:10]]
        lines.append("| " + " | ".join([*cells, f"{itself}{record.notes}".strip()]) + " |")
    machines = sorted({f"{fields['machine']}" for fields in records})
    versions = {name: which for fields in records for name, which in fields["versions"].items()}
    told = ", ".join(f"{name} {which}" for name, which in sorted(versions.items()))
    return "\n".join([*lines, "", f"Machine: {'; '.join(machines)}.", f"Versions: {told}."])


def main() -> None:
    """Run, merge with what is known, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=ROWS, default=ROWS)
    parser.add_argument("--pairs", type=int, default=7)
    asked = parser.parse_args()
    if lacking := missing(list(asked.only)):
        sys.exit("\n".join(lacking))
    known: dict[str, list[dict[str, Any]]] = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for name in asked.only:
        known[name] = run(name, asked.pairs) or known.get(name, [])
        RESULTS.write_text(json.dumps(known, indent=1) + "\n")
    records = [record for name in ROWS for record in known.get(name, [])]
    text = README.read_text()
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    README.write_text(f"{before}{BEGIN}\n{table(records)}\n{END}{after}")


if __name__ == "__main__":
    main()
