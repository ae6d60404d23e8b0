"""What the stages give becomes results, a contact sheet and an archive."""

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

from studio.assets import services as assets
from studio.photos.errors import PhotoUnusable
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.runs import kinds
from studio.runs import services as runs
from studio.runs.models import Item, ItemStatus, Run
from studio.swaps.models import SwapResult
from studio.swaps.selectors import archive, results

ALL = ("screen", "swap", "enhance", "score")


def zipped(answer: Any) -> zipfile.ZipFile:
    async def collect() -> bytes:
        return b"".join([piece async for piece in answer])

    return zipfile.ZipFile(io.BytesIO(asyncio.run(collect())))


def test_each_stage_adds_what_it_gave(browser: APIClient, swap: Callable[..., Run], bench: Any) -> None:
    run = swap()
    bench.make(run, 0, "screen")
    assert not SwapResult.objects.exists()
    bench.make(run, 0, "swap")
    (early,) = browser.get(f"/api/swaps/?run={run.id}").json()["results"]
    assert (early["enhanced"], early["identity_after"], early["cost"], early["seconds"]) == (None, None, 10, 2.0)
    bench.make(run, 0, "enhance", "score")
    (result,) = browser.get(f"/api/swaps/?run={run.id}").json()["results"]
    assert result["swapped"]["filename"] == "andie-s1-t001-sfw-swapped.jpg"
    assert result["enhanced"]["filename"] == "andie-s1-t001-sfw-enhanced.jpg"
    assert (result["identity_before"], result["identity_after"]) == (0.8, 0.3)
    assert result["scores"] == {"yaw_gap": 3.5, "brisque": 12.0, "sharpness": 90.0}
    assert (result["cost"], result["seconds"], result["warning"]) == (12, 6.0, "One side may look soft.")
    assert (result["engine"], result["engine_label"]) == ("mesh-warp", "Mesh warp")
    assert (result["source"], result["target"]) == tuple(run.recipe["pairs"][0][key] for key in ("source", "target"))
    assert browser.get(result["enhanced"]["thumbnails"]["480"]).status_code == 200


def test_files_lie_where_the_design_says(swap: Callable[..., Run], bench: Any) -> None:
    run = swap(sources=(0.0, 1.0), targets=(0.0,))
    bench.make(run, 1, *ALL)
    result = SwapResult.objects.get()
    folder = f"{run.workspace.slug}/andie/results/source_2"
    assert result.swapped.key.startswith(f"{folder}/swapped/")
    assert result.enhanced is not None
    assert result.enhanced.key.startswith(f"{folder}/enhanced/")


def test_the_engines_get_the_photos_and_the_frozen_faces(swap: Callable[..., Run]) -> None:
    run = swap()
    given = kinds.get("swap").load(run, 1)
    target = TargetPhoto.objects.get(number=2)
    assert given["source"] == SourcePhoto.objects.get().asset
    assert (given["target"], given["source_face"], given["target_face"]) == (target.asset, None, None)


def test_a_photo_refused_or_deleted_meanwhile_is_not_used(swap: Callable[..., Run]) -> None:
    run = swap()
    TargetPhoto.objects.filter(number=1).update(status="refused")
    TargetPhoto.objects.filter(number=2).delete()
    for index in (0, 1):
        with pytest.raises(PhotoUnusable):
            kinds.get("swap").load(run, index)


def test_results_are_listed_by_run_and_by_subject(browser: APIClient, swap: Callable[..., Run], bench: Any) -> None:
    run = swap()
    for index in (1, 0):
        bench.make(run, index, "screen", "swap")
    by_run = browser.get(f"/api/swaps/?run={run.id}&limit=1").json()
    rest = browser.get(by_run["next"]).json()
    assert [each["index"] for each in by_run["results"] + rest["results"]] == [0, 1]
    newest = browser.get(f"/api/swaps/?subject={run.subject_id}").json()["results"]
    assert [each["index"] for each in newest] == [0, 1]
    assert browser.get("/api/swaps/?run=nonsense").status_code == 400


