"""What the stages say of a photo becomes its report; whatever stops the screen quarantines it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from rest_framework.test import APIClient

from factories import report
from studio.assets import selectors as assets
from studio.assets import services as asset_services
from studio.photos import selectors, services, sweeping
from studio.photos.errors import PhotoUnusable
from studio.photos.models import PhotoStatus, SourcePhoto
from studio.runs import kinds
from studio.runs import services as runs
from studio.runs.models import Item, Run, RunStatus
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use

SCREENED = {
    "screening": [
        {
            "key": "content",
            "label": "Content",
            "verdict": "pass",
            "value": 0.1,
            "unit": "",
            "sentence": "Nothing explicit.",
        },
        {"key": "age", "label": "Age", "verdict": "pass", "value": None, "unit": "", "sentence": "Adults only."},
    ]
}
NEAR, FAR = [0.0] * 128, [0.1] * 128
"""Two vectors 1.13 apart."""


@pytest.fixture
def fresh(photo: Callable[..., Any]) -> Callable[..., Any]:
    """A pending photo with the run that is to report on it."""

    def make(role: str = "source", number: int = 1, **fields: Any) -> Any:
        made = photo(role, number, status="pending", **fields)
        services.request_report(made)
        return made

    return make


def tell(photo: Any, stage: str, outputs: dict[str, Any]) -> Any:
    run = photo.report_run
    kinds.get(run.kind).record(run, Item.objects.get(run=run, stage=stage), outputs)
    photo.refresh_from_db()
    return photo


def fail(photo: Any, stage: str, code: str, detail: str) -> Any:
    run = photo.report_run
    kinds.get(run.kind).failed(run, Item.objects.get(run=run, stage=stage), code, detail)
    photo.refresh_from_db()
    return photo


def test_a_photo_is_shown_once_screened_and_ready_once_measured(fresh: Callable[..., Any], browser: APIClient) -> None:
    photo = tell(fresh(), "screen", SCREENED)
    assert (photo.status, photo.asset.quarantined, photo.report["measured"]) == (PhotoStatus.PENDING, False, False)
    assert browser.get(f"/api/assets/{photo.asset_id}/160/").status_code == 200
    photo = tell(photo, "inspect", {"report": report(yaw=4.0)})
    assert (photo.status, photo.report["measured"], photo.report["yaw"]) == (PhotoStatus.READY, True, 4.0)
    photo = tell(photo, "identify", {"vector": NEAR})
    shown = browser.get(f"/api/source-photos/{photo.id}/").json()
    assert shown["picture"]["thumbnails"]["160"] == f"/api/assets/{photo.asset_id}/160/"
    assert [check["key"] for check in shown["report"]["checks"]] == ["faces", "identity"]
    assert shown["report"]["identity_distance"] is None
    assert selectors.audit(photo.workspace) == assets.audit(photo.workspace) == []


@pytest.mark.parametrize(("verdict", "status"), [("pass", "ready"), ("warn", "warned"), ("refuse", "warned")])
def test_a_verdict_is_a_status_and_no_face_is_not_a_quarantine(
    fresh: Callable[..., Any], verdict: str, status: str
) -> None:
    photo = tell(tell(fresh(), "screen", SCREENED), "inspect", {"report": report(None, verdict)})
    assert photo.status == status
    assert photo.asset.quarantined is False
    assert selectors.is_usable(photo) is (verdict != "refuse")


def test_only_a_source_of_a_synthetic_subject_needs_no_face(fresh: Callable[..., Any], real_subject: Subject) -> None:
    """The subject of these tests is synthetic; what it is, the stage is told by the run."""
    asked = {
        "source": fresh(),
        "target": fresh("target", 2),
        "real": fresh(number=3, subject=real_subject),
    }
    told = {name: kinds.get("report").load(photo.report_run, 0)["synthetic"] for name, photo in asked.items()}
    assert told == {"source": True, "target": False, "real": False}


def test_another_face_than_on_the_other_sources_is_a_warning(fresh: Callable[..., Any]) -> None:
    for number, vector in ((1, NEAR), (2, FAR)):
        photo = fresh(number=number)
        tell(tell(photo, "screen", SCREENED), "inspect", {"report": report()})
        tell(photo, "identify", {"vector": vector})
    assert photo.status == PhotoStatus.WARNED
    assert photo.report["identity_distance"] == pytest.approx(1.1314, abs=1e-4)
    identity = photo.report["checks"][-1]
    assert (identity["key"], identity["verdict"]) == ("identity", "warn")
    assert photo.report["sentence"] == identity["sentence"]


def test_the_odd_one_out_is_marked_whoever_came_first(photo: Callable[..., Any], real_subject: Subject) -> None:
    odd = photo("source", 1, vector=FAR)
    alike = [photo("source", number, vector=[0.01 * number] * 128) for number in (2, 3)]
    photo("source", 4, vector=FAR, status="refused")
    photo("source", 5, vector=FAR, decision="reject")
    photo("source", 1, subject=real_subject, vector=FAR)
    services.note_identified(alike[-1], [0.03] * 128)
    verdicts = {}
    for row in (odd, *alike):
        row.refresh_from_db()
        verdicts[row.number] = [c["verdict"] for c in row.report["checks"] if c["key"] == "identity"]
    assert verdicts == {1: ["warn"], 2: ["pass"], 3: ["pass"]}
    assert (odd.status, alike[0].status) == (PhotoStatus.WARNED, PhotoStatus.READY)
    assert alike[1].report["identity_distance"] == pytest.approx(0.01 * 128**0.5, abs=1e-4)


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("content_refused", "content"),
        ("age_refused", "age"),
        ("engine_failed", "content"),
        ("engine_crashed", "content"),
    ],
)
@pytest.mark.parametrize("role", ["source", "target"])
def test_whatever_stops_the_screen_quarantines(
    fresh: Callable[..., Any], browser: APIClient, role: str, code: str, key: str
) -> None:
    photo = fail(fresh(role), "screen", code, "This photo was refused because of a test. It cost nothing.")
    assert (photo.status, photo.asset.quarantined) == (PhotoStatus.REFUSED, True)
    shown = browser.get(f"/api/{role}-photos/{photo.id}/").json()
    assert (shown["picture"], shown["report"]["verdict"]) == (None, "refuse")
    assert [check["key"] for check in shown["report"]["checks"]] == [key]
    expected = "This photo was refused because of a test." if code.endswith("refused") else services.NOT_FINISHED
    assert shown["report"]["sentence"] == expected
    for path in (f"/api/assets/{photo.asset_id}/", f"/api/assets/{photo.asset_id}/480/"):
        assert browser.get(path).status_code == 404
    assert selectors.audit(photo.workspace) == []


def test_a_refusal_takes_back_what_was_shown_and_known(fresh: Callable[..., Any], photo: Callable[..., Any]) -> None:
    shown = photo("source", 1, vector=NEAR)
    services.request_report(shown)
    refused = fail(shown, "screen", "content_refused", "Refused.")
    assert (refused.vector, refused.asset.quarantined) == (None, True)


def test_a_refused_photo_is_never_processed_and_can_be_deleted(
    fresh: Callable[..., Any], browser: APIClient, django_capture_on_commit_callbacks: Any
) -> None:
    photo = fail(fresh(), "screen", "content_refused", "Refused.")
    with pytest.raises(PhotoUnusable):
        kinds.get("report").load(photo.report_run, 0)
    key = photo.asset.key
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.delete(f"/api/source-photos/{photo.id}/").status_code == 204
    assert not default_storage.exists(key)
    assert assets.audit(photo.workspace) == []


def test_a_photo_that_cannot_be_measured_stays_usable_with_a_warning(fresh: Callable[..., Any]) -> None:
    photo = tell(fresh(), "screen", SCREENED)
    photo = fail(photo, "inspect", "engine_failed", "The engine broke. It cost nothing.")
    assert (photo.status, photo.asset.quarantined) == (PhotoStatus.WARNED, False)
    assert photo.report["sentence"] == "This photo could not be measured. The engine broke."
    assert selectors.is_usable(photo)


def test_a_screening_is_final_and_drops_what_a_report_had_measured(
    photo: Callable[..., Any], real_subject: Subject
) -> None:
    mine = photo("source", 1, subject=real_subject, vector=NEAR)
    services.request_report(mine)
    mine = tell(mine, "screen", SCREENED)
    assert (mine.status, mine.vector) == (PhotoStatus.READY, None)
    assert (mine.report["measured"], mine.report["faces"]) == (False, [])


def test_reports_of_deleted_photos_are_let_go(fresh: Callable[..., Any]) -> None:
    photo = fresh()
    run, item = photo.report_run, Item.objects.get(run=photo.report_run, stage="screen")
    services.delete(photo)
    kinds.get("report").record(run, item, SCREENED)
    kinds.get("report").failed(run, item, "content_refused", "Refused.")
    with pytest.raises(PhotoUnusable):
        kinds.get("report").load(run, 0)
    assert not SourcePhoto.objects.exists()


def test_choosing_a_face_measures_it_anew(photo: Callable[..., Any], browser: APIClient) -> None:
    mine = photo("target")
    mine.report = report(faces=3)
    mine.save()
    answer = browser.post(f"/api/target-photos/{mine.id}/choose-face/", {"index": 2})
    assert (answer.status_code, answer.json()["status"]) == (200, "pending")
    assert answer.json()["picture"] is not None
    mine.refresh_from_db()
    assert kinds.get("report").load(mine.report_run, 0) == {"photo": mine.asset, "chosen": 2, "synthetic": False}


@pytest.mark.parametrize(("index", "status", "code"), [(1, 422, "no_such_face"), (-1, 400, "invalid")])
def test_a_face_that_is_not_there_cannot_be_chosen(
    photo: Callable[..., Any], browser: APIClient, index: int, status: int, code: str
) -> None:
    answer = browser.post(f"/api/source-photos/{photo('source').id}/choose-face/", {"index": index})
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_refused_photo_has_no_face_to_choose(photo: Callable[..., Any], browser: APIClient) -> None:
    answer = browser.post(f"/api/source-photos/{photo('source', status='refused').id}/choose-face/", {"index": 0})
    assert (answer.status_code, answer.json()["code"]) == (422, "photo_unusable")


def test_the_sweep_asks_for_what_nobody_asked_for(photo: Callable[..., Any], fresh: Callable[..., Any]) -> None:
    forgotten, underway, done = photo("source", 1, status="pending"), fresh("source", 2), photo("source", 3)
    stopped = fresh("target", 1)
    runs.cancel(stopped.report_run)
    before = {row.id: row.report_run_id for row in (underway, done)}
    assert sweeping.request_waiting_reports() == 2
    assert sweeping.request_waiting_reports() == 0
    for row in (forgotten, stopped, underway, done):
        row.refresh_from_db()
    assert forgotten.report_run.kind == stopped.report_run.kind == "report"
    assert before == {row.id: row.report_run_id for row in (underway, done)}


def test_a_consent_brings_the_reports_that_waited_for_it(
    photo: Callable[..., Any], real_subject: Subject, user: Any
) -> None:
    mine = photo("source", 1, subject=real_subject, status="pending")
    services.request_report(mine)
    mine = tell(mine, "screen", SCREENED)
    Run.objects.filter(id=mine.report_run_id).update(status=RunStatus.SUCCEEDED)
    assert sweeping.request_waiting_reports() == 0
    consent = subjects.grant_consent(
        real_subject, uses=[Use.SWAP], given_by="Rea", statement="Yes.", evidence=None, by=user
    )
    assert sweeping.request_waiting_reports() == 1
    mine.refresh_from_db()
    assert mine.report_run.kind == "report"
    subjects.revoke_consent(consent)
    assert sweeping.request_waiting_reports() == 0


def test_a_consent_for_other_uses_brings_none(photo: Callable[..., Any], real_subject: Subject, user: Any) -> None:
    mine = photo("source", 1, subject=real_subject, status="pending")
    services.request_report(mine)
    tell(mine, "screen", SCREENED)
    Run.objects.filter(id=mine.report_run_id).update(status=RunStatus.SUCCEEDED)
    subjects.grant_consent(real_subject, uses=[Use.TRAIN], given_by="R", statement="Y", evidence=None, by=user)
    assert sweeping.request_waiting_reports() == 0


def test_deleting_stops_the_report_and_nothing_else(fresh: Callable[..., Any], browser: APIClient) -> None:
    photo = fresh()
    run = photo.report_run
    assert browser.delete(f"/api/source-photos/{photo.id}/").status_code == 204
    run.refresh_from_db()
    assert run.status == RunStatus.CANCELLED


def test_the_audit_finds_what_must_not_be(photo: Callable[..., Any]) -> None:
    shown, hidden = photo("source", 1, status="refused", vector=NEAR), photo("source", 2)
    asset_services.release(shown.asset)
    asset_services.quarantine(hidden.asset)
    bare = photo("target", 1, report=None)
    assert sorted(selectors.audit(shown.workspace)) == sorted(
        [
            f"The source photo {shown.id} was refused and its file is not quarantined.",
            f"The source photo {shown.id} was refused and has an identity vector.",
            f"The source photo {hidden.id} passed its screen and its file is quarantined.",
            f"The target photo {bare.id} is ready without a report.",
        ]
    )
