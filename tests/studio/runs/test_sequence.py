"""Items that go on from one another: in order, together in failure, paused at once, finished early for their part."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from imaging.progress import Ask
from servers import wait_until
from studio.accounts.models import Workspace
from studio.runs import selectors, services
from studio.runs.errors import CannotBeAsked, NotReached
from studio.runs.models import Item, Run, RunStatus, StageRun
from studio.runs.services import scratch
from studio.subjects.models import Subject
from toy.run_kind import LENGTH, SequenceKind

pytestmark = pytest.mark.usefixtures("audited")

PRICES = [10, 20, 30, 40]


@pytest.fixture
def sequence(toys, workspace: Workspace, subject: Subject) -> Callable[..., Run]:
    def request(seconds: float = 0.0, broken: int = -1) -> Run:
        return services.request(
            workspace=workspace,
            kind="sequence",
            subject=subject,
            title="Sequence",
            recipe={"diary": str(toys.diary), "seconds": seconds, "broken": broken},
            pictures=len(PRICES),
            prices={"count": PRICES},
            seconds={"count": 7.0},
        )

    return request


@contextmanager
def worked_off(toys) -> Iterator[threading.Thread]:
    worker = threading.Thread(target=toys.work)
    worker.start()
    try:
        yield worker
    finally:
        worker.join(30)
        assert not worker.is_alive()


def fresh(run: Run) -> Run:
    return Run.objects.get(id=run.id)


def hurry(toys) -> None:
    """From here on the toy does not sleep between its steps."""
    toys.diary.with_name("hurry").touch()


def counting(run: Run, toys) -> None:
    wait_until(lambda: len(toys.done()) > LENGTH, 20, "the second item is in the works")


def test_each_goes_on_where_the_one_before_ended(toys, sequence) -> None:
    run = sequence()
    assert (run.price, StageRun.objects.get(run=run).weight) == (100, 7.0)
    toys.work()
    assert toys.done() == [str(number) for number in range(1, 4 * LENGTH + 1)]
    assert (fresh(run).status, fresh(run).captured) == (RunStatus.SUCCEEDED, 100)
    outputs = Item.objects.get(run=run, index=3).outputs
    assert len(outputs["shown"]) == 2
    assert selectors.output(run, 3, "count", "state").content_type == "application/json"
    assert not scratch.folder(run.id).exists()


def test_what_may_not_be_kept_is_swept(toys, sequence, subject: Subject, real_subject: Subject) -> None:
    """Latents of pictures are pictures: when there is no consent to train, they go; so does what a dead run left."""
    run = sequence()
    scratch.sweep()  # what the tests before this one left
    for folder in (scratch.folder(run.id), scratch.kept(subject.id), scratch.kept(real_subject.id), scratch.kept(None)):
        folder.mkdir(parents=True, exist_ok=True)
    assert scratch.sweep() == 1
    assert not scratch.kept(real_subject.id).exists()
    assert scratch.kept(subject.id).exists()
    services.cancel(run)
    scratch.folder(run.id).mkdir(exist_ok=True)
    scratch.drop_if_over(run.id)
    assert not scratch.folder(run.id).exists()


def test_one_that_cannot_be_made_takes_the_rest_along(toys, sequence) -> None:
    run = sequence(broken=1)
    toys.work()
    ended = fresh(run)
    assert (ended.status, ended.captured, ended.released) == (RunStatus.SUCCEEDED, 10, 90)
    codes = list(Item.objects.filter(run=run).order_by("index").values_list("error_code", flat=True))
    assert codes == ["", "no_face_found", "not_reached", "not_reached"]
    with pytest.raises(NotReached):
        selectors.output(run, 1, "count", "state")
    # Another round makes what is left, in order.
    Run.objects.filter(id=run.id).update(recipe={**run.recipe, "broken": -1})
    services.retry(run)
    toys.work()
    assert (fresh(run).captured, toys.done()[-1]) == (100, str(4 * LENGTH))


def test_a_pause_does_not_wait_for_the_item(toys, sequence) -> None:
    run = sequence(seconds=1.0)
    with worked_off(toys):
        counting(run, toys)
        services.pause(run)
    assert fresh(run).captured == 10
    assert Item.objects.get(run=run, index=1).status == "queued"
    services.resume(run)
    hurry(toys)
    toys.work()
    assert (fresh(run).status, fresh(run).captured) == (RunStatus.SUCCEEDED, 100)


def test_to_finish_ends_it_here_and_charges_its_part(toys, sequence, browser) -> None:
    run = sequence(seconds=1.0)
    with worked_off(toys):
        counting(run, toys)
        assert browser.post(f"/api/runs/{run.id}/finish/").status_code == 200
    ended = fresh(run)
    second = Item.objects.get(run=run, index=1)
    counted = len(toys.done()) - LENGTH
    assert 1 <= counted < LENGTH
    assert (ended.status, ended.pictures, second.price) == (RunStatus.SUCCEEDED, 2, counted)
    assert (ended.captured, ended.released) == (10 + second.price, 90 - second.price)
    shown = browser.get(f"/api/runs/{run.id}/").json()
    assert (shown["items"], shown["can"]["retry"]) == ({"total": 2, "done": 2, "failed": 0}, False)


def test_a_sample_is_shown_while_it_goes_on_and_points_are_kept(toys, sequence, browser, heard) -> None:
    SequenceKind.seen.clear()
    run = sequence(seconds=1.0)
    with worked_off(toys):
        counting(run, toys)
        assert browser.get(f"/api/runs/{run.id}/").json()["can"]["sample_now"] is True
        services.ask(run, Ask.SAMPLE)
        services.ask(run, Ask.SAMPLE)
        wait_until(lambda: len(SequenceKind.seen) == 1, 20, "a sample is there")
        assert browser.get(f"/api/runs/{run.id}/points/").json()["points"][0][0] == LENGTH + 1
        hurry(toys)
    assert len(SequenceKind.seen[0]) == 2
    told: list[Any] = [event for event in heard(run) if event["type"] == "training.progressed"]
    assert [event["step"] for event in told] == list(range(1, 4 * LENGTH + 1))
    assert fresh(run).captured == 100


def test_only_what_is_at_work_and_can_be_asked_is_asked(toys, sequence, browser, viewer, stranger) -> None:
    run = sequence()
    path = f"/api/runs/{run.id}/save-now/"
    assert viewer.post(path).status_code == 403
    assert stranger.post(path).status_code == 404
    assert browser.post(path).json()["code"] == "cannot_be_asked"
    toy = toys.request(1, seconds=1.0)
    services.cancel(run)
    with worked_off(toys):
        wait_until(lambda: fresh(toy).status == RunStatus.RUNNING, 20, "the toy runs")
        with pytest.raises(CannotBeAsked):
            services.ask(toy, Ask.SAMPLE)
