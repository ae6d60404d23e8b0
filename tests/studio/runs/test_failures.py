"""What failed is said once a reason, what a retry may do agrees with what it does, and takeovers are counted."""

from __future__ import annotations

import pytest

from studio.runs import selectors, services
from studio.runs.errors import NothingToRetry
from studio.runs.leasing.lease import in_seconds, take, take_next
from studio.runs.models import Item, ItemStatus, Run, StageRun
from studio.runs.services import settling

pytestmark = pytest.mark.usefixtures("audited")


def lose(run: Run, *codes: str) -> None:
    """A worker that fails the first pictures of the first stage with these codes, then goes home."""
    lease = take_next(["cpu"], "a worker")
    assert lease is not None
    for item, code in zip(Item.objects.filter(stage_run=lease.stage_run).order_by("index"), codes, strict=False):
        settling.failed(lease, item, code=code, detail=f"Words for {code}.")
    try:
        settling.put_down(lease)
    except settling.LeaseLost:
        pass


def may_retry(browser, run: Run) -> bool:
    answer: bool = browser.get(f"/api/runs/{run.id}/").json()["can"]["retry"]
    return answer


def test_what_was_refused_for_good_is_not_offered_again(toys, browser) -> None:
    run = toys.request(2)
    lose(run, "content_refused", "photo_unusable")
    assert not may_retry(browser, run)
    with pytest.raises(NothingToRetry):
        services.retry(run)


def test_a_retry_leaves_out_what_was_refused_for_good(toys, browser) -> None:
    run = toys.request(3)
    lose(run, "age_refused", "engine_failed", "engine_failed")
    shown = browser.get(f"/api/runs/{run.id}/").json()
    assert (shown["refused"], shown["items"]["failed"], shown["can"]["retry"]) == (1, 3, True)
    services.retry(run)
    assert Item.objects.filter(run=run, status=ItemStatus.QUEUED).count() == 2
    services.cancel(run)
    assert may_retry(browser, run)


def test_a_reason_is_said_once(toys, browser, stranger, django_assert_max_num_queries) -> None:
    run = toys.request(3)
    lose(run, "engine_failed", "content_refused", "engine_failed")
    path = f"/api/runs/{run.id}/failures/"
    with django_assert_max_num_queries(6):
        failures = browser.get(path).json()
    assert [(row["code"], row["count"], row["pictures"], row["can_retry"]) for row in failures] == [
        ("engine_failed", 2, [0, 2], True),
        ("content_refused", 1, [1], False),
    ]
    assert stranger.get(path).status_code == 404


def test_the_log_tells_from_rows_what_happened_newest_first(
    toys, browser, stranger, django_assert_max_num_queries
) -> None:
    run = toys.request(3, on_1="unusable")
    toys.work()
    path = f"/api/runs/{run.id}/log/"
    with django_assert_max_num_queries(6):
        first = browser.get(f"{path}?limit=3").json()
    rest = browser.get(first["next"]).json()
    told = [*first["results"], *rest["results"]]
    assert rest["next"] is None
    assert [row["finished_at"] for row in told] == sorted((row["finished_at"] for row in told), reverse=True)
    assert {(row["index"], row["stage"], row["status"]) for row in told} == {
        (0, "costly", "done"), (1, "costly", "failed"), (2, "costly", "done"), (0, "last", "done"), (2, "last", "done"),
    }  # fmt: skip
    assert stranger.get(path).status_code == 404


def test_only_a_lease_that_ran_out_counts_as_a_takeover(toys, browser) -> None:
    run = toys.request(1)
    first = take_next(["cpu"], "one worker")
    assert first is not None
    assert take(first.stage_run, "another") is None
    settling.put_down(first)
    assert take(first.stage_run, "a third") is not None
    assert browser.get(f"/api/runs/{run.id}/").json()["takeovers"] == 0
    StageRun.objects.filter(id=first.stage_run).update(lease_until=in_seconds(-1))
    last = take(first.stage_run, "a fourth")
    assert last is not None
    assert last.attempt == 3
    assert browser.get(f"/api/runs/{run.id}/").json()["takeovers"] == 1
    settling.put_down(last)
    assert selectors.audit() == []
