"""Asks every content screen about a picture and the age network about every face in it; the strictest answer wins."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Hashable
from dataclasses import dataclass

from imaging.capabilities import AGE, FACE_DETECT, SCREEN, AgeEstimate, Face
from imaging.errors import AgeRefused, ContentRefused
from imaging.picture import Picture, Pixels, decoded
from imaging.reports.check import Check, Verdict
from imaging.screening.rules import Ruling, rule_age, rule_content
from imaging.stage import Context

USES = (SCREEN, FACE_DETECT, AGE)
"""What a stage that examines must declare."""
SAFE = "sfw"
"""The rating of every picture that was let through."""


@dataclass(frozen=True)
class Findings:
    """What was measured of a picture that passed."""

    scores: dict[str, float]
    """Each screen's key and its score, 0..1."""
    faces: list[Face]
    ages: list[float]
    """Years, in the order of ``faces``."""

    @property
    def explicit(self) -> float:
        """The strictest screen's score."""
        return max(self.scores.values())

    def checks(self) -> list[Check]:
        """The two lines of a report."""
        return [_content(self.explicit, "pass"), _age(min(self.ages, default=None), "pass")]


def examine(ctx: Context, pixels: Pixels, *, name: str = "This photo", thorough: bool = True) -> Findings:
    """Let a picture through or refuse it. ``name`` begins the sentence that the user reads.

    ``thorough`` also looks at small faces beside a large one; results need it not, whose photos were looked at so.

    Raises ContentRefused and AgeRefused with the lines of a report in ``facts["checks"]``; EngineFailed when there is
    no screen, no detector or no age network. Whatever else an engine raises goes through: closed, never open.
    """
    keys = [engine.key for engine in ctx.rack.able(SCREEN)]
    scores = {key: screen.screen(pixels).explicit for key, screen in zip(keys, ctx.engines(SCREEN), strict=True)}
    _refuse_explicit(scores, name)
    # A child in the background counts as much as the person in front.
    faces = ctx.engine(FACE_DETECT).find(pixels, thorough=thorough)
    estimates = [ctx.engine(AGE).estimate(pixels, face) for face in faces]
    _refuse_minors(faces, estimates, max(scores.values()), name)
    return Findings(
        scores={key: round(score, 4) for key, score in scores.items()},
        faces=faces,
        ages=[round(estimate.years, 1) for estimate in estimates],
    )


def examine_file(ctx: Context, picture: Picture, *, name: str = "This photo") -> Findings:
    """As ``examine``, thoroughly, for a file; the very bytes that these same engines let through pass again unmeasured.

    Only passes are remembered: whatever was refused, or could not be looked at to the end, is looked at anew each time.
    """
    content = picture.path.read_bytes()
    about = ("examined", hashlib.sha256(content).digest(), _asked(ctx))
    found: Findings | None = ctx.rack.known(about)
    if found is None:
        found = examine(ctx, decoded(io.BytesIO(content)), name=name)
        ctx.rack.remember(about, found)
    return found


def _asked(ctx: Context) -> Hashable:
    """Which engines look, and how: another choice is another question."""
    return tuple((capability.key, repr(ctx.choices.get(capability.key))) for capability in USES)


def _refuse_explicit(scores: dict[str, float], name: str) -> None:
    # The maximum of a list with NaN in it may be any of them, so each score is ruled on.
    rulings = {rule_content(score) for score in scores.values()}
    if rulings == {"pass"}:
        return
    worst = max(scores.values())
    held = "refuse" not in rulings
    reason = "a content check could not rule out that it is sexually explicit" if held else "it is sexually explicit"
    raise ContentRefused(
        f"{name} was refused because {reason}. It is not used; choose another.",
        explicit=round(worst, 4),
        held=held,
        checks=[_content(worst, "hold" if held else "refuse").to_json()],
    )


def _refuse_minors(faces: list[Face], estimates: list[AgeEstimate], explicit: float, name: str) -> None:
    rulings = [rule_age(estimate, face.yaw) for face, estimate in zip(faces, estimates, strict=True)]
    if all(ruling == "pass" for ruling in rulings):
        return
    held = "refuse" not in rulings
    worst = rulings.index("hold" if held else "refuse")
    turned = round(abs(faces[worst].yaw))
    sentence = (
        f"{name} was refused because a head is turned too far to check the age ({turned}°). "
        "Choose one that looks towards the camera."
        if held
        else f"{name} was refused because someone in it may be under 18. Choose one that shows adults only."
    )
    years = round(estimates[worst].years, 1)
    raise AgeRefused(
        sentence,
        years=years,
        below_18=round(estimates[worst].below_18, 4),
        yaw=round(faces[worst].yaw, 1),
        face=worst,
        held=held,
        checks=[_content(explicit, "pass").to_json(), _age(years, rulings[worst], sentence).to_json()],
    )


def _content(explicit: float, ruling: Ruling) -> Check:
    sentence = {
        "pass": "Nothing explicit.",
        "hold": "A content check could not rule out that this is sexually explicit.",
        "refuse": "Sexually explicit.",
    }[ruling]
    return Check("content", "Content", _verdict(ruling), round(explicit, 3), "", sentence)


def _age(years: float | None, ruling: Ruling, sentence: str = "Adults only.") -> Check:
    if years is None:
        sentence = "No face to check."
    # The number is a gate, not a fact about a person: it is not shown for pictures that pass.
    return Check("age", "Age", _verdict(ruling), None, "", sentence)


def _verdict(ruling: Ruling) -> Verdict:
    return "pass" if ruling == "pass" else "refuse"
