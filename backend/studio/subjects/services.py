"""Writes subjects and their consent. A consent is granted or revoked, never edited."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from studio.accounts.models import User, Workspace
from studio.assets.models import Asset
from studio.subjects import selectors
from studio.subjects.errors import AttestationRequired, ConsentMissing, ConsentNotNeeded, SubjectInUse, UnknownUse
from studio.subjects.models import Consent, Kind, Level, Subject, Use

SLUG_TRIES = 20


def create(workspace: Workspace, *, name: str, kind: str, attestation: str = "", trigger_word: str = "") -> Subject:
    """A subject with a slug of its own. A synthetic one needs an attestation: AttestationRequired (422)."""
    if kind == Kind.SYNTHETIC and not attestation.strip():
        raise AttestationRequired(
            "Nothing was created. Say in `attestation` that this face was made up and is nobody's likeness, then try again."
        )
    for _ in range(SLUG_TRIES):
        slug = _free_slug(workspace, name)
        word = trigger_word.strip() or f"{slug.replace('-', '')[:36]}_m"
        try:
            with transaction.atomic():
                return Subject.objects.create(
                    workspace=workspace, name=name, slug=slug, kind=kind, attestation=attestation.strip(), trigger_word=word
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
    """Write new values of name, trigger_word or settings; a slug never changes, because files are named after it."""
    for name, value in changes.items():
        setattr(subject, name, value)
    subject.save(update_fields=list(changes))
    return subject


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
    raise ConsentMissing(
        f"{subject.name} has given no consent to {to.value} that counts here (level {selectors.required_level().value} or more). "
        "Nothing ran and nothing is held. Record the consent first.",
        use=to.value,
        level=selectors.required_level().value,
    )


def delete(subject: Subject) -> list[Asset]:
    """Delete a subject that nothing hangs on, with its consents; SubjectInUse (409) otherwise.

    Returns the evidence whose files are now nobody's: the caller deletes them after commit.
    """
    with transaction.atomic():
        for relation in Subject._meta.related_objects:
            kept = relation.related_model
            if kept is not Consent and kept.objects.filter(**{relation.field.name: subject}).exists():  # type: ignore[union-attr]
                raise SubjectInUse(
                    f"{subject.name} still has {kept._meta.verbose_name_plural}. Nothing was deleted. Delete them first."
                )
        evidence = list(Asset.objects.filter(pk__in=subject.consents.values("evidence")))
        subject.delete()
    return evidence
