"""Writes subjects and their consent. A consent is granted or revoked, never edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from pydantic import ValidationError

from imaging.capabilities import FACE_SWAP, UPSCALE
from imaging.engines import CATALOGUE
from imaging.errors import UnsupportedType
from imaging.intake.admit import admit
from imaging.intake.limits import Limits
from imaging.intake.thumbnails import thumbnails
from studio.accounts.models import User, Workspace
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.assets.selectors import EVIDENCE as EVIDENCE_FOLDER
from studio.subjects import selectors
from studio.subjects.errors import (
    AttestationRequired,
    ConsentMissing,
    ConsentNotNeeded,
    EvidenceTooLarge,
    SettingsUnusable,
    SubjectInUse,
    UnknownUse,
    UnusableEvidence,
)
from studio.subjects.models import Consent, Kind, Level, Subject, Use

SLUG_TRIES = 20
CHOOSABLE = (FACE_SWAP.key, UPSCALE.key)
"""Capabilities for which a model may have an engine of its own; the screens are not among them."""
EVIDENCE = Limits(max_bytes=10 * 1024 * 1024, min_side=1)
"""A scan or photo of a signed release may be small, but not as heavy as a portrait."""


def create(workspace: Workspace, *, name: str, kind: str, attestation: str = "", trigger_word: str = "") -> Subject:
    """A subject with a slug of its own. A synthetic one needs an attestation: AttestationRequired (422)."""
    if kind == Kind.SYNTHETIC and not attestation.strip():
        raise AttestationRequired(
            "Nothing was created. Say in `attestation` that this face was made up and is nobody's likeness."
        )
    for _ in range(SLUG_TRIES):
        slug = _free_slug(workspace, name)
        word = trigger_word.strip() or f"{slug.replace('-', '')[:36]}_m"
        try:
            with transaction.atomic():
                return Subject.objects.create(
                    workspace=workspace,
                    name=name,
                    slug=slug,
                    kind=kind,
                    attestation=attestation.strip(),
                    trigger_word=word,
                )
        except IntegrityError:
            # Somebody took the slug between looking and writing; look again.
            continue
    raise SubjectInUse(f"No free short name was found for {name!r}. Nothing was created. Choose another name.")


def _free_slug(workspace: Workspace, name: str) -> str:
    stem = slugify(name)[:50].strip("-") or "model"
    taken = set(Subject.objects.filter(workspace=workspace, slug__startswith=stem).values_list("slug", flat=True))
    numbers = range(2, len(taken) + 3)
    return next(slug for slug in (stem, *(f"{stem}-{number}" for number in numbers)) if slug not in taken)


def change(subject: Subject, **changes: object) -> Subject:
    """Write new values of name, trigger_word or settings; a slug never changes, because files are named after it.

    Raises SettingsUnusable (422), and then nothing is written.
    """
    if "settings" in changes:
        changes["settings"] = checked_settings(cast(Mapping[str, Any], changes["settings"]))
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.save(update_fields=list(changes))
    return subject


def checked_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Defaults of a subject's runs, complete: ``{engines: {capability: {engine, options}}, enhance, target_set}``.

    Raises SettingsUnusable (422) for a word that means nothing, and for an engine or option the catalogue has not.
    """
    unknown = sorted(set(settings) - {"engines", "enhance", "target_set"})
    if unknown:
        _refuse(f"{', '.join(unknown)} is no setting of a model", "Choose among engines, enhance and target_set.")
    kept: dict[str, Any] = {}
    if "engines" in settings:
        if not isinstance(settings["engines"], Mapping):
            _refuse("`engines` is no object", "Send a capability and its engine.")
        kept["engines"] = {does: _checked_engine(does, choice) for does, choice in settings["engines"].items()}
    if "enhance" in settings:
        if not isinstance(settings["enhance"], bool):
            _refuse("`enhance` is neither true nor false", "Send one of them.")
        kept["enhance"] = settings["enhance"]
    if settings.get("target_set") is not None:
        kept["target_set"] = _checked_id(settings["target_set"])
    return kept


def _checked_engine(does: str, choice: Any) -> dict[str, Any]:
    wanted = choice if isinstance(choice, Mapping) else {}
    able = [engine for engine in CATALOGUE if engine.does.key == does and does in CHOOSABLE]
    engine = next((engine for engine in able if engine.key == wanted.get("engine")), None)
    if engine is None:
        _refuse(f"There is no engine {wanted.get('engine')!r} to choose for {does}", "Choose one the studio offers.")
    try:
        options = engine.options(**(wanted.get("options") or {}))
    except (ValidationError, TypeError) as problem:
        _refuse(f"An option of {engine.label} cannot be used", "Correct it and save again.", problem)
    return {"engine": engine.key, "options": options.model_dump(mode="json", exclude_unset=True)}