def test_the_sheet_has_a_frame_for_every_picture(browser: APIClient, swap: Callable[..., Run], bench: Any) -> None:
    run = swap(sources=(0.0, 1.0), targets=(0.0, 2.0, 4.0))
    bench.make(run, 0, *ALL)
    bench.make(run, 1, "screen", "swap")
    bench.make(run, 2, "screen")
    item = Item.objects.get(run=run, index=2, stage="swap")
    item.stage_run.fraction = 0.4
    item.stage_run.save()
    Item.objects.filter(id=item.id).update(status=ItemStatus.RUNNING)
    of_third = Item.objects.filter(run=run, index=3)
    of_third.filter(stage="screen").update(
        status=ItemStatus.FAILED, error_code="content_refused", error_detail="The target photo was refused."
    )
    of_third.exclude(stage="screen").update(status=ItemStatus.FAILED, error_code="not_reached")
    Item.objects.filter(run=run, index=4).update(status=ItemStatus.CANCELLED)
    sheet = browser.get(f"/api/swaps/{run.id}/").json()
    told = [(f["state"], f["stage"], f["fraction"], f["result"] is not None) for f in sheet["frames"]]
    assert told == [
        ("done", None, 0.0, True),
        ("waiting", "enhance", 0.0, True),
        ("working", "swap", 0.4, False),
        ("failed", "screen", 0.0, False),
        ("cancelled", "screen", 0.0, False),
        ("waiting", "screen", 0.0, False),
    ]
    assert sheet["frames"][3]["error"] == {"code": "content_refused", "detail": "The target photo was refused."}
    assert [photo["label"] for photo in sheet["sources"] + sheet["targets"]] == ["s1", "s2", "t001", "t002", "t003"]
    assert (sheet["run"]["title"], sheet["enhance"]) == ("Swap 1", True)
    assert [stage["name"] for stage in sheet["run"]["stages"]] == list(ALL)
    assert sheet["engines"]["face_swap"]["engine"] == "mesh-warp"
    assert sheet["run"] == browser.get(f"/api/runs/{run.id}/").json()


def test_a_sheet_outlives_its_photos(browser: APIClient, swap: Callable[..., Run], bench: Any) -> None:
    run = swap()
    bench.make(run, 0, *ALL)
    runs.cancel(run)
    source = run.recipe["pairs"][0]["source"]
    assert browser.delete(f"/api/source-photos/{source}/").status_code == 204
    sheet = browser.get(f"/api/swaps/{run.id}/").json()
    assert sheet["sources"] == []
    assert sheet["frames"][0]["source"] == source
    assert sheet["frames"][0]["result"]["source"] is None


def test_sheets_and_lists_cost_few_queries(
    browser: APIClient, swap: Callable[..., Run], bench: Any, django_assert_max_num_queries: Any
) -> None:
    run = swap(targets=(0.0, 1.0, 2.0, 3.0, 4.0))
    for index in range(5):
        bench.make(run, index, *ALL)
    with django_assert_max_num_queries(6):
        assert len(browser.get(f"/api/swaps/?run={run.id}").json()["results"]) == 5
    # Three say who asks: session, user, membership.
    with django_assert_max_num_queries(3 + 6):
        browser.get(f"/api/swaps/{run.id}/")


