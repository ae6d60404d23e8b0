"""The result desk: decisions, tags, filters and orders, and what may leave the studio."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from studio.assets import services as assets
from studio.runs.models import Run
from studio.swaps.models import SwapResult, Tag
from studio.swaps.selectors import results

ALL = ("screen", "swap", "enhance", "score")


def names_in(answer: Any) -> list[str]:
    async def collect() -> bytes:
        return b"".join([piece async for piece in answer])

    return zipfile.ZipFile(io.BytesIO(asyncio.run(collect()))).namelist()


@pytest.fixture
def made(swap: Callable[..., Run], bench: Any) -> list[SwapResult]:
    """Four finished pictures of one run."""
    run = swap(targets=(0.0, 1.0, 2.0, 3.0))
    for index in range(4):
        bench.make(run, index, *ALL)
    return list(SwapResult.objects.order_by("index"))


def listed(browser: APIClient, **wish: Any) -> list[int]:
    answer = browser.get("/api/swaps/", wish)
    assert answer.status_code == 200, answer.json()
    return [each["index"] for each in answer.json()["results"]]


def test_a_result_knows_its_name_and_what_it_is_sorted_by(made: list[SwapResult], browser: APIClient) -> None:
    first = made[0]
    assert (first.name, first.distance, first.quality) == ("andie-s1-t001-sfw", 0.3, 88.0)
    assert first.subject_id == first.run.subject_id
    (shown, *_) = browser.get("/api/swaps/", {"run": str(first.run_id)}).json()["results"]
    assert (shown["label"], shown["quality"], shown["decision"], shown["favourite"]) == ("s1·t001", 88.0, "none", False)


def test_one_decision(made: list[SwapResult], browser: APIClient) -> None:
    path = f"/api/swap-results/{made[1].id}/"
    answer = browser.patch(path, {"favourite": True, "decision": "keep", "tags": ["Cover ", "cover", "Web"]}, "json")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["favourite"], told["decision"], told["tags"]) == (True, "keep", ["cover", "web"])
    assert browser.patch(path, {"decision": "none"}, "json").json()["tags"] == ["cover", "web"]
    assert browser.patch(path, {"tags": []}, "json").json() == browser.get(path).json()
    assert browser.patch(path, {"decision": "maybe"}, "json").status_code == 400


def test_many_at_once_and_an_answer_for_each(made: list[SwapResult], browser: APIClient) -> None:
    nobody = str(uuid4())

    def bulk(action: str, *which: int, **more: str) -> list[bool]:
        body = {"ids": [*(str(made[n].id) for n in which), nobody], "action": action, **more}
        answer = browser.post("/api/swap-results/bulk/", body, "json")
        assert answer.status_code == 200, answer.json()
        return [each["done"] for each in answer.json()["results"]]

    assert bulk("reject", 0, 1) == [True, True, False]
    assert bulk("keep", 1) == [True, False]
    assert bulk("favourite", 2) == bulk("favourite", 2) == [True, False]
    assert bulk("tag", 2, 3, tag="Cover") == [True, True, False]
    assert bulk("tag", 3, tag="cover ") == [True, False]
    assert listed(browser, decision="reject") == [0]
    assert listed(browser, decision="keep") == [1]
    assert listed(browser, favourite="true") == [2]
    assert sorted(listed(browser, tag="COVER")) == [2, 3]
    bulk("untag", 3, tag="cover")
    bulk("clear", 0, 1)
    bulk("unfavourite", 2)
    assert (listed(browser, tag="cover"), listed(browser, decision="reject"), listed(browser, favourite="1")) == (
        [2],
        [],
        [],
    )
    assert browser.post("/api/swap-results/bulk/", {"action": "tag"}, "json").status_code == 400
    assert Tag.objects.count() == 1


def test_all_that_a_filter_finds_but_some(made: list[SwapResult], browser: APIClient) -> None:
    browser.patch(f"/api/swap-results/{made[3].id}/", {"decision": "keep"}, "json")
    body = {"action": "reject", "without": [str(made[1].id)]}
    answer = browser.post("/api/swap-results/bulk/?min_quality=50", body, "json").json()["results"]
    assert sorted(each["decision"] for each in answer) == ["keep", "none", "none"]
    assert sorted(listed(browser, decision="reject")) == [0, 2, 3]
    assert browser.post("/api/swap-results/bulk/?min_quality=99", {"action": "clear"}, "json").json()["results"] == []


def test_more_than_can_be_undone_is_refused(
    made: list[SwapResult], browser: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.swaps.services.MOST_AT_ONCE", 3)
    answer = browser.post("/api/swap-results/bulk/", {"action": "reject"}, "json")
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_results")
    assert SwapResult.objects.filter(decision="reject").count() == 0


def test_many_cost_no_more_queries_than_one(
    made: list[SwapResult], browser: APIClient, django_assert_max_num_queries: Any
) -> None:
    for how in ({"action": "reject"}, {"action": "tag", "tag": "late"}):
        # Session, user, membership, and a savepoint with at most four statements.
        with django_assert_max_num_queries(3 + 2 + 5):
            browser.post("/api/swap-results/bulk/", {"ids": [str(each.id) for each in made], **how}, "json")


def test_rejects_and_withheld_results_never_reach_a_dataset(made: list[SwapResult]) -> None:
    rejected, swapped, enhanced, good = made
    SwapResult.objects.filter(id=rejected.id).update(decision="reject")
    assets.quarantine(swapped.swapped)
    assert enhanced.enhanced is not None
    assets.quarantine(enhanced.enhanced)
    subject = good.run.subject
    assert subject is not None
    assert list(results.for_dataset(subject)) == [good]


def test_orders_and_bounds(made: list[SwapResult], browser: APIClient) -> None:
    for result, distance, quality in zip(made, (0.5, 0.2, 9.0, 0.2), (10.0, 90.0, -1.0, 40.0), strict=True):
        SwapResult.objects.filter(id=result.id).update(distance=distance, quality=quality)
    assert set(listed(browser, sort="nearest")[:2]) == {1, 3}
    assert listed(browser, sort="nearest")[2:] == [0, 2]
    assert listed(browser, sort="best") == [1, 3, 0, 2]
    assert listed(browser, sort="oldest") == [0, 1, 2, 3]
    assert listed(browser) == [3, 2, 1, 0]
    assert sorted(listed(browser, max_distance=0.3)) == [1, 3]
    assert listed(browser, min_distance=0.3) == [0]
    assert sorted(listed(browser, min_quality=30)) == [1, 3]
    assert listed(browser, q="T003 andie") == [2]
    assert listed(browser, engine="nobody") == []
    assert listed(browser, target=str(made[2].target_id)) == [2]
    assert listed(browser, run=str(made[0].run_id), index="1,3") == [1, 3]
    assert browser.get("/api/swaps/?index=x").status_code == 400
    assert browser.get("/api/swaps/?sort=sideways").status_code == 400


@pytest.mark.parametrize("sort", ["newest", "oldest", "nearest", "best"])
def test_pages_lose_and_repeat_nothing_among_equal_values(
    made: list[SwapResult], browser: APIClient, sort: str
) -> None:
    moment = made[0].created_at
    SwapResult.objects.update(created_at=moment, distance=0.4, quality=50.0)
    seen: list[int] = []
    following = f"/api/swaps/?sort={sort}&limit=1"
    while following:
        page = browser.get(following).json()
        seen += [each["index"] for each in page["results"]]
        following = page["next"]
    assert sorted(seen) == [0, 1, 2, 3]


def test_a_cursor_of_another_order_is_not_read(made: list[SwapResult], browser: APIClient) -> None:
    following = browser.get("/api/swaps/?sort=nearest&limit=1").json()["next"]
    wrong = following.replace("nearest", "newest")
    assert browser.get(wrong).status_code == 404
    for cursor in ("x", "e30", "WzFd", "bm8", "%ff"):
        assert browser.get(f"/api/swaps/?cursor={cursor}").status_code == 404


def test_counts_for_the_filters(made: list[SwapResult], browser: APIClient, django_assert_max_num_queries: Any) -> None:
    first, second, third, _ = (str(each.id) for each in made)
    browser.patch(f"/api/swap-results/{first}/", {"decision": "reject", "tags": ["web"]}, "json")
    browser.patch(f"/api/swap-results/{second}/", {"decision": "keep", "favourite": True, "tags": ["web"]}, "json")
    browser.patch(f"/api/swap-results/{third}/", {"tags": ["print"]}, "json")
    with django_assert_max_num_queries(3 + 4):
        told = browser.get("/api/swaps/counts/", {"subject": str(made[0].subject_id), "decision": "keep"}).json()
    assert {name: told[name] for name in ("found", "all", "kept", "rejected", "undecided", "favourites")} == {
        "found": 1,
        "all": 4,
        "kept": 1,
        "rejected": 1,
        "undecided": 2,
        "favourites": 1,
    }
    assert told["tags"] == [{"name": "print", "count": 1}, {"name": "web", "count": 2}]


def test_a_list_takes_few_queries_whatever_its_length(
    made: list[SwapResult], browser: APIClient, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        assert len(listed(browser, tag="none", sort="best")) == 0
    with django_assert_max_num_queries(6):
        assert len(listed(browser, subject=str(made[0].subject_id))) == 4


def test_a_zip_of_a_choice_leaves_rejects_out_and_says_so(made: list[SwapResult], browser: APIClient) -> None:
    SwapResult.objects.filter(id=made[0].id).update(decision="reject")
    ids = ",".join(str(each.id) for each in made[:3])
    wish = {"ids": ids, "files": "enhanced", "rejected": False}
    told = browser.post("/api/swaps/archive/summary/", wish, "json").json()
    size = sum(each.enhanced.size for each in made[1:3] if each.enhanced)
    assert (told["pictures"], told["files"], told["left_out"], told["bytes"]) == (2, 2, 1, size)
    assert (told["example"], told["filename"]) == ("andie-s1-t002-sfw-enhanced.jpg", "andie-swap-1.zip")
    assert told["pattern"] == "{subject}-s{source#}-t{target#:03}-{rating}-{stage}.jpg"
    assert names_in(browser.post("/api/swaps/archive/", wish)) == [
        "andie-s1-t002-sfw-enhanced.jpg",
        "andie-s1-t003-sfw-enhanced.jpg",
        "manifest.json",
    ]
    with_rejects = names_in(browser.post("/api/swaps/archive/", {**wish, "rejected": "true", "files": "swapped"}))
    assert with_rejects[0] == "andie-s1-t001-sfw-swapped.jpg"
    run = made[0].run_id
    assert "andie-s1-t001-sfw-swapped.jpg" not in names_in(browser.get(f"/api/runs/{run}/archive/"))
    assert len(names_in(browser.get(f"/api/runs/{run}/archive/?rejected=1&files=enhanced"))) == 5


def test_a_zip_of_a_filter_over_two_runs_holds_every_name_once(
    made: list[SwapResult], browser: APIClient, bench: Any
) -> None:
    again = made[0].run
    body = {
        "subject": str(again.subject_id),
        "sources": [again.recipe["pairs"][0]["source"]],
        "targets": [again.recipe["pairs"][0]["target"]],
    }
    second = Run.objects.get(id=browser.post("/api/swaps/", body, "json").json()["id"])
    bench.make(second, 0, "screen", "swap")
    names = names_in(browser.post("/api/swaps/archive/?q=t001", {"files": "swapped"}))
    assert names == ["andie-s1-t001-sfw-swapped.jpg", "andie-s1-t001-sfw-swapped-2.jpg", "manifest.json"]


def test_viewers_look_and_download_and_strangers_see_nothing(
    made: list[SwapResult], viewer: APIClient, stranger: APIClient
) -> None:
    one = f"/api/swap-results/{made[0].id}/"
    bulk = {"ids": [str(made[0].id)], "action": "reject"}
    assert viewer.get(one).status_code == 200
    assert viewer.patch(one, {"favourite": True}, "json").status_code == 403
    assert viewer.post("/api/swap-results/bulk/", bulk, "json").status_code == 403
    assert len(names_in(viewer.post("/api/swaps/archive/", {"files": "swapped"}))) == 5
    assert stranger.get(one).status_code == stranger.patch(one, {"favourite": True}, "json").status_code == 404
    assert stranger.post("/api/swap-results/bulk/", bulk, "json").json()["results"][0]["done"] is False
    assert stranger.post("/api/swaps/archive/", {"ids": str(made[0].id)}, "json").status_code == 409
    assert stranger.get("/api/swaps/counts/").json()["all"] == 0
    assert APIClient().post("/api/swaps/archive/", {}).status_code in (401, 403)
    assert SwapResult.objects.filter(decision="reject").count() == 0
