"""Measures a figure of ours and its peer's in turns in one run, and writes down what came out. Import it first."""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PHOTOS = ROOT / "tests" / "fixtures" / "photos"
SAMPLE = ROOT / "sample"

# One thread on both sides; the libraries read it when they are loaded.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VIPS_CONCURRENCY", "MKL_NUM_THREADS"), "1")
for folder in (ROOT, ROOT / "tests", ROOT / "backend"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

LIKE_ITSELF = (0.95, 1.05)
"""Where the ratio of the peer to itself must lie, or the machine was too restless to judge."""

Figure = Callable[[], float]


@dataclass
class Record:
    """One line of the table. Without a peer ``wanted`` is the most that our own figure may be."""

    row: str
    command: str
    ours: float
    unit: str
    wanted: float
    peer_name: str = ""
    peer: float | None = None
    ratio: float | None = None
    ratios: list[float] = field(default_factory=list)
    itself: float | None = None
    """The peer to itself."""
    notes: str = ""
    date: str = ""
    machine: str = ""
    versions: dict[str, str] = field(default_factory=dict)

    @property
    def judged(self) -> bool:
        """Whether the machine was quiet enough."""
        return self.itself is None or LIKE_ITSELF[0] <= self.itself <= LIKE_ITSELF[1]

    @property
    def met(self) -> str:
        """yes, no, or not judged."""
        good = (self.ours if self.ratio is None else self.ratio) <= self.wanted
        return ("yes" if good else "no") if self.judged else f"not judged ({'yes' if good else 'no'})"


def arguments(about: str | None, *, pairs: int = 7) -> argparse.ArgumentParser:
    """The options that every row has."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=pairs, help="How many times the two are measured in turns.")
    parser.add_argument("--json", type=Path, help="Also write the records into this file.")
    return parser


def cpu(work: Callable[[], object]) -> Figure:
    """CPU milliseconds of this process, all its threads: what others do on the machine hardly counts."""
    return _timed(work, time.process_time)


def wall(work: Callable[[], object]) -> Figure:
    """Milliseconds by the clock."""
    return _timed(work, time.perf_counter)


def _timed(work: Callable[[], object], clock: Callable[[], float]) -> Figure:
    def figure() -> float:
        began = clock()
        work()
        return (clock() - began) * 1000

    return figure


def in_turns(
    row: str, ours: Figure, peer: Figure, *, pairs: int, unit: str, wanted: float, peer_name: str, notes: str = ""
) -> Record:
    """Measure peer, ours, peer, ... and divide each of ours by the mean of the peer before and after it."""
    mine, theirs, ratios, itself = [], [], [], []
    for number in range(pairs):
        before, middle, after = peer(), ours(), peer()
        mine.append(middle)
        theirs += [before, after]
        ratios.append(2 * middle / (before + after))
        itself.append(after / before)
        print(f"  pair {number + 1}: peer {before:.1f}, ours {middle:.1f}, peer {after:.1f} {unit}", flush=True)
    return Record(
        row, _command(), statistics.median(mine), unit, wanted,
        peer_name=peer_name, peer=statistics.median(theirs), ratio=statistics.median(ratios),
        ratios=[round(ratio, 3) for ratio in ratios], itself=statistics.median(itself), notes=notes,
    )  # fmt: skip


def alone(row: str, ours: float, *, unit: str, wanted: float, notes: str = "") -> Record:
    """A figure that is judged by itself."""
    return Record(row, _command(), ours, unit, wanted, notes=notes)


def write(records: Sequence[Record], file: Path | None, *, packages: Sequence[str] = ()) -> None:
    """Say what was measured, where and with what; and keep it when asked to."""
    for record in records:
        record.date, record.machine = f"{datetime.now(UTC):%Y-%m-%d %H:%M}", machine()
        record.versions = {"python": platform.python_version()} | {name: _version(name) for name in packages}
        print(line(record))
    last = records[-1]
    print(f"{last.date} UTC; {last.machine}; {', '.join(f'{name} {which}' for name, which in last.versions.items())}")
    if file is not None:
        file.write_text(json.dumps([asdict(record) for record in records], indent=1) + "\n")


def line(record: Record) -> str:
    """One line for a person."""
    text = f"{record.row}: ours {figure(record.ours, record.unit)}"
    if record.ratio is not None and record.peer is not None:
        text += f", {record.peer_name} {figure(record.peer, record.unit)}, ratio {record.ratio:.3f} of {record.ratios}"
    text += f", wanted <= {record.wanted:g}, met: {record.met}"
    return text + (f" (peer to itself {record.itself:.3f})" if record.itself else "") + f" {record.notes}"


def figure(value: float, unit: str) -> str:
    """A number with as many digits as mean something."""
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def machine() -> str:
    """CPU, cores and how busy they are now."""
    models = [text for text in Path("/proc/cpuinfo").read_text().splitlines() if text.startswith("model name")]
    model = models[0].partition(":")[2].strip() if models else platform.machine()
    return f"{model}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"


def quantile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the others do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _command() -> str:
    return f".venv/bin/python bench/{Path(sys.argv[0]).name}"


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "absent"
