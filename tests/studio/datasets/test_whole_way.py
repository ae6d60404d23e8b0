"""From a zip to a frozen version with the real screens, measures and captioner, in a real worker's engine child."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from rest_framework.test import APIClient

from studio.accounts.models import Workspace
from studio.assets import selectors as assets
from studio.credits import selectors as credits
from studio.credits.models import Price
from studio.datasets import selectors, services
from studio.datasets.models import Author, ItemState
from studio.runs import selectors as runs
from studio.runs.leasing.lease import take_next
from studio.runs.models import Run, RunStatus
from studio.runs.services.bench import Bench
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use

from .conftest import item, send, zipped

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PHOTOS = Path(__file__).parents[2] / "fixtures" / "photos"


@pytest.fixture
def work(transactional_db: None, prices: None) -> Iterator[Callable[[], None]]:
    """Answers the doorbell until nothing is left to do; a caption costs 1 credit."""
    # what a migration wrote is gone once a test with real transactions has been cleaned up after
    Price.objects.get_or_create(capability="caption", engine="", effective_from=BEGIN, defaults={"credits": 1})
    bench = Bench(["cpu"])
    bench.heart.start()

    def until_nothing_is_left() -> None:
        while lease := take_next(["cpu"], bench.name):
            bench._perform(lease)

    yield until_nothing_is_left
    bench.leave(1)


def photo(name: str, side: int = 640) -> bytes:
    buffer = io.BytesIO()
    with Image.open(PHOTOS / name) as opened:
        opened.thumbnail((side, side))
        opened.convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


def test_from_a_zip_to_a_version(
    work: Callable[[], None], browser: APIClient, workspace: Workspace, subject: Subject
) -> None:
    made = services.make(subject, "Portraits")
    files = (("a.jpg", photo("d2-ivana-square.jpg")), ("b.jpg", photo("d2-marie.jpg")), ("b.txt", "andie_m, a hat"))
    check = send(browser, made, zipped(*files)).json()
    work()
    assert Run.objects.get(id=check["id"]).status == RunStatus.SUCCEEDED
    assert {one.state for one in made.items.all()} == {ItemState.READY}
    first = item(made, 1)
    assert first.quality is not None
    assert len(first.vector) == 128
    assert {"sharpness", "noise", "light", "face_size"} <= set(first.scores["scores"])

    where = f"/api/datasets/{made.id}/"
    price = browser.post(f"{where}caption/estimate/", {}, format="json").json()["price"]
    run = Run.objects.get(id=browser.post(f"{where}caption/", {}, format="json").json()["id"])
    work()
    run.refresh_from_db()
    assert (run.status, run.captured, price) == (RunStatus.SUCCEEDED, 1, 1)
    assert item(made, 1).author == Author.ENGINE
    assert item(made, 1).caption.startswith("a photo of andie_m, ")
    assert (item(made, 2).caption, item(made, 2).author) == ("andie_m, a hat", Author.FILE)

    version = browser.post(f"{where}freeze/")
    assert (version.status_code, version.json()["pictures"]) == (201, 2)
    advice = browser.get(where).json()["advice"]
    assert (advice["ready"], advice["coverage"]["faces"]) == (True, 2)
    audits = (runs.audit(), credits.audit(workspace), assets.audit(workspace), selectors.audit(workspace))
    assert audits == ([], [], [], [])


def test_a_screen_that_refuses_withholds_what_came_in(
    work: Callable[[], None], browser: APIClient, subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_SCREEN", "refuse")
    made = services.make(subject, "Portraits")
    run = send(browser, made, zipped(("a.jpg", photo("d2-marie.jpg")))).json()["id"]
    work()
    assert Run.objects.get(id=run).status == RunStatus.FAILED
    assert item(made, 1).state == ItemState.REFUSED
    assert item(made, 1).vector is None
    assert browser.get(f"/api/assets/{item(made, 1).asset_id}/").status_code == 404
    assert selectors.audit(made.workspace) == []


def test_consent_withdrawn_between_the_screen_and_the_words(
    work: Callable[[], None], browser: APIClient, real_subject: Subject, workspace: Workspace
) -> None:
    given = subjects.grant_consent(
        real_subject, uses=[Use.TRAIN], given_by="Rea", statement="You may.", evidence=None, by=None
    )
    made = services.make(real_subject, "Hers")
    send(browser, made, zipped(("a.jpg", photo("d2-marie.jpg"))))
    work()
    run = Run.objects.get(id=browser.post(f"/api/datasets/{made.id}/caption/", {}, format="json").json()["id"])
    subjects.revoke_consent(given)
    work()
    run.refresh_from_db()
    assert (run.status, run.error_code, run.captured) == (RunStatus.CANCELLED, "consent_missing", 0)
    assert run.released == run.price == 1
    assert (item(made, 1).caption, item(made, 1).state) == ("", ItemState.READY)
    assert credits.audit(workspace) == []
