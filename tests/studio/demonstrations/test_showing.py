"""The whole way is shown by ordinary runs, one after the other, by real engines; and it stops with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rest_framework.test import APIClient

from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.datasets.models import DatasetItem
from studio.demonstrations import selectors
from studio.demonstrations.models import Demonstration, Step
from studio.generations.models import Generation
from studio.loras.models import LoraVersion, Save
from studio.photos.models import SourcePhoto
from studio.runs.leasing.lease import take_next
from studio.runs.models import Item, Run
from studio.runs.services.bench import Bench

WAY = "/api/demonstration/"
SHORT = {"steps": 2, "save_every": 1, "sample_every": 2, "batch": 1}


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pictures, two steps and two drawings."""
    monkeypatch.setattr(selectors, "OPTIONS", {**selectors.OPTIONS, **SHORT})
    monkeypatch.setattr(selectors, "PICTURES", 2)
    three = selectors.samples()[:3]
    monkeypatch.setattr(selectors, "samples", lambda: three)


@pytest.fixture
def work(transactional_db: None, prices: None) -> Iterator[Callable[[], None]]:
    """Answers the doorbell with a real engine child until nothing is left to do."""
    bench = Bench(["cpu"])
    bench.heart.start()

    def answer() -> None:
        while lease := take_next(["cpu"], bench.name):
            bench._perform(lease)

    yield answer
    bench.leave(1)


def test_sixteen_drawings_come_with_the_studio() -> None:
    assert len(selectors.samples()) == 16
    assert all(f"{selectors.TRIGGER} person" in sample.caption for sample in selectors.samples())


@pytest.mark.usefixtures("short")
def test_one_request_goes_the_whole_way(work: Callable[[], None], browser: APIClient, workspace: Workspace) -> None:
    before = browser.get(WAY).json()
    assert (before["possible"], before["step"], before["model"]) == (True, None, None)
    began = browser.post(WAY)
    assert (began.status_code, began.json()["step"]) == (202, Step.PHOTOS)
    assert browser.post(WAY).json()["model"] == began.json()["model"], "a second click finds the first"
    work()
    showing = Demonstration.objects.get()
    assert (showing.step, showing.detail) == (Step.DONE, "")
    assert set(DatasetItem.objects.values_list("author", flat=True)) == {"person"}
    assert LoraVersion.objects.get().run.status == "succeeded"  # type: ignore[union-attr]
    assert list(Save.objects.order_by("step").values_list("step", flat=True)) == [1, 2]
    drawn = Generation.objects.all()
    refused = Item.objects.filter(run__kind="generate", error_code="age_refused").count()
    assert (drawn.count() + refused, drawn.exists()) == (2, True), "the screen may take a drawn face for a young one"
    assert all("ohwx person" in one.prompt for one in drawn)
    paid = sum(Run.objects.values_list("captured", flat=True))
    assert credits.sums(workspace) == (1000 - paid, 0)


@pytest.mark.usefixtures("short")
def test_what_cannot_be_paid_stops_it_with_the_reason(
    work: Callable[[], None], browser: APIClient, workspace: Workspace
) -> None:
    workspace.account.balance = 0
    workspace.account.save()
    assert browser.post(WAY).status_code == 202
    work()
    showing = Demonstration.objects.get()
    assert showing.step == Step.STOPPED
    assert "credits" in showing.detail
    assert not LoraVersion.objects.exists()


def test_without_a_base_nothing_is_offered(
    browser: APIClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(selectors, "EMBEDDED", tmp_path / "nowhere")
    assert browser.get(WAY).json()["possible"] is False
    refused = browser.post(WAY)
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_show")
    assert not SourcePhoto.objects.exists()


def test_viewers_only_look(viewer: APIClient, stranger: APIClient) -> None:
    assert viewer.get(WAY).status_code == 200
    assert viewer.post(WAY).status_code == 403
    assert stranger.get(WAY).json()["step"] is None
