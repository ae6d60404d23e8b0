"""The rules of consent: who needs it, which counts, and that it fails closed."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from studio.subjects import selectors, services
from studio.subjects.errors import AttestationRequired, ConsentMissing, ConsentNotNeeded, UnknownUse
from studio.subjects.models import Consent, Level, Subject, Use


def consent(subject: Subject, *uses: str, level: Level = Level.RECORDED) -> Consent:
    return services.grant_consent(
        subject, uses=uses, given_by="Rea Doe", statement="I agree.", evidence=None, by=None, level=level
    )


def test_a_real_subject_allows_nothing_before_consent(real_subject: Subject) -> None:
    assert not any(selectors.allows(real_subject, use) for use in Use)
    assert selectors.consent_state(real_subject) == "missing"
    with pytest.raises(ConsentMissing) as refusal:
        services.require_consent(real_subject, to=Use.SWAP)
    assert refusal.value.status == 403
    assert refusal.value.extra == {"use": "swap", "level": "recorded"}


def test_consent_allows_its_uses_and_no_other(real_subject: Subject) -> None:
    consent(real_subject, "swap")
    services.require_consent(real_subject, to=Use.SWAP)
    assert not selectors.allows(real_subject, Use.TRAIN)
    assert selectors.consent_state(real_subject) == "live"


def test_uses_of_several_consents_add_up(real_subject: Subject) -> None:
    consent(real_subject, "swap")
    consent(real_subject, "train")
    assert selectors.allows(real_subject.id, Use.SWAP)
    assert selectors.allows(real_subject.id, Use.TRAIN)
    assert not selectors.allows(real_subject.id, Use.GENERATE)


def test_a_revoked_consent_allows_nothing(real_subject: Subject) -> None:
    given = consent(real_subject, "swap")
    revoked = services.revoke_consent(given)
    assert revoked.revoked_at is not None
    assert not selectors.allows(real_subject, Use.SWAP)
    assert selectors.consent_state(real_subject) == "revoked"
    assert services.revoke_consent(given).revoked_at == revoked.revoked_at


def test_another_live_consent_still_counts_after_one_is_revoked(real_subject: Subject) -> None:
    services.revoke_consent(consent(real_subject, "swap"))
    consent(real_subject, "swap")
    assert selectors.allows(real_subject, Use.SWAP)
    assert selectors.consent_state(real_subject) == "live"


@pytest.mark.parametrize("required", list(selectors.LEVELS))
@pytest.mark.parametrize("given", list(selectors.LEVELS))
def test_a_consent_counts_from_the_required_level_on(
    real_subject: Subject, settings: Any, required: Level, given: Level
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"studio_consent_level": required.value})
    consent(real_subject, "swap", level=given)
    enough = selectors.LEVELS.index(given) >= selectors.LEVELS.index(required)
    assert selectors.allows(real_subject, Use.SWAP) is enough
    assert selectors.consent_state(real_subject) == ("live" if enough else "missing")


def test_a_synthetic_subject_needs_none(subject: Subject) -> None:
    assert all(selectors.allows(subject, use) for use in Use)
    assert selectors.consent_state(subject) == "not_needed"
    with pytest.raises(ConsentNotNeeded):
        consent(subject, "swap")


def test_a_subject_that_is_gone_allows_nothing(db: None) -> None:
    assert not selectors.allows(uuid4(), Use.SWAP)


def test_asking_takes_one_query(real_subject: Subject, django_assert_num_queries: Any) -> None:
    consent(real_subject, "train")
    consent(real_subject, "swap")
    with django_assert_num_queries(1):
        assert selectors.allows(real_subject.id, Use.SWAP)


@pytest.mark.parametrize("uses", [(), ("",), ("sell",), ("swap", "sell"), ("SWAP",)])
def test_a_use_that_does_not_exist_is_refused(real_subject: Subject, uses: tuple[str, ...]) -> None:
    with pytest.raises(UnknownUse):
        consent(real_subject, *uses)
    assert not Consent.objects.exists()


def test_a_synthetic_subject_needs_an_attestation(workspace: Any) -> None:
    with pytest.raises(AttestationRequired):
        services.create(workspace, name="Nobody", kind="synthetic", attestation="  ")
    assert not Subject.objects.exists()


@pytest.mark.parametrize(
    ("names", "slugs"),
    [
        (["Andie", "Andie", "andie!"], ["andie", "andie-2", "andie-3"]),
        (["Ünïcode Ñame"], ["unicode-name"]),
        (["李小龙", "☃"], ["model", "model-2"]),
        (["x" * 80, "x" * 80], ["x" * 50, "x" * 50 + "-2"]),
        (["Ann", "Ann 2", "Ann"], ["ann", "ann-2", "ann-3"]),
    ],
)
def test_a_slug_is_free_in_its_workspace(workspace: Any, names: list[str], slugs: list[str]) -> None:
    made = [services.create(workspace, name=name, kind="real") for name in names]
    assert [subject.slug for subject in made] == slugs
    assert made[0].trigger_word == f"{slugs[0].replace('-', '')[:36]}_m"
