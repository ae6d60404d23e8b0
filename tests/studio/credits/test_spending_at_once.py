"""Many spend at once on a real database file: exactly as many succeed as there is credit for."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection, transaction

from studio.accounts.models import Workspace
from studio.credits import selectors, services
from studio.credits.errors import InsufficientCredits
from studio.credits.models import KeyedAnswer, LedgerEntry

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count: int, act: Callable[[int], object]) -> Counter[str]:
    """Run ``act`` in ``count`` threads that start together; how often each came to what."""
    outcomes: list[str] = []
    start = threading.Barrier(count)

    def one(number: int) -> None:
        start.wait()
        try:
            outcomes.append(str(act(number)))
        except Exception as problem:  # noqa: BLE001 what went wrong is what is counted
            outcomes.append(type(problem).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(outcomes)


def test_a_hundred_holds_with_credit_for_ten(workspace: Workspace) -> None:
    def hold(number: int) -> str:
        with transaction.atomic():
            services.hold(workspace, 100, run=uuid4(), reference=f"hold-{number}")
        return "held"

    assert at_once(100, hold) == {"held": 10, InsufficientCredits.__name__: 90}
    assert selectors.sums(workspace) == (0, 1000)
    assert selectors.audit(workspace) == []


def test_a_key_sent_twenty_times_at_once_spends_once(workspace: Workspace) -> None:
    def post(number: int) -> str:
        def produce() -> tuple[int, dict[str, str]]:
            run = uuid4()
            services.hold(workspace, 600, run=run, reference=f"hold-{run}")
            return 202, {"run": str(run)}

        return str(services.answered_once(workspace, "key", "fingerprint", produce))

    outcomes = at_once(20, post)
    assert list(outcomes.values()) == [20], outcomes
    assert selectors.sums(workspace) == (400, 600)
    assert LedgerEntry.objects.filter(kind="hold").count() == 1
    assert KeyedAnswer.objects.count() == 1
