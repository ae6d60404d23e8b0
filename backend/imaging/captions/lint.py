"""What is wrong with captions, each told in one sentence with what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from imaging.captions.looks import looks_in

EVERYWHERE = 0.9
"""Share of captions from which words count as being everywhere."""
FEW = 4
"""Fewer captions than this say nothing about what is everywhere."""
STARTS_WITHIN = 3
"""The trigger should be among the first so many parts between commas."""


class Fault(StrEnum):
    """One kind of fault."""

    EMPTY = "empty"
    """No words at all."""
    TRIGGER_MISSING = "trigger_missing"
    """The trigger word is not in it."""
    TRIGGER_LATE = "trigger_late"
    """It stands far from the beginning."""
    TOO_LONG = "too_long"
    """The base's tokenizer cuts its end off."""
    LOOKS = "looks"
    """It tells permanent looks, which should fuse into the trigger word."""
    SAME_EVERYWHERE = "same_everywhere"
    """Words that nearly all captions share bind to nothing that can be changed later."""


@dataclass(frozen=True)
class Finding:
    """A fault and its sentence."""

    fault: Fault
    sentence: str
    words: str = ""
    """What of the caption is meant, where that can be said."""


def lint(
    caption: str, *, trigger: str, limit: int, tokens: Callable[[str], int], looks_wanted: bool = False
) -> list[Finding]:
    """The faults of one caption. ``tokens`` counts as the base's tokenizer does; ``limit`` is what it reads."""
    if not caption.strip():
        return [Finding(Fault.EMPTY, "No caption yet. Write one or run a captioner.")]
    found = [*_trigger(caption, trigger)]
    if (count := tokens(caption)) > limit:
        found.append(Finding(Fault.TOO_LONG, f"{count} tokens; the base reads {limit}. Shorten its end."))
    if not looks_wanted and (marked := looks_in(caption)):
        said = ", ".join(one.words for one in marked[:3])
        found.append(Finding(Fault.LOOKS, f"Tells permanent looks ({said}). Leave them to the trigger word.", said))
    return found


def _trigger(caption: str, trigger: str) -> list[Finding]:
    if not trigger:
        return []
    parts = [part.lower() for part in caption.split(",")]
    places = [place for place, part in enumerate(parts) if trigger.lower() in part]
    if not places:
        return [Finding(Fault.TRIGGER_MISSING, f"The trigger word {trigger} is missing. Prepend it.")]
    if places[0] >= STARTS_WITHIN:
        return [Finding(Fault.TRIGGER_LATE, f"The trigger word {trigger} stands late. Move it to the front.")]
    return []


def same_everywhere(captions: Sequence[str], *, trigger: str) -> list[str]:
    """Parts between commas that nearly all captions share, the trigger's own left out; the commonest first."""
    if len(captions) < FEW:
        return []
    counted = Counter(part for caption in captions for part in {piece.strip().lower() for piece in caption.split(",")})
    least = EVERYWHERE * len(captions)
    return [part for part, count in counted.most_common() if count >= least and part and trigger.lower() not in part]
