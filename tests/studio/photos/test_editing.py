"""A crop loses nothing, is screened like an upload, and never lets one picture's screen speak for another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from rest_framework.test import APIClient

from factories import report
from studio.assets import selectors as assets
from studio.assets.models import Asset
from studio.photos import selectors, services
from studio.photos.models import PhotoStatus
from studio.runs import kinds
from studio.runs import services as runs
from studio.runs.models import Item, Run, RunStatus

SCREENED = {"screening": [{"key": "content", "label": "Content", "verdict": "pass", "value": 0.1, "sentence": "Fine."}]}
HALF = [0.0, 0.0, 0.5, 0.75]
"""Of 900 x 800: 450 x 600."""


def edit(client: APIClient, photo: Any, rotation: int = 0, crop: list[float] | None = None) -> Any:
    path = f"/api/{photo.role}-photos/{photo.id}/edit/"
    answer = client.put(path, {"rotation": rotation, "crop": crop}, format="json")
    if answer.status_code == 200:
        photo.refresh_from_db()
    return answer


def tell(run: Run, stage: str, outputs: dict[str, Any]) -> None:
    kinds.get(run.kind).record(run, Item.objects.get(run=run, stage=stage), outputs)


@pytest.mark.parametrize(
    ("rotation", "crop", "size"), [(0, HALF, (450, 600)), (90, HALF, (600, 450)), (270, None, (800, 900))]
)
def test_an_edit_keeps_the_original_and_withholds_the_new_picture(
    photo: Callable[..., Any], browser: APIClient, rotation: int, crop: list[float] | None, size: tuple[int, int]
) -> None:
    mine = photo("source", vector=[0.1] * 128, chosen_face=0, fingerprint="0" * 16)
    original = mine.asset
    shown = edit(browser, mine, rotation, crop).json()
    assert (shown["status"], shown["picture"], shown["report"]) == ("pending", None, None)
    assert (shown["width"], shown["height"]) == size
    assert shown["edit"] == {"rotation": rotation, "crop": crop}
    assert shown["original"]["id"] == str(original.id)
    assert (mine.original_id, mine.vector, mine.chosen_face, mine.fingerprint) == (original.id, None, None, "")
    assert browser.get(f"/api/assets/{mine.asset_id}/").status_code == 404
    tell(mine.report_run, "screen", SCREENED)
    assert browser.get(f"/api/source-photos/{mine.id}/").json()["picture"]["id"] == str(mine.asset_id)
    assert assets.audit(mine.workspace) == []


def test_a_turn_is_clockwise(photo: Callable[..., Any], browser: APIClient) -> None:
    mine = photo("source")
    edit(browser, mine, 90)
    with default_storage.open(mine.original.key) as file, Image.open(file) as before:
        top, bottom = before.convert("L").getpixel((450, 5)), before.convert("L").getpixel((450, 790))
    with default_storage.open(mine.asset.key) as file, Image.open(file) as after:
        right, left = after.convert("L").getpixel((790, 450)), after.convert("L").getpixel((5, 450))
    assert abs(top - right) < 8
    assert abs(bottom - left) < 8


def test_undo_brings_the_original_back_and_removes_the_version(
    photo: Callable[..., Any], browser: APIClient, django_capture_on_commit_callbacks: Any
) -> None:
    mine = photo("target")
    original = mine.asset_id
    edit(browser, mine, 0, HALF)
    version = mine.asset.key
    with django_capture_on_commit_callbacks(execute=True):
        shown = edit(browser, mine, 0, None).json()
    assert (mine.asset_id, mine.original, mine.crop, mine.rotation) == (original, None, None, 0)
    assert shown["picture"]["id"] == str(original)
    assert not default_storage.exists(version)
    assert Asset.objects.count() == 1


def test_the_same_edit_twice_is_one_and_each_starts_from_the_original(
    photo: Callable[..., Any], browser: APIClient
) -> None:
    mine = photo("source")
    edit(browser, mine, 180, HALF)
    once = mine.asset_id
    edit(browser, mine, 180, HALF)
    assert (mine.asset_id, Run.objects.count()) == (once, 1)
    edit(browser, mine, 90)
    assert (mine.asset.width, mine.asset.height) == (800, 900)
    assert Asset.objects.count() == 2


def test_what_was_found_on_the_picture_before_is_not_said_of_the_new_one(
    photo: Callable[..., Any], browser: APIClient
) -> None:
    mine = photo("source")
    edit(browser, mine, 90)
    stale = mine.report_run
    edit(browser, mine, 180)
    stale.refresh_from_db()
    assert stale.status == RunStatus.CANCELLED
    tell(stale, "screen", SCREENED)
    tell(stale, "inspect", {"report": report(), "fingerprint": "f" * 16})
    kinds.get("report").failed(stale, Item.objects.get(run=stale, stage="screen"), "content_refused", "Refused.")
    mine.refresh_from_db()
    assert (mine.status, mine.asset.quarantined, mine.report, mine.fingerprint) == ("pending", True, None, "")


def test_a_refused_part_refuses_the_whole_photo_for_good(photo: Callable[..., Any], browser: APIClient) -> None:
    mine = photo("source")
    edit(browser, mine, 0, HALF)
    run = mine.report_run
    kinds.get("report").failed(run, Item.objects.get(run=run, stage="screen"), "content_refused", "Refused.")
    mine.refresh_from_db()
    assert (mine.status, mine.asset.quarantined, mine.original.quarantined) == (PhotoStatus.REFUSED, True, True)
    shown = browser.get(f"/api/source-photos/{mine.id}/").json()
    assert (shown["picture"], shown["original"]) == (None, None)
    assert edit(browser, mine, 0, None).json()["code"] == "photo_unusable"
    assert selectors.audit(mine.workspace) == []


def test_what_was_never_screened_is_not_edited(photo: Callable[..., Any], browser: APIClient) -> None:
    mine = photo("source", status="pending")
    answer = edit(browser, mine, 90)
    assert (answer.status_code, answer.json()["code"]) == (409, "photo_in_use")
    assert Asset.objects.count() == 1


def test_a_photo_that_a_run_needs_is_not_edited(photo: Callable[..., Any], browser: APIClient, subject: Any) -> None:
    source, target = photo("source"), photo("target")
    wish = {"subject": str(subject.id), "sources": [str(source.id)], "targets": [str(target.id)], "enhance": False}
    assert browser.post("/api/swaps/", wish, format="json").status_code == 202
    answer = edit(browser, target, 90)
    assert (answer.status_code, answer.json()["code"]) == (409, "photo_in_use")
    assert Asset.objects.count() == 2
    runs.cancel(Run.objects.get(kind="swap"))
    assert edit(browser, target, 90).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"rotation": 45}, 400, "invalid"),
        ({"crop": [0.5, 0, 0.5, 1]}, 400, "invalid"),
        ({"crop": [0, 0, 1.5, 1]}, 400, "invalid"),
        ({"crop": [0, 0, 0.4, 1]}, 422, "too_small"),
    ],
)
def test_an_impossible_edit_changes_nothing(
    photo: Callable[..., Any], browser: APIClient, body: dict[str, Any], status: int, code: str
) -> None:
    mine = photo("source")
    answer = browser.put(f"/api/source-photos/{mine.id}/edit/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Asset.objects.count() == 1


def test_the_same_file_again_is_the_edited_photo(photo: Callable[..., Any], browser: APIClient) -> None:
    mine = photo("source")
    sha256 = mine.asset.sha256
    edit(browser, mine, 90)
    assert selectors.same_content(mine.subject, mine.role, sha256) == mine


def test_deleting_an_edited_photo_leaves_no_file(
    photo: Callable[..., Any], browser: APIClient, django_capture_on_commit_callbacks: Any
) -> None:
    mine = photo("source")
    edit(browser, mine, 90)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete(mine)
    assert Asset.objects.count() == 0
    assert assets.audit(mine.workspace) == []


def test_strangers_and_viewers_edit_nothing(photo: Callable[..., Any], viewer: APIClient, stranger: APIClient) -> None:
    mine = photo("source")
    assert edit(viewer, mine, 90).status_code == 403
    assert edit(stranger, mine, 90).status_code == 404
