"""What would make a dataset better, in sentences: what stops it, what warns, which picture to take next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal
from uuid import UUID

from imaging.captions import tokens
from imaging.captions.lint import Fault
from imaging.captions.template import SENTENCE, TAGS
from imaging.reports import coverage
from imaging.reports.worth import GATE
from studio.datasets.models import Dataset, DatasetItem
from studio.datasets.selectors import rows
from studio.datasets.selectors import survey as surveys
from studio.datasets.selectors.survey import Survey
from studio.subjects import selectors as subjects
from studio.subjects.models import Use

LEAST, MOST = 20, 50
"""Pictures that teach a likeness best; fewer are learned by heart, more rarely add anything."""
TEMPLATES = ({"key": "sentence", "template": SENTENCE}, {"key": "tags", "template": TAGS})
FAULTS = {
    Fault.EMPTY: "have no caption",
    Fault.TRIGGER_MISSING: "lack the trigger word",
    Fault.TRIGGER_LATE: "have the trigger word late",
    Fault.TOO_LONG: "are longer than the base reads",
    Fault.LOOKS: "tell permanent looks",
}
"""The end of "3 captions ..."."""

Kind = Literal["stop", "warn", "tip", "good"]


@dataclass(frozen=True)
class Line:
    """One piece of advice, and the pictures it is about."""

    key: str
    kind: Kind
    sentence: str
    items: list[UUID] = field(default_factory=list)


def detail(dataset: Dataset) -> dict[str, Any]:
    """All that a page shows of a dataset beside its row and its pictures; three queries."""
    found = surveys.survey(dataset)
    everywhere = surveys.everywhere(dataset, found)
    return {
        "counts": {
            "all": found.pictures,
            "kept": len(found.learned),
            "rejected": found.rejected,
            "withheld": found.elsewhere,
            "captioned": len(found.learned) - len(found.silent),
            "to_look_at": len(found.to_look_at),
            "pending": found.pending,
            "refused": found.refused,
        },
        "runs": rows.runs_on(dataset),
        "trigger": dataset.subject.trigger_word,
        "templates": list(TEMPLATES),
        "token_limit": tokens.LIMIT,
        "gate": GATE,
        "lint": _lint(found, everywhere),
        "same_everywhere": everywhere,
        "advice": _advice(dataset, found, everywhere),
    }


def warnings(dataset: Dataset) -> list[str]:
    """What speaks against training on it as it is, for whoever freezes it."""
    found = surveys.survey(dataset)
    lines = _lines(dataset, found, surveys.everywhere(dataset, found), surveys.copies(found))
    return [line.sentence for line in lines if line.kind == "warn"]


def _lint(found: Survey, everywhere: Sequence[str]) -> list[dict[str, Any]]:
    counted = [(fault, len(found.with_fault(fault))) for fault in FAULTS]
    lines = [
        {"fault": fault, "count": count, "sentence": f"{_captions(count)} {_verb(FAULTS[fault], count)}."}
        for fault, count in counted
        if count
    ]
    if everywhere:
        lines.append({"fault": Fault.SAME_EVERYWHERE, "count": len(everywhere), "sentence": _everywhere(everywhere)})
    return lines


def _advice(dataset: Dataset, found: Survey, everywhere: Sequence[str]) -> dict[str, Any]:
    groups = surveys.copies(found)
    lines = _lines(dataset, found, everywhere, groups)
    covered = surveys.covered(found)
    next_picture = coverage.wish(covered)
    weighed = [item.quality for item in found.learned if item.quality is not None]
    return {
        "ready": not any(line.kind == "stop" for line in lines),
        "lines": [asdict(line) for line in lines],
        "quality": {
            "weighed": len(weighed),
            "mean": round(sum(weighed) / len(weighed), 3) if weighed else None,
            "below_gate": _ids(found.below_gate),
        },
        "copies": groups,
        "coverage": {"columns": list(coverage.COLUMNS), "rows": list(coverage.ROWS), **asdict(covered)},
        "next": asdict(next_picture) if next_picture else None,
    }


def _lines(dataset: Dataset, found: Survey, everywhere: Sequence[str], copies: Sequence[Sequence[UUID]]) -> list[Line]:
    """What stops first, then what warns, then tips; one line that all is well when there is none."""
    lines = [*_stops(dataset, found), *_warnings(found, copies)]
    if everywhere:
        lines.append(Line("same_everywhere", "tip", _everywhere(everywhere)))
    if len(found.learned) > MOST:
        lines.append(
            Line("number", "tip", f"{len(found.learned)} pictures: more than {MOST} rarely help. Keep the best.")
        )
    return lines or [Line("good", "good", f"{_pictures(len(found.learned))}, nothing against them.")]


def _stops(dataset: Dataset, found: Survey) -> Iterable[Line]:
    if not found.learned:
        yield Line("number", "stop", f"No picture is kept. Add some: {LEAST} to {MOST} teach a likeness best.")
    if found.pending:
        yield Line("pending", "stop", f"{_pictures(found.pending)} still being checked. Wait a moment.")
    if silent := found.silent:
        count = len(silent)
        sentence = f"{_pictures(count)} {'has' if count == 1 else 'have'} no caption. Write them or run a captioner."
        yield Line("captions", "stop", sentence, _ids(silent))
    if not subjects.allows(dataset.subject, Use.TRAIN):
        yield Line("consent", "stop", f"{dataset.subject.name} has not agreed to training. Record the consent first.")


def _warnings(found: Survey, copies: Sequence[Sequence[UUID]]) -> Iterable[Line]:
    count = len(found.learned)
    if count == 1:
        advice = f"A training would learn it by heart. Add {LEAST - 1} more; {LEAST} to {MOST} are best."
        yield Line("number", "warn", f"1 picture. {advice}")
    elif 1 < count < LEAST:
        yield Line("number", "warn", f"{count} pictures. {LEAST} to {MOST} teach a likeness best; add some.")
    if odd := found.odd:
        yield Line("odd", "warn", f"{_pictures(len(odd))} may show somebody else. Look at them.", _ids(odd))
    if light := found.below_gate:
        sentence = f"{_pictures(len(light))} below the quality of {GATE}: {_weakest(light)}. Reject or replace them."
        yield Line("quality", "warn", sentence, _ids(light))
    if copies:
        extra = sum(len(group) - 1 for group in copies)
        sentence = f"{_pictures(extra)} nearly the same as another. Keep the best of each."
        yield Line("copies", "warn", sentence, [item for group in copies for item in group[1:]])
    for fault in (Fault.TRIGGER_MISSING, Fault.TOO_LONG, Fault.LOOKS, Fault.TRIGGER_LATE):
        if faulty := found.with_fault(fault):
            named = f"{_captions(len(faulty))} {_verb(FAULTS[fault], len(faulty))}."
            yield Line(str(fault), "warn", named, _ids(faulty))
    if found.elsewhere:
        sentence = f"{_pictures(found.elsewhere)} rejected or refused where they came from; they are left out."
        yield Line("withheld", "warn", sentence)


def _weakest(items: Iterable[DatasetItem]) -> str:
    """What most of them lack."""
    names = {
        "sharpness": "not sharp enough",
        "noise": "too much noise",
        "light": "lost in shadow or glare",
        "face_size": "the face is too small",
        "likeness": "the face is not like the others",
    }
    weakest = [str(item.scores.get("weakest", "")) for item in items]
    commonest = max(weakest, key=weakest.count)
    return names.get(commonest, "hard to learn from")


def _everywhere(words: Sequence[str]) -> str:
    named = ", ".join(f"“{one}”" for one in words[:3])
    return f"Nearly every caption says {named}, so that can never be changed by a prompt. Leave it out of some."


def _ids(items: Iterable[DatasetItem]) -> list[UUID]:
    return [item.id for item in items]


def _pictures(count: int) -> str:
    return "1 picture" if count == 1 else f"{count} pictures"


def _captions(count: int) -> str:
    return "1 caption" if count == 1 else f"{count} captions"


def _verb(words: str, count: int) -> str:
    """``have no caption`` of one is ``has no caption``."""
    if count != 1:
        return words
    verb, _, rest = words.partition(" ")
    return f"{ {'have': 'has', 'are': 'is'}.get(verb, f'{verb}s') } {rest}"
