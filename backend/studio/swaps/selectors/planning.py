"""What a choice of sources and targets would give: pairs with verdicts, engines, price. Nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from uuid import UUID

from imaging.faces.pose import HARD_GAP, SOFT_GAP, gap_of
from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.engines.selectors import Choices
from studio.photos import selectors as photos
from studio.photos.errors import PhotoUnusable
from studio.photos.models import PhotoStatus, SourcePhoto, TargetPhoto
from studio.photos.selectors import AnyPhoto
from studio.subjects.models import Subject
from studio.swaps.errors import NothingToMake, SwapNotFound, TooManyPictures
from studio.swaps.selectors import engines

MOST = 2000
"""Pictures in one run."""

P = TypeVar("P", SourcePhoto, TargetPhoto)
Verdict = Literal["fits", "soft", "impossible", "unknown"]


@dataclass(frozen=True)
class Pair:
    """One source onto one target, and whether their heads are turned alike enough."""

    source: SourcePhoto
    target: TargetPhoto
    verdict: Verdict
    yaw_gap: float | None
    """Degrees, the source mirrored where that is nearer; None while a report is pending."""
    sentence: str


@dataclass(frozen=True)
class Plan:
    """What would be made, in the order of the contact sheet: source by source, target by target."""

    subject: Subject
    pairs: tuple[Pair, ...]
    enhance: bool
    choices: Choices
    prices: Mapping[str, int]
    """Credits a picture, by stage."""

    @property
    def makeable(self) -> list[Pair]:
        """The pairs that a run would make and charge."""
        return [pair for pair in self.pairs if pair.verdict != "impossible"]

    @property
    def each(self) -> int:
        """Credits a picture."""
        return sum(self.prices.values())

    @property
    def price(self) -> int:
        """Credits for all of it."""
        return self.each * len(self.makeable)

    @property
    def seconds(self) -> float:
        """About how long all of it takes on one worker."""
        return round(engines.seconds(self.choices) * len(self.makeable), 1)


def plan(
    workspace: Workspace,
    *,
    subject: UUID,
    sources: Sequence[UUID],
    targets: Sequence[UUID],
    enhance: bool,
    wanted: Mapping[str, Any],
) -> Plan:
    """Work out what would be made. Raises SwapNotFound (404) for ids that are not the workspace's or the subject's,
    NothingToMake, TooManyPictures, PhotoUnusable and UnknownEngine (422)."""
    owner = Subject.objects.filter(workspace=workspace, id=subject).first()
    if owner is None:
        raise SwapNotFound("There is no such model in this workspace. It may have been deleted; go back and reload.")
    # The workspace is at hand, so that nobody asks for it again.
    owner.workspace = workspace
    _check_amount(set(sources), set(targets))
    giving = _photos(SourcePhoto, owner, sources)
    receiving = _photos(TargetPhoto, owner, targets)
    _refuse_unusable([*giving, *receiving])
    choices = engines.choices(wanted, enhance=enhance)
    return Plan(
        subject=owner,
        pairs=tuple(pair(source, target) for source in giving for target in receiving),
        enhance=enhance,
        choices=choices,
        prices=_prices(choices),
    )


def _check_amount(sources: set[UUID], targets: set[UUID]) -> None:
    if not sources or not targets:
        raise NothingToMake("Nothing was started. Choose at least one source and one target photo.")
    if len(sources) * len(targets) > MOST:
        raise TooManyPictures(
            f"{len(sources)} sources on {len(targets)} targets are {len(sources) * len(targets)} pictures and one run "
            f"makes {MOST} at most. Nothing was started; choose fewer, or start several runs.",
            pictures=len(sources) * len(targets),
            most=MOST,
        )


def _photos(model: type[P], subject: Subject, ids: Sequence[UUID]) -> list[P]:
    """In the order asked for, each once; one query."""
    found = {photo.id: photo for photo in model.objects.filter(subject=subject, id__in=set(ids))}
    missing = [str(each) for each in ids if each not in found]
    if missing:
        raise SwapNotFound(
            f"{len(missing)} of the photos are not there. Nothing was started; go back, reload and choose again.",
            photos=missing,
        )
    return [found[each] for each in dict.fromkeys(ids)]


def _refuse_unusable(chosen: Sequence[AnyPhoto]) -> None:
    unusable = [photo for photo in chosen if not photos.is_offered(photo)]
    if unusable:
        named = "; ".join(f"{photos.label(photo)}: {photos.why_unusable(photo)}" for photo in unusable[:5])
        raise PhotoUnusable(
            f"Nothing was started, because {len(unusable)} of the photos cannot be used. {named} Leave them out.",
            photos=[str(photo.id) for photo in unusable],
        )


def pair(source: SourcePhoto, target: TargetPhoto) -> Pair:
    """The verdict on one pair, from the two reports."""
    if _lends_no_face(source):
        sentence = f"No face found on {photos.label(source)}: left out and not charged."
        return Pair(source, target, "impossible", None, sentence)
    giving, receiving = _yaw(source), _yaw(target)
    if giving is None or receiving is None:
        return Pair(source, target, "unknown", None, "Not measured yet; it is checked before it is made.")
    gap = round(gap_of(giving, receiving), 1)
    if gap > HARD_GAP:
        sentence = f"The heads are turned {gap:.0f}° apart, more than {HARD_GAP:.0f}°: left out and not charged."
        return Pair(source, target, "impossible", gap, sentence)
    if gap > SOFT_GAP:
        return Pair(source, target, "soft", gap, f"The heads are turned {gap:.0f}° apart: one side may look soft.")
    return Pair(source, target, "fits", gap, "Fits.")


def _lends_no_face(photo: AnyPhoto) -> bool:
    """Whether it was measured and shows none, as pictures of a synthetic subject may."""
    report = photo.report or {}
    return bool(report.get("measured")) and not report.get("faces")


def _yaw(photo: AnyPhoto) -> float | None:
    """Of the chosen face, in degrees; None while it is being measured, or when only the screen has looked."""
    if photo.status == PhotoStatus.PENDING or photo.report is None:
        return None
    found: float | None = photo.report.get("yaw")
    return found


def _prices(choices: Choices) -> dict[str, int]:
    """One query for all."""
    asked = [(capability, str(choice["engine"])) for capability, choice in choices.items()]
    found = credits.prices(asked)
    return {engines.CHOOSABLE[capability]: found[(capability, engine)] for capability, engine in asked}
