"""A phone adds photos to one place for some minutes, and can do nothing else."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from studio.accounts.models import Membership
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.subjects.models import Subject
from studio.uploads import selectors
from studio.uploads.models import HandOff
from studio.uploads.services import opening

from .test_protocol import begin, photo, put


def show(browser: APIClient, subject: Subject, to: str = "source-photos") -> Any:
    return browser.post("/api/hand-offs/", {"to": to, "subject": str(subject.id)}, format="json")


def phone_of(token: str) -> APIClient:
    phone = APIClient()
    phone.credentials(HTTP_AUTHORIZATION=f"HandOff {token}")
    return phone


@pytest.fixture
def phone(browser: APIClient, subject: Subject) -> APIClient:
    return phone_of(show(browser, subject).json()["token"])


def send(phone: APIClient, subject: Subject, content: bytes, /, **fields: Any) -> Any:
    upload = begin(phone, subject, content, **fields).json()["upload"]
    for part in upload["parts"]:
        assert put(part, content).status_code == 204
    return phone.post(f"/api/uploads/{upload['id']}/complete/")


def test_a_phone_adds_photos_and_the_computer_hears_of_each(
    browser: APIClient, subject: Subject, user: Any, django_capture_on_commit_callbacks: Any
) -> None:
    shown = show(browser, subject)
    assert shown.status_code == 201
    phone = phone_of(shown.json()["token"])
    told = phone.get("/api/hand-offs/phone/").json()
    assert (told["name"], told["to"], told["subject"]) == ("Andie", "source-photos", str(subject.id))
    with django_capture_on_commit_callbacks() as callbacks:
        answer = send(phone, subject, photo())
    assert answer.status_code == 201
    assert SourcePhoto.objects.get().uploaded_by == user
    said = [json.loads(one.args[1]) for one in callbacks if isinstance((getattr(one, "args", ()) or (0, 0))[-1], str)]
    identity = shown.json()["id"]
    assert {"type": "hand_off.changed", "hand_off": identity, "opened": True, "landed": 1} in said
    assert browser.get(f"/api/hand-offs/{identity}/").json()["landed"] == 1


def test_a_phone_is_shown_no_photo(phone: APIClient, browser: APIClient, subject: Subject) -> None:
    entry = send(phone, subject, photo()).json()["entries"][0]
    assert entry["shown"] is None
    assert begin(phone, subject, photo()).json()["known"]["shown"] is None
    for address in ("/api/me/", f"/api/subjects/{subject.id}/", f"/api/subjects/{subject.id}/source-photos/"):
        assert phone.get(address).status_code in (401, 403)
    assert phone.delete(f"/api/source-photos/{entry['made']}/").status_code in (401, 403)
    asset = SourcePhoto.objects.get().asset
    assert phone.get(f"/api/assets/{asset.id}/").status_code in (401, 403, 404)


def test_a_phone_sends_to_its_place_only(phone: APIClient, browser: APIClient, subject: Subject) -> None:
    other = Subject.objects.create(workspace=subject.workspace, name="B", slug="b", kind="synthetic", trigger_word="b")
    for target, to in ((other, "source-photos"), (subject, "target-photos")):
        answer = begin(phone, target, photo(), to=to)
        assert (answer.status_code, answer.json()["code"]) == (403, "hand_off_elsewhere")
    theirs = begin(browser, subject, photo(5)).json()["upload"]
    assert phone.get(f"/api/uploads/{theirs['id']}/").status_code == 404
    assert phone.delete(f"/api/uploads/{theirs['id']}/").status_code == 404
    assert phone.post(f"/api/uploads/{theirs['id']}/complete/").status_code == 404
    assert begin(phone, subject, photo(5)).json()["upload"]["id"] != theirs["id"]


def test_a_phone_cannot_show_a_code_itself(phone: APIClient, subject: Subject) -> None:
    assert show(phone, subject).status_code == 401


def test_a_phone_must_say_that_targets_may_be_used(browser: APIClient, subject: Subject) -> None:
    phone = phone_of(show(browser, subject, "target-photos").json()["token"])
    answer = begin(phone, subject, photo(), to="target-photos")
    assert (answer.status_code, answer.json()["code"]) == (422, "attestation_required")
    assert send(phone, subject, photo(), to="target-photos", attestation="They agreed.").status_code == 201
    assert TargetPhoto.objects.get().attestation == "They agreed."


@pytest.mark.parametrize("way", ["revoked", "expired", "unknown", "left", "demoted"])
def test_a_code_ends(browser: APIClient, subject: Subject, user: Any, way: str) -> None:
    shown = show(browser, subject).json()
    phone = phone_of(shown["token"] if way != "unknown" else "x" * 43)
    if way == "revoked":
        assert browser.delete(f"/api/hand-offs/{shown['id']}/").status_code == 204
    elif way == "expired":
        HandOff.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif way == "left":
        Membership.objects.filter(user=user).delete()
    elif way == "demoted":
        Membership.objects.filter(user=user).update(role="viewer")
    for answer in (phone.get("/api/hand-offs/phone/"), begin(phone, subject, photo())):
        assert (answer.status_code, answer.json()["code"]) == (401, "hand_off_over")


def test_only_a_hash_of_the_token_is_kept(browser: APIClient, subject: Subject) -> None:
    token = show(browser, subject).json()["token"]
    row = HandOff.objects.values().get()
    assert token not in str(row)
    assert row["token_sha256"] == selectors.token_hash(token)


def test_a_code_brings_so_many_and_no_more(phone: APIClient, subject: Subject, monkeypatch: Any) -> None:
    monkeypatch.setattr(opening, "MOST_BY_PHONE", 1)
    assert begin(phone, subject, photo(1)).status_code == 201
    answer = begin(phone, subject, photo(2))
    assert (answer.status_code, answer.json()["code"]) == (409, "hand_off_full")


def test_viewers_show_no_codes_and_strangers_find_none(
    browser: APIClient, viewer: APIClient, stranger: APIClient, subject: Subject
) -> None:
    assert show(viewer, subject).status_code == 403
    assert show(stranger, subject).status_code == 404
    made = show(browser, subject).json()["id"]
    assert stranger.get(f"/api/hand-offs/{made}/").status_code == 404
    assert stranger.delete(f"/api/hand-offs/{made}/").status_code == 404


@pytest.mark.parametrize(
    ("seen_as", "reachable"),
    [
        ("http://127.0.0.1:8000/", False),
        ("http://localhost:8000/", False),
        ("http://[::1]:8000/", False),
        ("http://192.168.1.5:8000/", True),
        ("https://studio.example.org/", True),
    ],
)
def test_it_says_when_a_phone_cannot_reach_the_address(seen_as: str, reachable: bool) -> None:
    assert selectors.reach(seen_as, "t") == {"url": f"{seen_as}hand-off/t", "reachable": reachable}
