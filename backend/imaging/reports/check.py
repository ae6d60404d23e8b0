"""One measured property of a photo with its verdict, and the report that they make together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Verdict = Literal["pass", "warn", "refuse"]
SEVERITY: Mapping[str, int] = {"pass": 0, "warn": 1, "refuse": 2}
ORDER = ("content", "age", "faces", "face_size", "yaw", "sharpness", "brisque", "exposure", "identity")
"""Keys in the order in which a report lists them."""
GOOD = "Good to use."


@dataclass(frozen=True)
class Check:
    """One line of a report. ``sentence`` gives the reason first, then the effect."""

    key: str
    label: str
    verdict: Verdict
    value: float | None
    unit: str
    sentence: str

    def to_json(self) -> dict[str, Any]:
        """The line as the API shows it."""
        return asdict(self)


def assemble(checks: Iterable[Mapping[str, Any]], **rest: Any) -> dict[str, Any]:
    """The report of some checks: verdict and sentence of the strictest one, checks in order, and whatever else is said.

    A later check replaces an earlier one of the same key.
    """
    lines = {line["key"]: dict(line) for line in checks}
    ordered = sorted(lines.values(), key=lambda line: ORDER.index(line["key"]))
    worst = max(ordered, key=lambda line: SEVERITY[line["verdict"]], default=None)
    verdict = worst["verdict"] if worst else "pass"
    sentence = worst["sentence"] if worst and verdict != "pass" else GOOD
    return {**rest, "verdict": verdict, "sentence": sentence, "checks": ordered}


def with_check(report: Mapping[str, Any], check: Check, **rest: Any) -> dict[str, Any]:
    """A copy of a report with one more check (or another of the same key), verdict and sentence brought up to date."""
    kept = {name: value for name, value in report.items() if name not in ("verdict", "sentence", "checks")}
    return assemble([*report["checks"], check.to_json()], **{**kept, **rest})
