"""Brings a model of another tool into the studio, through the gates that everything passes."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from imaging.errors import ImagingError, UnusableInput
from studio.accounts.models import User, Workspace
from studio.datasets import services as datasets
from studio.datasets.errors import NothingToImport
from studio.datasets.models import Dataset
from studio.datasets.services.importing import MOST
from studio.loras import services as loras
from studio.loras.management.tree import Model
from studio.photos import services as photos
from studio.photos.models import Role
from studio.subjects import selectors, services
from studio.subjects.models import Kind, Subject, Use

DATASET = "Imported"


@dataclass(frozen=True)
class Permission:
    """What makes it right to bring a model in: asked for before a single file is read."""

    kind: Kind
    attestation: str = ""
    """That a synthetic one is nobody's likeness."""
    given_by: str = ""
    statement: str = ""
    """The words that a real one agreed to."""
    of_targets: str = ""
    """The right to use the targets, which show other people. Without it they stay where they are."""


def subject_of(workspace: Workspace, model: Model) -> Subject | None:
    """The model of the studio that has this name already."""
    return selectors.of(workspace).filter(name__iexact=model.name).first()


def is_permitted(subject: Subject | None) -> bool:
    """Whether nothing needs to be asked: it is there, and it may be swapped and trained on."""
    return subject is not None and selectors.allows(subject, Use.SWAP) and selectors.allows(subject, Use.TRAIN)


def bring(workspace: Workspace, model: Model, permission: Permission, *, by: User, base: str = "") -> list[str]:
    """Bring one in: photos are screened like any upload, results and captions become a dataset, LoRAs versions.

    What cannot be taken is left out, and told in the sentences that come back. Bringing it again adds only what is
    new. Raises AttestationRequired (422) or ConsentMissing (403) where there is no permission; nothing was read then.
    """
    subject = _subject(workspace, model, permission, by)
    with tempfile.TemporaryDirectory(prefix="studio-tree-") as folder:
        moving = Moving(subject, model, permission, by, Path(folder))
        moving.say(f"{model.name} is the model {subject.slug} of {workspace.slug}.")
        moving.photos(Role.SOURCE, model.sources(), None)
        targets = model.targets()
        if targets and permission.of_targets.strip():
            moving.photos(Role.TARGET, targets, permission.of_targets)
        elif targets:
            moving.say(f"{len(targets)} targets were left out: say with --targets-attestation that you may use them.")
        moving.results()
        moving.loras(base)
    if costs := model.costs():
        moving.say(
            f"costs.json has {costs.entries} entries, {costs.total:.2f} in all: the other tool's money, of which no "
            "credits were made."
        )
    return moving.told


def _subject(workspace: Workspace, model: Model, permission: Permission, by: User) -> Subject:
    subject = subject_of(workspace, model)
    if subject is None:
        subject = services.create(
            workspace,
            name=model.name[:80],
            kind=permission.kind,
            attestation=permission.attestation,
            trigger_word=model.trigger(),
        )
    if not is_permitted(subject):
        services.grant_consent(
            subject,
            uses=[Use.SWAP, Use.TRAIN, Use.GENERATE],
            given_by=permission.given_by,
            statement=permission.statement,
            evidence=None,
            by=by,
        )
        services.require_consent(subject, to=Use.TRAIN)
    return subject


@dataclass(frozen=True)
class Moving:
    """One model on its way in."""

    subject: Subject
    model: Model
    permission: Permission
    by: User
    room: Path
    """A folder for copies."""
    told: list[str] = field(default_factory=list)
    """What became of it, in sentences."""

    def say(self, line: str) -> None:
        """One more sentence."""
        self.told.append(line)

    def photos(self, role: Role, files: Sequence[str], statement: str | None) -> None:
        """Photos of a role, each let in as an upload is."""
        new = known = 0
        for name in files:
            path = self.model.fetch(name, self.room)
            try:
                _, is_new = photos.upload(
                    self.subject, role, file=path, name=path.name, by=self.by, attestation=statement
                )
                new, known = new + is_new, known + (not is_new)
            except UnusableInput as refusal:
                self.say(f"{name} was left out: {refusal.message}")
            finally:
                path.unlink(missing_ok=True)
        if files:
            self.say(f"{new} {role} photos came in and are being checked; {known} were there already.")

    def results(self) -> None:
        """Results with their captions, into a dataset."""
        pictures, words = self.model.results(), self.model.captions()
        if not pictures:
            return
        known = Dataset.objects.filter(subject=self.subject, name__iexact=DATASET).first()
        dataset = known or datasets.make(self.subject, DATASET)
        # at hand with its workspace, so that nobody asks for it again
        dataset.subject = self.subject
        taken = written = 0
        for part in _parts(pictures):
            try:
                _, report = datasets.take_archive(dataset, self._zipped([*part, *words]))
            except NothingToImport as nothing:
                self.say(nothing.detail)
                continue
            taken, written = taken + report.pictures, written + report.captions
            for one in report.left_out:
                if one.code != "no_picture":
                    self.say(f"{one.name} was left out: {one.why}")
        self.say(f"{taken} pictures with {written} captions came into the dataset {DATASET} and are being checked.")

    def _zipped(self, files: Sequence[str]) -> Path:
        path = self.room / "results.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for name in files:
                copy = self.model.fetch(name, self.room)
                archive.write(copy, str(PurePosixPath(name).relative_to(self.model.folder or ".")))
                copy.unlink()
        return path

    def loras(self, base: str) -> None:
        """Trained files, each as a version."""
        files = self.model.loras()
        if files and not base:
            self.say(f"{len(files)} LoRAs were left out: say with --base which base they were made for.")
            return
        said = self.permission.attestation or self.permission.statement or "Brought in with the model it shows."
        for name in files:
            path = self.model.fetch(name, self.room)
            try:
                version = loras.bring(self.subject, file=path, base=base, attestation=said)
                self.say(f"{name} is version {version.number}.")
            except ImagingError as problem:
                self.say(f"{name} was left out: {problem.message}")
            finally:
                path.unlink(missing_ok=True)


def _parts(pictures: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (pictures[at : at + MOST] for at in range(0, len(pictures), MOST))
