"""What a swap would make and cost, and what is accepted of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from factories import report
from imaging.engines import CATALOGUE
from studio.accounts.models import User, Workspace
from studio.credits import selectors as credits
from studio.engines import services as engines
from studio.runs import selectors as run_rows
from studio.runs import services as runs
from studio.runs.models import Item, Run
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use
from studio.swaps.selectors import planning

Wish = Callable[..., dict[str, Any]]


def estimate(browser: APIClient, wish: dict[str, Any]) -> dict[str, Any]:
    answer = browser.post("/api/swaps/estimate/", wish, format="json")
    assert answer.status_code == 200, answer.json()
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("source", "target", "verdict", "gap"),
    [
        (0.0, 20.0, "fits", 20.0),
        (0.0, 20.1, "soft", 20.1),
        (5.0, 35.0, "soft", 30.0),
        (0.0, 30.1, "impossible", 30.1),
        (-25.0, 25.0, "fits", 0.0),
        (-40.0, 8.0, "impossible", 32.0),
        (None, 10.0, "unknown", None),
    ],
)
def test_a_pair_is_judged_by_its_turn_mirrored_where_that_is_nearer(
    browser: APIClient, wish: Wish, source: float | None, target: float, verdict: str, gap: float | None
) -> None:
    (pair,) = estimate(browser, wish(sources=(source,), targets=(target,)))["pairs"]
    assert (pair["verdict"], pair["yaw_gap"]) == (verdict, gap)


def test_a_pending_report_leaves_the_verdict_open(browser: APIClient, wish: Wish, photo: Callable[..., Any]) -> None:
    body = wish()
    body["targets"].append(str(photo("target", 3, status="pending").id))
    found = estimate(browser, body)
    assert [pair["verdict"] for pair in found["pairs"]] == ["fits", "fits", "unknown"]
    assert found["pictures"] == 3


def test_an_estimate_says_what_it_costs_and_holds_nothing(browser: APIClient, wish: Wish, workspace: Workspace) -> None:
    found = estimate(browser, wish(sources=(0.0, 40.0), targets=(0.0, 5.0, 10.0)))
    assert {key: found[key] for key in ("pictures", "impossible", "each", "price", "balance", "balance_after")} == {
        "pictures": 4,
        "impossible": 2,
        "each": 12,
        "price": 48,
        "balance": 1000,
        "balance_after": 952,
    }
    assert found["seconds"] > 0
    assert credits.sums(workspace) == (1000, 0)
    assert not Run.objects.exists()


def test_without_enhancing_only_the_swap_is_charged(browser: APIClient, wish: Wish) -> None:
    assert estimate(browser, wish(enhance=False))["each"] == 10


def test_a_swap_is_accepted_with_its_price_held(browser: APIClient, wish: Wish, workspace: Workspace) -> None:
    body = wish(sources=(0.0, 40.0), targets=(0.0, 5.0))
    answer = browser.post("/api/swaps/", body, format="json")
    run = answer.json()
    assert answer.status_code == 202
    assert (run["kind"], run["title"], run["status"], run["price"]) == ("swap", "Swap 1", "queued", 24)
    assert [stage["name"] for stage in run["stages"]] == ["screen", "swap", "enhance", "score"]
    assert run["items"] == {"total": 2, "done": 0, "failed": 0}
    assert credits.sums(workspace) == (976, 24)
    recipe = Run.objects.get().recipe
    assert recipe["pairs"] == [
        {"source": body["sources"][0], "target": target, "source_face": None, "target_face": None}
        for target in body["targets"]
    ]
    assert [recipe["engines"][key]["engine"] for key in ("face_swap", "upscale")] == ["mesh-warp", "photo-x2"]


def test_enhancing_may_be_left_out(swap: Callable[..., Run]) -> None:
    run = swap(enhance=False)
    assert list(run.stage_runs.order_by("position").values_list("name", flat=True)) == ["screen", "swap", "score"]
    assert set(run.recipe["engines"]) == {"face_swap"}


def test_swaps_are_counted_by_subject(browser: APIClient, wish: Wish) -> None:
    body = wish()
    titles = [browser.post("/api/swaps/", body, format="json").json()["title"] for _ in range(2)]
    assert titles == ["Swap 1", "Swap 2"]


def test_the_chosen_faces_are_frozen(browser: APIClient, wish: Wish, photo: Callable[..., Any]) -> None:
    two = photo("target", 9, chosen_face=1)
    two.report = report(faces=2)
    two.save()
    body = {**wish(), "targets": [str(two.id)]}
    browser.post("/api/swaps/", body, format="json")
    assert Run.objects.get().recipe["pairs"][0]["target_face"] == 1


def test_photos_named_twice_are_made_once(browser: APIClient, wish: Wish) -> None:
    body = wish()
    assert estimate(browser, {**body, "targets": body["targets"] * 2})["pictures"] == 2


REFUSALS = {
    "no sources": ({"sources": []}, 422, "nothing_to_make"),
    "no targets": ({"targets": []}, 422, "nothing_to_make"),
    "an unknown source": ({"sources": [str(uuid.uuid4())]}, 404, "not_found"),
    "an unknown subject": ({"subject": str(uuid.uuid4())}, 404, "not_found"),
    "no subject": ({"subject": None}, 400, "invalid"),
    "an unknown engine": ({"engines": {"face_swap": {"engine": "magic"}}}, 422, "unknown_engine"),
    "an unknown option": (
        {"engines": {"face_swap": {"engine": "mesh-warp", "options": {"magic": 1}}}},
        422,
        "unknown_engine",
    ),
    "another screen": ({"engines": {"screen": {"engine": "fake-screen"}}}, 422, "unknown_engine"),
    "another age network": ({"engines": {"age": {"engine": "fake-age"}}}, 422, "unknown_engine"),
}


@pytest.mark.parametrize("wrong", REFUSALS)
@pytest.mark.parametrize("path", ["/api/swaps/", "/api/swaps/estimate/"])
def test_a_wrong_wish_starts_nothing(
    browser: APIClient, wish: Wish, workspace: Workspace, wrong: str, path: str
) -> None:
    change, status, code = REFUSALS[wrong]
    answer = browser.post(path, {**wish(), **change}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Run.objects.exists()
    assert credits.sums(workspace) == (1000, 0)


def test_more_pictures_than_one_run_may_have(browser: APIClient, wish: Wish) -> None:
    body = {
        **wish(),
        "sources": [str(uuid.uuid4()) for _ in range(3)],
        "targets": [str(uuid.uuid4()) for _ in range(667)],
    }
    problem = browser.post("/api/swaps/", body, format="json").json()
    assert (problem["code"], problem["extra"]) == ("too_many_pictures", {"pictures": 2001, "most": planning.MOST})


@pytest.mark.parametrize(("status", "verdict"), [("refused", "refuse"), ("warned", "refuse")])
def test_unusable_photos_are_named(
    browser: APIClient, wish: Wish, photo: Callable[..., Any], status: str, verdict: str
) -> None:
    bad = photo("target", 7, status=status, verdict=verdict)
    body = wish()
    body["targets"].append(str(bad.id))
    answer = browser.post("/api/swaps/", body, format="json")
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "photo_unusable")
    assert problem["extra"]["photos"] == [str(bad.id)]
    assert "t007: No face found." in problem["detail"]


def test_only_impossible_pairs_are_nothing_to_make(browser: APIClient, wish: Wish, workspace: Workspace) -> None:
    answer = browser.post("/api/swaps/", wish(sources=(50.0,), targets=(0.0,)), format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_to_make")
    assert credits.sums(workspace) == (1000, 0)


def test_a_picture_without_a_face_lends_none(
    browser: APIClient, subject: Subject, photo: Callable[..., Any], workspace: Workspace
) -> None:
    """A synthetic subject may have such pictures; its LoRA learns from them, and no swap is made or charged."""
    drawn = photo("source", 1, status="warned", report=report(None, "warn", faces=0))
    pair = {"subject": str(subject.id), "sources": [str(drawn.id)], "targets": [str(photo("target").id)]}
    said = browser.post("/api/swaps/estimate/", pair, format="json").json()
    assert (said["price"], said["pairs"][0]["verdict"]) == (0, "impossible")
    assert "No face found on s1:" in said["pairs"][0]["sentence"]
    assert browser.post("/api/swaps/", pair, format="json").json()["code"] == "nothing_to_make"
    assert credits.sums(workspace) == (1000, 0)


def test_too_few_credits_start_nothing(browser: APIClient, wish: Wish, workspace: Workspace) -> None:
    workspace.account.balance = 23
    workspace.account.save()
    answer = browser.post("/api/swaps/", wish(), format="json")
    assert (answer.status_code, answer.json()["code"]) == (402, "insufficient_credits")
    assert not Item.objects.exists()


def test_a_real_subject_must_have_agreed(
    browser: APIClient, wish: Wish, photo: Callable[..., Any], real_subject: Subject, user: Any
) -> None:
    body = {
        "subject": str(real_subject.id),
        "sources": [str(photo("source", 1, subject=real_subject).id)],
        "targets": [str(photo("target", 1, subject=real_subject).id)],
    }
    refused = browser.post("/api/swaps/", body, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "consent_missing")
    subjects.grant_consent(real_subject, uses=[Use.SWAP], given_by="R", statement="Y", evidence=None, by=user)
    assert browser.post("/api/swaps/", body, format="json").status_code == 202


def test_a_key_makes_it_once(browser: APIClient, wish: Wish, workspace: Workspace) -> None:
    body, key = wish(), {"Idempotency-Key": "once"}
    first, again = (browser.post("/api/swaps/", body, format="json", headers=key) for _ in range(2))
    other = browser.post("/api/swaps/", {**body, "enhance": False}, format="json", headers=key)
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert Run.objects.count() == 1
    assert credits.sums(workspace) == (976, 24)


def test_photos_of_another_subject_are_not_there(
    browser: APIClient, wish: Wish, photo: Callable[..., Any], real_subject: Subject
) -> None:
    body = {**wish(), "sources": [str(photo("source", 1, subject=real_subject).id)]}
    assert browser.post("/api/swaps/", body, format="json").status_code == 404


@pytest.mark.parametrize("path", ["/api/swaps/", "/api/swaps/estimate/"])
def test_who_may_not_start_one(viewer: APIClient, stranger: APIClient, wish: Wish, path: str) -> None:
    body = wish()
    assert viewer.post(path, body, format="json").status_code == 403
    assert stranger.post(path, body, format="json").status_code == 404


def test_an_estimate_costs_the_same_queries_whatever_its_size(
    browser: APIClient, wish: Wish, django_assert_max_num_queries: Any
) -> None:
    body = wish(sources=(0.0, 1.0, 2.0), targets=(0.0, 1.0, 2.0, 3.0))
    with django_assert_max_num_queries(9):
        assert estimate(browser, body)["pictures"] == 12


def test_photos_of_a_live_swap_cannot_be_deleted_or_changed(browser: APIClient, swap: Callable[..., Run]) -> None:
    pair = swap().recipe["pairs"][0]
    for address in (f"/api/source-photos/{pair['source']}/", f"/api/target-photos/{pair['target']}/"):
        refused = browser.delete(address)
        assert (refused.status_code, refused.json()["code"]) == (409, "photo_in_use")
        assert browser.post(f"{address}choose-face/", {"index": 0}).json()["code"] == "photo_in_use"
    browser.post(f"/api/runs/{Run.objects.get().id}/cancel/")
    assert browser.delete(f"/api/source-photos/{pair['source']}/").status_code == 204


def test_a_retry_is_refused_when_its_engine_was_switched_off_since(
    browser: APIClient, swap: Callable[..., Run], workspace: Workspace
) -> None:
    run = runs.cancel(swap())
    chosen = run.recipe["engines"]["face_swap"]["engine"]
    boss = User.objects.create_user(email="boss@example.org", password="-", is_staff=True)
    engines.switch(next(engine for engine in CATALOGUE if engine.key == chosen), False, by=boss)
    refused = browser.post(f"/api/runs/{run.id}/retry/", HTTP_IDEMPOTENCY_KEY="once")
    assert (refused.status_code, refused.json()["code"]) == (409, "engine_switched_off")
    assert "nothing is held" in refused.json()["detail"]
    assert credits.sums(workspace)[1] == 0
    assert Run.objects.get(id=run.id).status == "cancelled"
    engines.switch(next(engine for engine in CATALOGUE if engine.key == chosen), True, by=boss)
    assert browser.post(f"/api/runs/{run.id}/retry/", HTTP_IDEMPOTENCY_KEY="once").status_code == 202


def test_a_swap_says_when_it_wants_to_begin(browser: APIClient, wish: Wish, workspace: Workspace) -> None:
    body = wish()
    asked = [browser.post("/api/swaps/", {**body, "priority": w}, format="json") for w in ("low", "normal", "high")]
    assert [answer.status_code for answer in asked] == [202] * 3
    low, normal, high = (answer.json()["id"] for answer in asked)
    assert [str(turn.run.id) for turn in run_rows.queue_of(workspace)] == [high, normal, low]
    assert browser.post("/api/swaps/", {**body, "priority": "now"}, format="json").status_code == 400