def test_an_archive_holds_what_is_finished_under_its_names(
    browser: APIClient, swap: Callable[..., Run], bench: Any
) -> None:
    run = swap()
    bench.make(run, 0, *ALL)
    bench.make(run, 1, "screen", "swap")
    answer = browser.get(f"/api/runs/{run.id}/archive/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="andie-swap-1.zip"'
    assert answer.headers["Content-Type"] == "application/zip"
    archived = zipped(answer)
    names = [
        "andie-s1-t001-sfw-swapped.jpg",
        "andie-s1-t001-sfw-enhanced.jpg",
        "andie-s1-t002-sfw-swapped.jpg",
        "manifest.json",
    ]
    assert archived.testzip() is None
    assert archived.namelist() == names
    assert all(entry.compress_type == zipfile.ZIP_STORED for entry in archived.infolist())
    first = SwapResult.objects.get(index=0)
    with default_storage.open(first.swapped.key) as file:
        assert archived.read(names[0]) == file.read()
    manifest = json.loads(archived.read("manifest.json"))
    assert [file["name"] for entry in manifest["pictures"] for file in entry["files"]] == names[:3]
    assert manifest["pictures"][0]["files"][0]["sha256"] == first.swapped.sha256
    assert (manifest["pictures"][0]["source"], manifest["pictures"][0]["target"]) == ("s1", "t001")
    assert (manifest["title"], manifest["pictures"][0]["credits"]) == ("Swap 1", 12)
    assert manifest["engines"]["upscale"]["engine"] == "photo-x2"


def test_the_length_of_an_archive_is_known_before_it_is_made(
    browser: APIClient, swap: Callable[..., Run], bench: Any
) -> None:
    run = swap()
    bench.make(run, 0, *ALL)
    answer = browser.get(f"/api/runs/{run.id}/archive/")
    told = int(answer.headers["Content-Length"])

    async def count() -> int:
        return sum([len(piece) async for piece in answer])

    assert asyncio.run(count()) == told


def test_an_archive_opens_one_file_at_a_time(
    swap: Callable[..., Run], bench: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = swap()
    for index in (0, 1):
        bench.make(run, index, *ALL)
    opened: list[Any] = []
    real = type(default_storage._wrapped).open  # type: ignore[attr-defined]

    def watched(storage: Any, *arguments: Any) -> Any:
        opened.append(real(storage, *arguments))
        return opened[-1]

    monkeypatch.setattr(type(default_storage._wrapped), "open", watched)  # type: ignore[attr-defined]
    stream = archive.zipped(archive.chosen(SwapResult.objects.filter(run=run)))
    assert opened == []
    most = 0
    for _ in stream:
        most = max(most, sum(not file.closed for file in opened))
    assert (len(opened), most) == (4, 1)


def test_withheld_pictures_are_not_in_the_archive(browser: APIClient, swap: Callable[..., Run], bench: Any) -> None:
    run = swap()
    for index in (0, 1):
        bench.make(run, index, "screen", "swap")
    assets.quarantine(SwapResult.objects.get(index=0).swapped)
    assert zipped(browser.get(f"/api/runs/{run.id}/archive/")).namelist() == [
        "andie-s1-t002-sfw-swapped.jpg",
        "manifest.json",
    ]
    assets.quarantine(SwapResult.objects.get(index=1).swapped)
    answer = browser.get(f"/api/runs/{run.id}/archive/")
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_finished")


def test_what_belongs_to_others_is_not_there(
    stranger: APIClient, viewer: APIClient, swap: Callable[..., Run], bench: Any
) -> None:
    run = swap()
    bench.make(run, 0, *ALL)
    for path in (f"/api/swaps/{run.id}/", f"/api/runs/{run.id}/archive/"):
        assert stranger.get(path).status_code == 404
        assert viewer.get(path).status_code == 200
    assert stranger.get(f"/api/swaps/?run={run.id}").json()["results"] == []
    assert len(viewer.get("/api/swaps/").json()["results"]) == 1


def test_a_report_is_no_swap(browser: APIClient, photo: Callable[..., Any]) -> None:
    from studio.photos import services as photos

    mine = photo("source", status="pending")
    run = photos.request_report(mine)
    assert browser.get(f"/api/swaps/{run.id}/").status_code == 404
    assert browser.get(f"/api/runs/{run.id}/archive/").status_code == 404


def test_the_audit_finds_results_nobody_made_and_pictures_without(swap: Callable[..., Run], bench: Any) -> None:
    run = swap()
    bench.make(run, 0, *ALL)
    assert results.audit(run.workspace) == results.audit() == []
    Item.objects.filter(run=run, index=0, stage="swap").update(status=ItemStatus.FAILED)
    Item.objects.filter(run=run, index=1, stage="swap").update(status=ItemStatus.DONE)
    assert results.audit(run.workspace) == [
        f"Run {run.id} has a result for picture 0, which was never made.",
        f"Run {run.id} made picture 1 and has no result for it.",
    ]
