"""The run kinds of a photo: the screen alone, and the whole report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from imaging import pipelines
from studio.photos import selectors, services, sweeping
from studio.photos.errors import PhotoUnusable
from studio.photos.models import PhotoStatus, Role, SourcePhoto
from studio.photos.selectors import AnyPhoto
from studio.runs.kinds import Place, RunKind, Value
from studio.runs.models import Item, Run
from studio.subjects.models import Kind, Use


def _photo(run: Run) -> AnyPhoto | None:
    """The photo as the run was asked to look at it; None when it was deleted or edited since.

    What was found on another picture must never be said of this one: least of all that it may be shown.
    """
    photo = selectors.find(Role(run.recipe["role"]), run.recipe["photo"])
    return photo if photo is not None and _is_meant(run, photo) else None


def _is_meant(run: Run, photo: AnyPhoto) -> bool:
    asset = run.recipe.get("asset")
    # Runs from before photos could be edited do not say; they mean an original.
    return photo.original_id is None if asset is None else asset == str(photo.asset_id)


def _locked(run: Run) -> AnyPhoto | None:
    """The same, with the row locked until what was found is written."""
    photo = _photo(run)
    now = None if photo is None else services.locked(photo)
    return now if now is not None and _is_meant(run, now) else None


class Screening(RunKind):
    """The screen alone: all that may look at a photo before there is consent."""

    name = "screening"
    pipeline = pipelines.SCREENING
    use: ClassVar[Use | None] = None
    delivers = frozenset({"screen"})
    priority = 20

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        """The photo and the face that was chosen on it."""
        photo = _photo(run)
        if photo is None or photo.status == PhotoStatus.REFUSED:
            raise PhotoUnusable("The photo was deleted, edited or refused meanwhile.")
        return {"photo": photo.asset, "chosen": photo.chosen_face}

    def place(self, run: Run, item: Item, output: str) -> Place:
        """Nowhere: what is said of a photo is words and numbers, and a file would be a mistake in the pipeline."""
        raise ValueError(f"The {self.name} of a photo gives no files, and {output!r} is one.")

    def record(self, run: Run, item: Item, outputs: Mapping[str, Value]) -> None:
        """The photo passed: show it."""
        photo = _locked(run)
        if photo is not None:
            self.note(photo, item.stage, outputs)

    def note(self, photo: AnyPhoto, stage: str, outputs: Mapping[str, Value]) -> None:
        """Write what a stage found. The screen is the only stage here, so its word is final."""
        services.note_screened(photo, _lines(outputs), final=True)

    def failed(self, run: Run, item: Item, code: str, detail: str) -> None:
        """Whatever stopped the screen, refusal or crash, quarantines the photo; of a later stage, it warns."""
        photo = _locked(run)
        if photo is None:
            return
        if item.stage == "screen":
            services.note_refused(photo, code, detail)
        else:
            services.note_unmeasured(photo, detail)


class Report(Screening):
    """The whole report: screen, measures and, for a source, the likeness. Measuring a likeness needs consent."""

    name = "report"
    pipeline = pipelines.REPORT
    use = Use.SWAP
    delivers = frozenset({"inspect"})

    def load(self, run: Run, index: int) -> Mapping[str, Value]:
        """The photo, the face that was chosen on it, and whether it need have one."""
        photo = _photo(run)
        synthetic = photo is not None and photo.subject.kind == Kind.SYNTHETIC and isinstance(photo, SourcePhoto)
        return {**super().load(run, index), "synthetic": synthetic}

    def note(self, photo: AnyPhoto, stage: str, outputs: Mapping[str, Value]) -> None:
        """Write what a stage found."""
        if stage == "screen":
            services.note_screened(photo, _lines(outputs), final=False)
        elif stage == "inspect":
            services.note_inspected(
                photo, cast(Mapping[str, Any], outputs["report"]), cast(str, outputs.get("fingerprint", ""))
            )
        elif isinstance(photo, SourcePhoto):
            services.note_identified(photo, cast("list[float] | None", outputs["vector"]))

    def sweep(self) -> None:
        """Ask for reports that a crash, or a consent that came later, left unasked."""
        sweeping.request_waiting_reports()


def _lines(outputs: Mapping[str, Value]) -> Sequence[Mapping[str, Any]]:
    return cast("Sequence[Mapping[str, Any]]", outputs["screening"])
