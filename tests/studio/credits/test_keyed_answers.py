"""Idempotency-Key: the same request is answered the same way, and done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from studio.accounts.models import Workspace
from studio.credits import selectors, services, sweeping
from studio.credits.errors import IdempotencyKeyReused, IdempotencyKeyTooLong, InsufficientCredits
from studio.credits.models import KeyedAnswer

Produce = Callable[[], tuple[int, dict[str, Any]]]


def spends(workspace: Workspace, amount: int) -> Produce:
    def produce() -> tuple[int, dict[str, Any]]:
        run = uuid4()
        services.hold(workspace, amount, run=run, reference=str(run))
        return 202, {"id": run, "at": datetime(2026, 1, 1, tzinfo=UTC)}

    return produce


def test_the_second_time_gets_the_first_answer(workspace: Workspace) -> None:
    first = services.answered_once(workspace, "key", "print", spends(workspace, 10))
    second = services.answered_once(workspace, "key", "print", spends(workspace, 10))
    assert first == second
    assert UUID(first[1]["id"])
    assert selectors.sums(workspace) == (990, 10)


def test_another_body_is_refused_and_does_nothing(workspace: Workspace) -> None:
    services.answered_once(workspace, "key", "print", spends(workspace, 10))
    with pytest.raises(IdempotencyKeyReused):
        services.answered_once(workspace, "key", "another", spends(workspace, 10))
    assert selectors.sums(workspace) == (990, 10)


def test_an_error_is_not_kept(workspace: Workspace) -> None:
    with pytest.raises(InsufficientCredits):
        services.answered_once(workspace, "key", "print", spends(workspace, 5000))
    services.grant(workspace, 5000, reference="more")
    assert services.answered_once(workspace, "key", "print", spends(workspace, 5000))[0] == 202


def test_what_was_done_before_an_error_is_undone(workspace: Workspace) -> None:
    def produce() -> tuple[int, dict[str, Any]]:
        spends(workspace, 10)()
        raise RuntimeError("after the hold")

    for key in ("key", None):
        with pytest.raises(RuntimeError):
            services.answered_once(workspace, key, "print", produce)
    assert selectors.sums(workspace) == (1000, 0)
    assert not KeyedAnswer.objects.exists()


def test_without_a_key_each_time_counts(workspace: Workspace) -> None:
    services.answered_once(workspace, None, "print", spends(workspace, 10))
    services.answered_once(workspace, None, "print", spends(workspace, 10))
    assert selectors.sums(workspace) == (980, 20)


def test_a_key_belongs_to_its_workspace(workspace: Workspace) -> None:
    other = Workspace.objects.create(name="Other", slug="other")
    services.grant(other, 50, reference="test")
    services.answered_once(workspace, "key", "print", spends(workspace, 10))
    services.answered_once(other, "key", "print", spends(other, 10))
    assert selectors.sums(other) == (40, 10)


def test_a_key_that_is_too_long_is_refused(workspace: Workspace) -> None:
    with pytest.raises(IdempotencyKeyTooLong):
        services.answered_once(workspace, "k" * 201, "print", spends(workspace, 10))
    assert selectors.sums(workspace) == (1000, 0)


def test_the_fingerprint_is_of_the_meaning() -> None:
    one = services.fingerprint("POST", "/api/swaps/", {"a": 1, "b": [1, 2]})
    assert one == services.fingerprint("POST", "/api/swaps/", {"b": [1, 2], "a": 1})
    assert one != services.fingerprint("POST", "/api/swaps/", {"b": [2, 1], "a": 1})
    assert one != services.fingerprint("POST", "/api/swaps/estimate/", {"a": 1, "b": [1, 2]})


def test_an_answer_is_forgotten_after_a_month(workspace: Workspace) -> None:
    services.answered_once(workspace, "old", "print", spends(workspace, 10))
    KeyedAnswer.objects.update(created_at=timezone.now() - sweeping.REMEMBERED - timedelta(seconds=1))
    services.answered_once(workspace, "new", "print", spends(workspace, 10))
    assert sweeping.forget_old_answers() == 1
    assert KeyedAnswer.objects.get().key == "new"
