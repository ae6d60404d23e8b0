"""Datasets over HTTP: rows, pictures with their words, many at once, few queries, and nobody else's."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.datasets import services
from studio.datasets.models import Dataset
from studio.photos.models import Decision, SourcePhoto
from studio.runs.models import Run
from studio.subjects.models import Subject

from .conftest import SAID, item, tell

Max = Callable[[int], Any]


def get(client: APIClient, dataset: Dataset, path: str = "") -> Any:
    answer = client.get(f"/api/datasets/{dataset.id}/{path}")
    assert answer.status_code == 200, answer.json()
    return answer.json()


def patch(client: APIClient, dataset: Dataset, number: int, **body: Any) -> Any:
    return client.patch(f"/api/datasets/{dataset.id}/items/{item(dataset, number).id}/", body, format="json")


def post(client: APIClient, dataset: Dataset, path: str, **body: Any) -> Any:
    return client.post(f"/api/datasets/{dataset.id}/{path}", body, format="json")


def test_one_is_made_named_ruled_and_deleted(browser: APIClient, subject: Subject) -> None:
    body = {"subject": str(subject.id), "name": "Portraits"}
    made = browser.post("/api/datasets/", body, format="json")
    assert made.status_code == 201
    assert (made.json()["pictures"], made.json()["trigger"], made.json()["advice"]["ready"]) == (0, "andie_m", False)
    assert browser.post("/api/datasets/", body, format="json").json()["code"] == "name_taken"
    where = f"/api/datasets/{made.json()['id']}/"
    rule = {"name": "Faces", "template": "{trigger}, {pose}", "describe_identity": True}
    assert browser.patch(where, rule, format="json").status_code == 200
    refused = browser.patch(where, {"template": "{mood}"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (422, "template_refused")
    second = browser.post("/api/datasets/", {**body, "name": "More"}, format="json").json()
    assert (second["template"], second["describe_identity"]) == ("{trigger}, {pose}", True)
    listed = browser.get(f"/api/datasets/?subject={subject.id}").json()["results"]
    assert [one["name"] for one in listed] == ["More", "Faces"]
    assert browser.delete(where).status_code == 204
    assert browser.get(where).status_code == 404


def test_pictures_come_with_words_and_what_is_wrong_with_them(browser: APIClient, dataset: Dataset) -> None:
    services.write(item(dataset, 1), caption="andie_m, 😀, blue eyes, smiling")
    shown = get(browser, dataset, "items/")["results"]
    assert [one["number"] for one in shown] == [1, 2, 3]
    first, second, _ = shown
    assert (first["author"], first["origin"], first["state"], first["withheld"]) == ("person", "photo", "ready", "")
    assert [one["fault"] for one in first["lint"]] == ["looks"]
    # a browser counts the face as two
    assert first["looks"] == [[13, 22]]
    assert [one["fault"] for one in second["lint"]] == ["empty"]
    assert first["picture"]["thumbnails"]["160"]


def test_pages_follow_one_another_and_take_few_queries(
    browser: APIClient, subject: Subject, photo: Callable[..., Any], django_assert_max_num_queries: Max
) -> None:
    made = services.make(subject, "Many")
    services.add(made, photos_wanted=[photo("source", number).id for number in range(1, 6)])
    seen: list[int] = []
    where: str | None = f"/api/datasets/{made.id}/items/?limit=2"
    while where:
        with django_assert_max_num_queries(6):
            page = browser.get(where).json()
        seen += [one["number"] for one in page["results"]]
        where = page["next"]
    assert seen == [1, 2, 3, 4, 5]
    for path in ("", "items/?show=look", "words/", "lint/", "versions/"):
        with django_assert_max_num_queries(9):
            assert browser.get(f"/api/datasets/{made.id}/{path}").status_code == 200
    with django_assert_max_num_queries(7):
        assert browser.get("/api/datasets/").json()["results"][0]["cover"]


def test_the_second_window_hears_what_the_words_are_now(browser: APIClient, dataset: Dataset) -> None:
    assert patch(browser, dataset, 1, caption="first", revision=0).json()["revision"] == 1
    moved = patch(browser, dataset, 1, caption="second", revision=0)
    assert (moved.status_code, moved.json()["code"]) == (409, "caption_moved")
    assert moved.json()["extra"] == {"caption": "first", "author": "person", "revision": 1}
    # the decision of a picture is no typing over
    assert patch(browser, dataset, 1, kept=False, revision=0).json()["kept"] is False
    assert item(dataset, 1).caption == "first"


def test_lists_narrow_to_what_is_to_be_looked_at(browser: APIClient, dataset: Dataset) -> None:
    patch(browser, dataset, 1, caption="a photo of andie_m, smiling")
    patch(browser, dataset, 2, kept=False)

    def numbers(show: str) -> list[int]:
        return [one["number"] for one in get(browser, dataset, f"items/?show={show}")["results"]]

    assert (numbers("kept"), numbers("rejected"), numbers("look")) == ([1, 3], [2], [3])
    counts = get(browser, dataset)["counts"]
    assert (counts["all"], counts["kept"], counts["rejected"], counts["to_look_at"]) == (3, 2, 1, 1)
    assert browser.get(f"/api/datasets/{dataset.id}/items/?show=some").status_code == 400


def test_many_captions_change_and_change_back(browser: APIClient, dataset: Dataset) -> None:
    for number in (1, 2, 3):
        patch(browser, dataset, number, caption=f"a photo of Red Dress, {number}")
    replaced = post(browser, dataset, "items/bulk/", action="replace", text="red dress", by="", match_case=False)
    assert replaced.json()["changed"] == 3
    triggered = post(browser, dataset, "items/bulk/", action="add_trigger").json()
    assert item(dataset, 2).caption == "andie_m, a photo of, 2"
    patch(browser, dataset, 3, caption="mine, andie_m")
    back = post(browser, dataset, "items/undo/", was=triggered["was"]).json()
    assert back == {"undone": 2, "moved": [str(item(dataset, 3).id)]}
    post(browser, dataset, "items/undo/", was=replaced.json()["was"])
    assert item(dataset, 2).caption == "a photo of Red Dress, 2"
    assert item(dataset, 3).caption == "mine, andie_m"


def test_many_are_rejected_and_taken_back(browser: APIClient, dataset: Dataset) -> None:
    rejected = post(browser, dataset, "items/bulk/", action="reject", items=[str(item(dataset, 1).id)]).json()
    assert (rejected["changed"], get(browser, dataset)["kept"]) == (1, 2)
    patch(browser, dataset, 1, caption="words that came after")
    assert post(browser, dataset, "items/undo/", was=rejected["was"]).json() == {"undone": 1, "moved": []}
    assert (get(browser, dataset)["kept"], item(dataset, 1).caption) == (3, "words that came after")


def test_words_are_counted_without_the_trigger(browser: APIClient, dataset: Dataset) -> None:
    patch(browser, dataset, 1, caption="a photo of andie_m, soft light, close-up")
    patch(browser, dataset, 2, caption="andie_m, Soft light")
    words = get(browser, dataset, "words/")["results"]
    assert [(one["words"], one["count"]) for one in words] == [("soft light", 2), ("close-up", 1)]
    assert [one["number"] for one in get(browser, dataset, "lint/")["results"]] == [3]


def test_pictures_are_added_reported_and_taken_out(
    browser: APIClient, dataset: Dataset, photo: Callable[..., Any]
) -> None:
    fresh, rejected = photo("source", 4), photo("source", 5, decision=Decision.REJECT)
    answer = post(browser, dataset, "items/", photos=[str(fresh.id), str(rejected.id), str(uuid.uuid4())]).json()
    assert [one["number"] for one in answer["items"]] == [4]
    assert [one["why"] for one in answer["left_out"]] == ["You rejected it.", "There is no such photo of this model."]
    assert Run.objects.get(id=answer["run"]).price == 0
    gone = [str(item(dataset, number).id) for number in (1, 4)]
    assert post(browser, dataset, "items/remove/", items=gone).json() == {"removed": 2}
    assert post(browser, dataset, "items/remove/", items=gone).json() == {"removed": 0}
    assert SourcePhoto.objects.filter(id=fresh.id, asset__key__isnull=False).exists()


def test_another_rule_fills_the_engines_words_anew(browser: APIClient, dataset: Dataset) -> None:
    services.keep_said(item(dataset, 1), SAID, captioner="measured-words")
    where = f"/api/datasets/{dataset.id}/"
    browser.patch(where, {"describe_identity": True}, format="json")
    assert item(dataset, 1).caption == "a photo of andie_m, brown hair, close-up, smiling, red clothes"
    shown = get(browser, dataset, "items/")["results"][0]
    assert (shown["looks"], shown["captioner_label"]) == ([], "Measured attributes")


def test_what_was_rejected_on_its_desk_since_is_said_and_left_out(browser: APIClient, dataset: Dataset) -> None:
    SourcePhoto.objects.filter(number=2).update(decision=Decision.REJECT)
    shown = get(browser, dataset, "items/")["results"][1]
    assert shown["withheld"].startswith("It was rejected on the desk")
    found = get(browser, dataset)
    assert (found["kept"], found["counts"]["withheld"]) == (2, 1)
    assert "withheld" in [line["key"] for line in found["advice"]["lines"]]


def test_a_rule_is_tried_before_it_is_kept(browser: APIClient, dataset: Dataset) -> None:
    tried = post(browser, dataset, "preview/", template="{trigger}, {features}, {pose}", describe_identity=True)
    assert tried.json() == {"example": "andie_m, brown hair, head and shoulders, smiling", "item": None}
    services.keep_said(item(dataset, 2), SAID, captioner="measured-words")
    tried = post(browser, dataset, "preview/", template="{trigger}, {features}, {pose}").json()
    assert tried == {"example": "andie_m, close-up, smiling", "item": str(item(dataset, 2).id)}
    assert post(browser, dataset, "preview/", template="{mood}").json()["code"] == "template_refused"
    dataset.refresh_from_db()
    assert dataset.template == "a photo of {trigger}, {description}"


def test_a_reload_finds_the_runs_that_are_going(browser: APIClient, dataset: Dataset) -> None:
    caption = post(browser, dataset, "caption/").json()["id"]
    assert [one["kind"] for one in get(browser, dataset)["runs"]] == ["caption", "import"]
    assert get(browser, dataset)["runs"][0]["id"] == caption
    browser.post(f"/api/runs/{caption}/cancel/")
    assert [one["kind"] for one in get(browser, dataset)["runs"]] == ["import"]


def test_whole_words_leave_parts_of_words_alone(browser: APIClient, dataset: Dataset) -> None:
    patch(browser, dataset, 1, caption="a red scarf, bored")
    post(browser, dataset, "items/bulk/", action="replace", text="red", by="blue", whole_words=True)
    assert item(dataset, 1).caption == "a blue scarf, bored"


READS = ("", "items/", "words/", "lint/", "versions/", "archive/")
WRITES = (
    ("items/", {"photos": []}),
    ("items/bulk/", {"action": "clear"}),
    ("items/undo/", {"was": []}),
    ("items/remove/", {"items": []}),
    ("caption/", {}),
    ("caption/estimate/", {}),
    ("preview/", {"template": "{trigger}"}),
    ("freeze/", {}),
)


def test_another_workspace_has_no_datasets_here(stranger: APIClient, dataset: Dataset, subject: Subject) -> None:
    for path in READS:
        assert stranger.get(f"/api/datasets/{dataset.id}/{path}").status_code == 404, path
    for path, body in WRITES:
        assert post(stranger, dataset, path, **body).status_code == 404, path
    picture = f"/api/datasets/{dataset.id}/items/{item(dataset, 1).id}/"
    assert stranger.get(picture).status_code == 404
    assert stranger.patch(picture, {"caption": "mine"}, format="json").status_code == 404
    assert stranger.put(f"{picture}edit/", {"rotation": 90, "crop": None}, format="json").status_code == 404
    assert stranger.patch(f"/api/datasets/{dataset.id}/", {"name": "mine"}, format="json").status_code == 404
    assert stranger.delete(f"/api/datasets/{dataset.id}/").status_code == 404
    body = {"subject": str(subject.id), "name": "Mine"}
    assert stranger.post("/api/datasets/", body, format="json").status_code == 404
    assert stranger.get("/api/datasets/").json()["results"] == []


def test_pictures_of_another_dataset_are_not_here(browser: APIClient, dataset: Dataset, subject: Subject) -> None:
    other = services.make(subject, "Other")
    inside = item(dataset, 1)
    assert browser.get(f"/api/datasets/{other.id}/items/{inside.id}/").status_code == 404
    assert post(browser, other, "items/remove/", items=[str(inside.id)]).json() == {"removed": 0}
    assert post(browser, other, "items/bulk/", action="clear", items=[str(inside.id)]).json()["changed"] == 0


def test_a_viewer_looks_and_downloads_only(viewer: APIClient, dataset: Dataset) -> None:
    for path in READS:
        assert viewer.get(f"/api/datasets/{dataset.id}/{path}").status_code == 200, path
    for path, body in WRITES:
        assert post(viewer, dataset, path, **body).status_code == 403, path
    assert patch(viewer, dataset, 1, caption="mine").status_code == 403


@pytest.mark.parametrize("stages", [("screen",), ("screen", "weigh")])
def test_the_check_of_what_was_added_weighs_it(browser: APIClient, dataset: Dataset, stages: tuple[str, ...]) -> None:
    run = Run.objects.get(kind="import")
    for stage in stages:
        tell(run, stage)
    shown = get(browser, dataset, "items/")["results"][0]
    assert shown["quality"] == (0.8 if "weigh" in stages else None)
    assert "vector" not in shown["scores"]
