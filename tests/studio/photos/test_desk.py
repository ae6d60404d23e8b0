"""The desk knows all photos without loading them; decisions and sets are made many at once and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from factories import report
from studio.photos.models import SourcePhoto, TargetPhoto, TargetSet
from studio.subjects.models import Subject

NEAR, FAR = [0.01] * 128, [0.2] * 128


def desk(client: APIClient, subject: Subject, role: str = "source") -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/api/subjects/{subject.id}/{role}-photos/desk/").json()
    return answer


def bulk(client: APIClient, subject: Subject, action: str, photos: list[Any], role: str = "source", **more: Any) -> Any:
    body = {"action": action, "photos": [str(getattr(photo, "id", photo)) for photo in photos], **more}
    return client.post(f"/api/subjects/{subject.id}/{role}-photos/bulk/", body, format="json")


def ids(*photos: Any) -> list[str]:
    return [str(photo.id) for photo in photos]


def test_a_desk_lists_everything_by_number(
    photo: Callable[..., Any], browser: APIClient, subject: Subject, django_assert_max_num_queries: Any
) -> None:
    kept = photo("source", 2, decision="keep", fingerprint="00" * 8, rank=1)
    warned = photo("source", 1, status="warned", fingerprint="00" * 7 + "03", rank=2)
    rejected = photo("source", 3, decision="reject", fingerprint="ff" * 8, rank=3)
    pending, refused = photo("source", 4, status="pending"), photo("source", 5, status="refused")
    with django_assert_max_num_queries(6):
        found = desk(browser, subject)
    assert found["order"] == ids(warned, kept, rejected, pending)
    assert (found["refused"], found["pending"], found["warned"]) == (ids(refused), ids(pending), ids(warned))
    assert (found["kept"], found["rejected"]) == (ids(kept), ids(rejected))
    # The kept copy lies on top, although the other one measures better.
    assert found["stacks"] == [ids(kept, warned)]
    assert found["same_person"] is None


@pytest.mark.parametrize(
    ("vectors", "verdict", "odd", "sentence"),
    [
        ([NEAR, NEAR, NEAR], "same", [], "Same person in all 3"),
        ([FAR, NEAR, NEAR], "odd", [1], "s1 looks like someone else"),
        ([NEAR, FAR, NEAR, [-0.2] * 128, NEAR], "odd", [2, 4], "s2 and s4 look like someone else"),
        ([NEAR, FAR], "mixed", [], "These 2 do not show one person"),
    ],
)
def test_the_sheet_says_whom_it_shows(
    photo: Callable[..., Any],
    browser: APIClient,
    subject: Subject,
    vectors: list[list[float]],
    verdict: str,
    odd: list[int],
    sentence: str,
) -> None:
    photos = {number: photo("source", number, vector=vector) for number, vector in enumerate(vectors, 1)}
    found = desk(browser, subject)["same_person"]
    assert (found["verdict"], found["sentence"], found["measured"]) == (verdict, sentence, len(vectors))
    assert found["odd"] == ids(*(photos[number] for number in odd))


def test_no_likeness_is_compared_without_consent(
    photo: Callable[..., Any], browser: APIClient, real_subject: Subject
) -> None:
    for number in (1, 2):
        photo("source", number, subject=real_subject, vector=NEAR)
    assert desk(browser, real_subject)["same_person"] is None
    assert browser.get(f"/api/subjects/{real_subject.id}/shot-list/").json() == []


def test_a_decision_is_made_for_many_and_taken_back(
    photo: Callable[..., Any], browser: APIClient, subject: Subject, django_assert_max_num_queries: Any
) -> None:
    photos = [photo("source", number) for number in range(1, 6)]
    bulk(browser, subject, "keep", photos[:1])
    with django_assert_max_num_queries(14):
        answers = bulk(browser, subject, "reject", photos).json()["answers"]
    assert [answer["before"] for answer in answers] == ["keep", "none", "none", "none", "none"]
    assert all(answer["done"] for answer in answers)
    assert bulk(browser, subject, "reject", photos).json()["answers"][0]["before"] == "reject"
    bulk(browser, subject, "clear", photos[1:])
    bulk(browser, subject, "keep", photos[:1])
    assert list(SourcePhoto.objects.order_by("number").values_list("decision", flat=True)) == ["keep"] + ["none"] * 4


def test_each_photo_has_its_own_answer(
    photo: Callable[..., Any], browser: APIClient, subject: Subject, real_subject: Subject
) -> None:
    mine, refused = photo("source", 1), photo("source", 2, status="refused")
    other = photo("source", 1, subject=real_subject)
    answers = bulk(browser, subject, "keep", [mine, refused, other]).json()["answers"]
    assert [(answer["done"], answer["code"]) for answer in answers] == [
        (True, None),
        (False, "not_found"),
        (False, "not_found"),
    ]
    other.refresh_from_db()
    assert other.decision == "none"


def test_many_are_deleted_and_who_is_in_use_stays(
    photo: Callable[..., Any], browser: APIClient, subject: Subject
) -> None:
    used, free, target = photo("source", 1), photo("source", 2), photo("target")
    wish = {"subject": str(subject.id), "sources": ids(used), "targets": ids(target), "enhance": False}
    assert browser.post("/api/swaps/", wish, format="json").status_code == 202
    answers = bulk(browser, subject, "delete", [used, free]).json()["answers"]
    assert [(answer["done"], answer["code"]) for answer in answers] == [(False, "photo_in_use"), (True, None)]
    assert bulk(browser, subject, "delete", [free]).json()["answers"][0]["done"] is True
    assert list(SourcePhoto.objects.values_list("id", flat=True)) == [used.id]


def test_a_rejected_photo_starts_no_swap_and_one_that_has_begun_goes_on(
    photo: Callable[..., Any], browser: APIClient, subject: Subject
) -> None:
    from studio.runs import kinds
    from studio.runs.models import Run

    source, target = photo("source"), photo("target")
    wish = {"subject": str(subject.id), "sources": ids(source), "targets": ids(target), "enhance": False}
    assert browser.post("/api/swaps/", wish, format="json").status_code == 202
    bulk(browser, subject, "reject", [source])
    assert kinds.get("swap").load(Run.objects.get(kind="swap"), 0)["source"] == source.asset
    answer = browser.post("/api/swaps/", wish, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "photo_unusable")
    assert "You rejected it." in answer.json()["detail"]


def test_throwing_out_the_odd_one_makes_the_rest_agree(
    photo: Callable[..., Any], browser: APIClient, subject: Subject
) -> None:
    two = [photo("source", number, vector=vector) for number, vector in ((1, NEAR), (2, FAR))]
    assert desk(browser, subject)["same_person"]["verdict"] == "mixed"
    photo("source", 3, vector=NEAR)
    bulk(browser, subject, "reject", two[1:])
    assert desk(browser, subject)["same_person"]["verdict"] == "same"


def test_only_some_rows_are_asked_for(photo: Callable[..., Any], browser: APIClient, subject: Subject) -> None:
    photos = [photo("target", number) for number in (1, 2, 3)]
    path = f"/api/subjects/{subject.id}/target-photos/"
    found = browser.get(f"{path}?ids={photos[2].id},{photos[0].id}").json()["results"]
    assert [row["number"] for row in found] == [3, 1]
    assert (found[0]["decision"], found[0]["edit"], found[0]["original"]) == (
        "none",
        {"rotation": 0, "crop": None},
        None,
    )
    assert browser.get(f"{path}?ids=nonsense").status_code == 400


def test_a_set_is_made_named_filled_moved_and_deleted(
    photo: Callable[..., Any], browser: APIClient, subject: Subject, django_assert_max_num_queries: Any
) -> None:
    one, two = photo("target", 1), photo("target", 2)
    path = f"/api/subjects/{subject.id}/target-sets/"
    editorial = browser.post(path, {"name": "Editorial", "photos": ids(two)}, format="json").json()
    outdoor = browser.post(path, {"name": "Outdoor"}, format="json").json()
    assert (editorial["photos"], outdoor["photos"], outdoor["position"]) == (ids(two), [], 1)
    taken = browser.post(path, {"name": "editorial"}, format="json")
    assert (taken.status_code, taken.json()["code"]) == (409, "name_taken")
    bulk(browser, subject, "add_to_set", [one, two], "target", set=outdoor["id"])
    bulk(browser, subject, "add_to_set", [one], "target", set=outdoor["id"])
    bulk(browser, subject, "remove_from_set", [two], "target", set=editorial["id"])
    moved = browser.patch(
        f"/api/target-sets/{outdoor['id']}/", {"position": 0, "name": "Streets"}, format="json"
    ).json()
    assert (moved["name"], moved["position"], moved["photos"]) == ("Streets", 0, ids(one, two))
    with django_assert_max_num_queries(6):
        sets = browser.get(path).json()
    assert [(each["name"], len(each["photos"])) for each in sets] == [("Streets", 2), ("Editorial", 0)]
    assert browser.delete(f"/api/target-sets/{outdoor['id']}/").status_code == 204
    assert TargetPhoto.objects.count() == 2


def test_sets_keep_to_their_workspace_their_model_and_their_role(
    photo: Callable[..., Any],
    browser: APIClient,
    viewer: APIClient,
    stranger: APIClient,
    subject: Subject,
    real_subject: Subject,
) -> None:
    mine = TargetSet.objects.create(subject=subject, name="Mine")
    other = photo("target", 1, subject=real_subject)
    refused = photo("target", 2, status="refused")
    path = f"/api/subjects/{subject.id}/target-sets/"
    assert stranger.get(path).status_code == stranger.delete(f"/api/target-sets/{mine.id}/").status_code == 404
    assert viewer.post(path, {"name": "No"}, format="json").status_code == 403
    assert viewer.get(path).status_code == 200
    answers = bulk(browser, subject, "add_to_set", [other, refused], "target", set=str(mine.id)).json()["answers"]
    assert [answer["done"] for answer in answers] == [False, False]
    assert bulk(browser, real_subject, "add_to_set", [other], "target", set=str(mine.id)).status_code == 404
    assert bulk(browser, subject, "add_to_set", [other], set=str(mine.id)).status_code == 404
    assert bulk(browser, subject, "add_to_set", [other], "target").status_code == 400
    assert bulk(viewer, subject, "keep", [other], "target").status_code == 403
    assert mine.photos.count() == 0


def test_the_shot_list_reads_the_reports(photo: Callable[..., Any], browser: APIClient, subject: Subject) -> None:
    path = f"/api/subjects/{subject.id}/shot-list/"
    assert [shot["reason"] for shot in browser.get(path).json()] == ["There is no source yet."] * 3
    found = report(0.0)
    lines = {"sharpness": 200.0, "exposure": 1.0}
    found["checks"] += [
        {"key": key, "label": key, "verdict": "pass", "value": value, "unit": "", "sentence": "Good."}
        for key, value in lines.items()
    ]
    made = photo("source", 1)
    SourcePhoto.objects.filter(id=made.id).update(report=found)
    keys = [shot["key"] for shot in browser.get(path).json()]
    assert keys == ["turned_left", "turned_right", "full"]
    bulk(browser, subject, "reject", [made])
    assert browser.get(path).json()[0]["key"] == "frontal"