def _checked_id(text: Any) -> str:
    try:
        return str(UUID(str(text)))
    except ValueError as problem:
        _refuse("`target_set` is no id of a set", "Choose a set of this model.", problem)


def _refuse(what: str, advice: str, problem: Exception | None = None) -> NoReturn:
    raise SettingsUnusable(f"{what}. Nothing was saved. {advice}") from problem


def wanted_uses(uses: Iterable[str]) -> list[str]:
    """The uses in their own order, each once. UnknownUse (422) for a word that is none, or for no word at all."""
    asked = {part.strip() for part in uses if part.strip()}
    unknown = sorted(asked - set(Use.values))
    if unknown or not asked:
        named = f"{', '.join(unknown)} is not a use" if unknown else "No use was named"
        raise UnknownUse(f"{named}. Nothing was recorded. Choose from {', '.join(Use.values)}.", unknown=unknown)
    return [use for use in Use.values if use in asked]


def grant_consent(
    subject: Subject,
    *,
    uses: Iterable[str],
    given_by: str,
    statement: str,
    evidence: Asset | None,
    by: User | None,
    level: Level = Level.RECORDED,
) -> Consent:
    """Record the permission of a real subject for named uses. ConsentNotNeeded (422) for a synthetic one."""
    refuse_synthetic(subject)
    return Consent.objects.create(
        subject=subject,
        uses=wanted_uses(uses),
        level=level,
        given_by=given_by,
        statement=statement,
        evidence=evidence,
        recorded_by=by,
    )


def refuse_synthetic(subject: Subject) -> None:
    """Nobody can consent for a face that is nobody's: ConsentNotNeeded (422)."""
    if subject.kind == Kind.SYNTHETIC:
        raise ConsentNotNeeded(f"{subject.name} is synthetic and needs no consent. Nothing was recorded.")


def revoke_consent(consent: Consent) -> Consent:
    """End a consent from this moment on; revoking it again keeps the first moment."""
    Consent.objects.filter(pk=consent.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())
    consent.refresh_from_db(fields=["revoked_at"])
    return consent


def require_consent(subject: Subject, to: Use = Use.SWAP) -> None:
    """Raise ConsentMissing (403) unless the subject allows this use now."""
    if selectors.allows(subject, to):
        return
    level = selectors.required_level().value
    raise ConsentMissing(
        f"{subject.name} has given no consent to {to.value} that counts here (level {level} or more). "
        "Nothing ran and nothing is held. Record the consent first.",
        use=to.value,
        level=level,
    )


def keep_evidence(subject: Subject, content: Path, *, filename: str) -> assets.Stored:
    """Put evidence into storage: a PDF as it is, a picture written anew (no GPS, no payload behind it).

    Raises EvidenceTooLarge (413) or UnusableEvidence (415) by content; the name is only a name.
    """
    if content.stat().st_size > EVIDENCE.max_bytes:
        raise EvidenceTooLarge(
            "Evidence may have 10 MB and this file has more. Save it smaller and add it again. It cost nothing."
        )
    stem = Path(filename).stem or "evidence"
    folder = f"{subject.slug}/{EVIDENCE_FOLDER}"
    with content.open("rb") as file:
        is_pdf = file.read(5) == b"%PDF-"
    if is_pdf:
        return assets.put(subject.workspace, content=content, folder=folder, filename=f"{stem}.pdf")
    try:
        admitted = admit(content, EVIDENCE)
    except UnsupportedType as problem:
        raise UnusableEvidence(
            "Evidence has to be a PDF, JPEG, PNG or WebP file. Export it as one and add it again. It cost nothing."
        ) from problem
    content.write_bytes(admitted.content)
    small = thumbnails(admitted.content)
    return assets.put(subject.workspace, content=content, folder=folder, filename=f"{stem}.jpg", thumbnails=small)


def record_evidence(subject: Subject, stored: assets.Stored) -> Asset:
    """Write the row of stored evidence, in the transaction that records the consent."""
    return assets.record(subject.workspace, stored)


@transaction.atomic
def delete(subject: Subject) -> None:
    """Delete a subject that nothing hangs on, with its consents and their evidence; SubjectInUse (409) otherwise."""
    for relation in Subject._meta.related_objects:
        kept = cast(Any, relation.related_model)
        if kept is not Consent and kept.objects.filter(**{relation.field.name: subject}).exists():
            hanging = kept._meta.verbose_name_plural
            raise SubjectInUse(f"{subject.name} still has {hanging}. Nothing was deleted. Delete them first.")
    evidence = list(Asset.objects.filter(pk__in=subject.consents.exclude(evidence=None).values("evidence")))
    subject.delete()
    for asset in evidence:
        assets.delete(asset)
