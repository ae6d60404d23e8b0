"""Versions: lists, one with all that is known of it, changes, deletion, downloads."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from rest_framework.test import APIClient

from studio.assets import selectors as assets
from studio.assets.models import Asset
from studio.loras.models import Lora, LoraVersion, Save
from studio.loras.selectors import versions
from studio.runs.models import Run, RunStatus
from studio.subjects.models import Subject

pytestmark = pytest.mark.django_db


def content(answer: Any) -> bytes:
    async def collect() -> bytes:
        return b"".join([piece async for piece in answer])

    return asyncio.run(collect())


def test_a_version_says_all_that_is_known(browser: APIClient, version: LoraVersion, save: Callable[..., Save]) -> None:
    save(version, 100, loss=0.2, likeness=0.5, overfit=0.1, points=[[50, 0.3, 1e-4], [100, 0.2, 1e-4]])
    save(version, 200, loss=0.1, likeness=0.8, overfit=0.2, points=[[200, 0.1, 1e-4]])
    save(version, 300, loss=0.05, likeness=0.9, overfit=0.6)
    told = browser.get(f"/api/lora-versions/{version.id}/").json()
    assert [one["step"] for one in told["saves"]] == [100, 200, 300]
    assert [one["recommended"] for one in told["saves"]] == [False, True, False]
    assert "copy" in told["saves"][1]["reason"]
    assert told["losses"] == [[50, 0.3, 1e-4], [100, 0.2, 1e-4], [200, 0.1, 1e-4]]
    assert told["base"]["here"] is True
    assert told["best"]["step"] == 200
    assert told["prompts"] == [{"prompt": "a photo", "seed": 1}]
    second = told["saves"][1]
    assert len(second["samples"]) == 1
    assert browser.get(second["samples"][0]).status_code == 200


def test_downloads_are_named_and_only_for_members(
    browser: APIClient, stranger: APIClient, version: LoraVersion, save: Callable[..., Save]
) -> None:
    save(version, 1500)
    files = browser.get(f"/api/lora-versions/{version.id}/").json()["saves"][0]["files"]
    for layout, name in (("diffusers", "andie_000001500.safetensors"), ("kohya", "andie_000001500_kohya.safetensors")):
        answer = browser.get(files[layout])
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert content(answer)[8:9] == b"{"
        assert stranger.get(files[layout]).status_code == 404


def test_the_zip_holds_everything(browser: APIClient, version: LoraVersion, save: Callable[..., Save]) -> None:
    save(version, 100, likeness=0.7, overfit=0.1)
    save(version, 200)
    answer = browser.get(f"/api/lora-versions/{version.id}/archive/")
    assert answer["Content-Disposition"] == 'attachment; filename="andie-version-1.zip"'
    whole = content(answer)
    assert int(answer["Content-Length"]) == len(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as zipped:
        assert zipped.testzip() is None
        assert sorted(zipped.namelist()) == [
            "andie_000000100.safetensors", "andie_000000100_1.jpg", "andie_000000100_kohya.safetensors",
            "andie_000000200.safetensors", "andie_000000200_1.jpg", "andie_000000200_kohya.safetensors", "recipe.json",
        ]  # fmt: skip
        told = json.loads(zipped.read("recipe.json"))
    assert told["recommended"]["step"] == 100


def test_lists_are_narrowed_and_cheap(
    browser: APIClient,
    version: LoraVersion,
    save: Callable[..., Save],
    django_assert_max_num_queries: Any,
) -> None:
    for step in (100, 200, 300):
        save(version, step, likeness=step / 1000)
    for number in range(2, 30):
        more = LoraVersion.objects.get(id=version.id)
        more.pk, more.number = None, number
        more.id = LoraVersion._meta.pk.get_default()  # type: ignore[union-attr]
        more._state.adding = True
        more.save()
        save(more, 100, sampled=False)
    with django_assert_max_num_queries(6):
        listed = browser.get("/api/loras/", {"subject": "andie"}).json()["results"]
    assert [one["number"] for one in listed] == list(range(29, 0, -1))
    assert listed[-1]["best"]["step"] == 300
    assert listed[-1]["best"]["picture"]["filename"] == "andie_000000300_1.jpg"
    found = browser.get("/api/loras/", {"subject": str(version.subject_id), "number": 7}).json()["results"]
    assert [one["number"] for one in found] == [7]
    assert browser.get("/api/loras/", {"base": "tiny-xl"}).json()["results"] == []
    with django_assert_max_num_queries(6):
        browser.get(f"/api/lora-versions/{version.id}/")


def test_a_winner_beats_the_recommendation(browser: APIClient, version: LoraVersion, save: Callable[..., Save]) -> None:
    first = save(version, 100, likeness=0.2)
    save(version, 200, likeness=0.9)
    address = f"/api/lora-versions/{version.id}/"
    told = browser.patch(
        f"/api/lora-versions/{version.id}/", {"winner": str(first.id), "notes": "Soft."}, format="json"
    )
    assert told.json()["best"]["step"] == 100
    assert told.json()["notes"] == "Soft."
    card = browser.get("/api/loras/").json()["results"][0]
    assert (card["picked"], card["best"]["reason"]) == (True, "Picked by hand.")
    back = browser.patch(address, {"winner": None}, format="json").json()
    assert back["best"]["step"] == 200


def test_a_name_is_had_once(browser: APIClient, version: LoraVersion, subject: Subject) -> None:
    Lora.objects.create(workspace=subject.workspace, subject=subject, name="Portraits", trigger="x")
    address = f"/api/lora-versions/{version.id}/"
    taken = browser.patch(address, {"name": "portraits"}, format="json")
    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    assert (
        browser.patch(f"/api/lora-versions/{version.id}/", {"name": "Andie 2"}, format="json").json()["name"]
        == "Andie 2"
    )


def test_deleting_takes_the_files(
    browser: APIClient, version: LoraVersion, save: Callable[..., Save], django_capture_on_commit_callbacks: Any
) -> None:
    first, second = save(version, 100), save(version, 200)
    keys = [key for asset in Asset.objects.all() for key in assets.keys_of(asset)]
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.delete(f"/api/lora-saves/{first.id}/").status_code == 204
    assert [one.step for one in versions.get(version.workspace, version.id).saves.all()] == [second.step]
    assert sum(default_storage.exists(key) for key in keys) == len(keys) // 2
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.delete(f"/api/lora-versions/{version.id}/").status_code == 204
    assert not any(default_storage.exists(key) for key in keys)
    assert not Asset.objects.exists()
    assert not Lora.objects.exists()


def test_a_live_training_is_not_deleted(browser: APIClient, version: LoraVersion, save: Callable[..., Save]) -> None:
    made = save(version, 100)
    version.run = Run.objects.create(
        workspace=version.workspace, subject=version.subject, kind="train", title="Training 1", recipe={}, pictures=1
    )
    version.save()
    for address in (f"/api/lora-versions/{version.id}/", f"/api/lora-saves/{made.id}/"):
        answer = browser.delete(address)
        assert (answer.status_code, answer.json()["code"]) == (409, "lora_in_use")
    Run.objects.update(status=RunStatus.CANCELLED)
    assert browser.delete(f"/api/lora-versions/{version.id}/").status_code == 204


def test_viewers_look_and_strangers_find_nothing(
    viewer: APIClient, stranger: APIClient, version: LoraVersion, save: Callable[..., Save]
) -> None:
    made = save(version, 100)
    address, of_save = f"/api/lora-versions/{version.id}/", f"/api/lora-saves/{made.id}/"
    assert viewer.get(address).status_code == 200
    assert viewer.get(f"{address}archive/").status_code == 200
    assert viewer.patch(address, {"notes": "x"}, format="json").status_code == 403
    assert viewer.delete(address).status_code == viewer.delete(of_save).status_code == 403
    for answer in (
        stranger.get(address), stranger.patch(address, {}, format="json"), stranger.delete(address),
        stranger.get(f"{address}archive/"), stranger.delete(of_save),
    ):  # fmt: skip
        assert answer.status_code == 404
    assert stranger.get("/api/loras/").json()["results"] == []


def test_points_are_thinned_and_keep_the_last() -> None:
    points = [[step, 0.1, 1e-4] for step in range(1, 50_001)]
    thinned = versions.thinned(points)
    assert len(thinned) <= versions.MOST_POINTS
    assert thinned[-1] == points[-1]
    assert versions.thinned(points[:10]) == points[:10]
    assert versions.thinned([]) == []
