"""Subjects and consent over HTTP."""

from __future__ import annotations

import asyncio
import hashlib
import io
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from rest_framework.test import APIClient

from studio.accounts.models import Membership, User, Workspace
from studio.assets.models import Asset
from studio.runs.models import Run
from studio.subjects.models import Consent, Subject

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
STATEMENT = {"uses": "swap,train", "given_by": "Rea Doe", "statement": "I agree."}


@pytest.fixture
def client(user: User) -> APIClient:
    made = APIClient()
    made.force_login(user)
    return made


@pytest.fixture
def stranger(db: None) -> APIClient:
    """Somebody with a workspace of their own."""
    other = User.objects.create_user("eve@example.org", "a-long-password")
    Membership.objects.create(user=other, workspace=Workspace.objects.create(name="Other", slug="other"))
    made = APIClient()
    made.force_login(other)
    return made


def consent(client: APIClient, subject: Subject, **fields: Any) -> Any:
    return client.post(f"/api/subjects/{subject.id}/consents/", {**STATEMENT, **fields}, format="multipart")


def photo(kind: str = "JPEG", side: int = 40, exif: bytes = b"") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(file, kind, **({"exif": exif} if exif else {}))
    return file.getvalue()


def read(answer: Any) -> bytes:
    """All of a streamed answer."""

    async def pieces() -> bytes:
        return b"".join([piece async for piece in answer.streaming_content])

    return asyncio.run(pieces())


class TestSubjects:
    """Create, look, change, delete."""

    def test_a_new_subject(self, client: APIClient) -> None:
        answer = client.post("/api/subjects/", {"name": "Andie Doe", "kind": "real"}, format="json")
        assert answer.status_code == 201
        made = answer.json()
        created = made.pop("created_at")
        assert created.endswith("Z")
        assert made == {
            "id": str(Subject.objects.get().id),
            "slug": "andie-doe",
            "name": "Andie Doe",
            "kind": "real",
            "trigger_word": "andiedoe_m",
            "settings": {},
            "attestation": "",
            "consent_state": "missing",
            "consents": [],
        }

    def test_is_found_by_id_and_by_slug(self, client: APIClient, subject: Subject) -> None:
        by_id = client.get(f"/api/subjects/{subject.id}/").json()
        assert by_id == client.get(f"/api/subjects/{subject.slug}/").json()
        assert client.get("/api/subjects/nobody/").status_code == 404

    def test_a_synthetic_one_needs_an_attestation(self, client: APIClient) -> None:
        answer = client.post("/api/subjects/", {"name": "Nobody", "kind": "synthetic"}, format="json")
        assert (answer.status_code, answer.json()["code"]) == (422, "attestation_required")
        attested = {"name": "Nobody", "kind": "synthetic", "attestation": "Made by a network."}
        assert client.post("/api/subjects/", attested, format="json").json()["consent_state"] == "not_needed"

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "name"),
            ({"name": " ", "kind": "real"}, "name"),
            ({"name": "x" * 81, "kind": "real"}, "name"),
            ({"name": "A", "kind": "alien"}, "kind"),
            ({"name": "A", "kind": "real", "trigger_word": "a b"}, "trigger_word"),
        ],
    )
    def test_what_is_wrong_is_named(self, client: APIClient, body: dict[str, str], field: str) -> None:
        answer = client.post("/api/subjects/", body, format="json")
        assert answer.status_code == 400
        assert answer["Content-Type"] == "application/problem+json"
        assert field in answer.json()["extra"]["fields"]
        assert field in answer.json()["detail"]

    def test_settings_are_kept_and_slug_and_kind_are_not_changed(self, client: APIClient, subject: Subject) -> None:
        settings = {"engines": {"face_swap": {"engine": "mesh-warp", "options": {}}}, "enhance": False}
        body = {"settings": settings, "name": "Andrea", "slug": "other", "kind": "real", "attestation": ""}
        answer = client.patch(f"/api/subjects/{subject.id}/", body, format="json").json()
        assert (answer["settings"], answer["name"]) == (settings, "Andrea")
        assert (answer["slug"], answer["kind"], answer["attestation"]) == ("andie", "synthetic", "Nobody's likeness.")
        too_long = {"settings": {"note": "x" * 9000}}
        assert client.patch(f"/api/subjects/{subject.id}/", too_long, format="json").status_code == 400

    def test_a_clean_subject_is_deleted_with_its_evidence(
        self, client: APIClient, real_subject: Subject, django_capture_on_commit_callbacks: Any
    ) -> None:
        consent(client, real_subject, evidence=SimpleUploadedFile("release.pdf", PDF))
        asset = Asset.objects.get()
        with django_capture_on_commit_callbacks(execute=True):
            assert client.delete(f"/api/subjects/{real_subject.id}/").status_code == 204
        assert not Subject.objects.exists()
        assert not Asset.objects.exists()
        from django.core.files.storage import default_storage

        assert not default_storage.exists(asset.key)

    def test_a_subject_with_runs_is_not_deleted(self, client: APIClient, subject: Subject) -> None:
        Run.objects.create(workspace=subject.workspace, subject=subject, kind="swap", title="S", recipe={}, pictures=1)
        answer = client.delete(f"/api/subjects/{subject.id}/")
        assert (answer.status_code, answer.json()["code"]) == (409, "subject_in_use")
        assert "runs" in answer.json()["detail"]
        assert Subject.objects.exists()

    def test_the_list_has_pages_and_few_queries(
        self, client: APIClient, workspace: Workspace, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(7):
            made = Subject.objects.create(workspace=workspace, name=f"S{number}", slug=f"s{number}", kind="real")
            Consent.objects.create(subject=made, uses=["swap"], given_by="A", statement="B")
        with django_assert_max_num_queries(6):
            first = client.get("/api/subjects/?limit=4").json()
        second = client.get(first["next"]).json()
        assert [subject["slug"] for subject in first["results"] + second["results"]] == [
            f"s{n}" for n in range(6, -1, -1)
        ]
        assert second["next"] is None


class TestConsents:
    """Grant with evidence, revoke, never edit."""

    def test_uses_by_comma_or_repeated(self, client: APIClient, real_subject: Subject) -> None:
        assert consent(client, real_subject).json()["uses"] == ["swap", "train"]
        assert consent(client, real_subject, uses=["generate", "swap"]).json()["uses"] == ["swap", "generate"]
        body = {**STATEMENT, "uses": ["swap", "train"]}
        as_json = client.post(f"/api/subjects/{real_subject.id}/consents/", body, format="json")
        assert as_json.json()["uses"] == ["swap", "train"]

    def test_an_unknown_use(self, client: APIClient, real_subject: Subject) -> None:
        answer = consent(client, real_subject, uses="swap,sell")
        assert (answer.status_code, answer.json()["code"]) == (422, "unknown_use")
        assert answer.json()["extra"] == {"unknown": ["sell"]}
        assert not Consent.objects.exists()

    def test_it_says_who_and_when(self, client: APIClient, user: User, real_subject: Subject) -> None:
        made = consent(client, real_subject).json()
        assert made["given_by"] == "Rea Doe"
        assert made["level"] == "recorded"
        assert made["revoked_at"] is None
        assert Consent.objects.get().recorded_by == user
        assert client.get(f"/api/subjects/{real_subject.id}/").json()["consents"] == [made]

    @pytest.mark.parametrize("missing", ["uses", "given_by", "statement"])
    def test_all_of_it_is_needed(self, client: APIClient, real_subject: Subject, missing: str) -> None:
        fields = {name: value for name, value in STATEMENT.items() if name != missing}
        answer = client.post(f"/api/subjects/{real_subject.id}/consents/", fields, format="multipart")
        assert answer.status_code == 400
        assert missing in answer.json()["extra"]["fields"]

    def test_revoking(self, client: APIClient, real_subject: Subject) -> None:
        made = consent(client, real_subject).json()
        address = f"/api/subjects/{real_subject.id}/consents/{made['id']}/revoke/"
        revoked = client.post(address).json()
        assert revoked["revoked_at"] is not None
        assert client.post(address).json() == revoked
        assert client.get(f"/api/subjects/{real_subject.id}/").json()["consent_state"] == "revoked"

    def test_a_consent_of_another_subject_is_not_revoked_here(self, client: APIClient, real_subject: Subject) -> None:
        made = consent(client, real_subject).json()
        twin = Subject.objects.create(workspace=real_subject.workspace, name="Twin", slug="twin", kind="real")
        assert client.post(f"/api/subjects/{twin.id}/consents/{made['id']}/revoke/").status_code == 404
        assert Consent.objects.get().revoked_at is None


class TestEvidence:
    """The file behind a consent: typed by content, kept with its hash, for members only."""

    def test_a_pdf_is_kept_as_it_is(self, client: APIClient, stranger: APIClient, real_subject: Subject) -> None:
        made = consent(client, real_subject, evidence=SimpleUploadedFile("re lease.pdf", PDF)).json()
        asset = Asset.objects.get()
        assert asset.key.startswith(f"{real_subject.workspace.slug}/rea/consents/")
        assert asset.sha256 == hashlib.sha256(PDF).hexdigest()
        answer = client.get(made["evidence"])
        assert read(answer) == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert stranger.get(made["evidence"]).status_code == 404
        assert APIClient().get(made["evidence"]).status_code == 401

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_a_picture_is_kept_without_its_metadata(self, client: APIClient, real_subject: Subject, kind: str) -> None:
        exif = Image.Exif()
        exif[0x010E] = "taken at home"
        content = photo(kind, exif=exif.tobytes())
        made = consent(client, real_subject, evidence=SimpleUploadedFile("scan.bin", content))
        assert made.status_code == 201, made.json()
        kept = read(client.get(made.json()["evidence"]))
        assert b"taken at home" not in kept
        assert Image.open(io.BytesIO(kept)).size == (40, 40)

    @pytest.mark.parametrize("content", [b"hello", b"<svg/>", b"GIF89a" + bytes(100), b"MZ" + bytes(100)])
    def test_another_type_is_refused_whatever_its_name(
        self, client: APIClient, real_subject: Subject, content: bytes
    ) -> None:
        answer = consent(client, real_subject, evidence=SimpleUploadedFile("release.pdf", content, "application/pdf"))
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_type")
        assert answer.json()["detail"].endswith("It cost nothing.")
        assert not Consent.objects.exists()
        assert not Asset.objects.exists()

    def test_too_large_a_file_is_refused(self, client: APIClient, real_subject: Subject) -> None:
        large = SimpleUploadedFile("release.pdf", PDF + bytes(10 * 1024 * 1024))
        answer = consent(client, real_subject, evidence=large)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_many_bytes")
        assert not Consent.objects.exists()

    def test_a_damaged_picture_is_refused(self, client: APIClient, real_subject: Subject) -> None:
        answer = consent(client, real_subject, evidence=SimpleUploadedFile("scan.jpg", photo(side=200)[:400]))
        assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_picture")
        assert not Consent.objects.exists()

    def test_a_name_cannot_leave_its_folder(self, client: APIClient, real_subject: Subject) -> None:
        consent(client, real_subject, evidence=SimpleUploadedFile("..\\..\\etc\\passwd.pdf", PDF))
        assert ".." not in Asset.objects.get().key


def addresses(subject: Subject, given: str) -> list[tuple[str, str]]:
    base = f"/api/subjects/{subject.id}/"
    return [
        ("get", base),
        ("get", f"/api/subjects/{subject.slug}/"),
        ("patch", base),
        ("delete", base),
        ("post", f"{base}consents/"),
        ("post", f"{base}consents/{given}/revoke/"),
    ]


def test_another_workspaces_subject_does_not_exist(
    client: APIClient, stranger: APIClient, real_subject: Subject
) -> None:
    given = consent(client, real_subject).json()["id"]
    for method, address in addresses(real_subject, given):
        answer = getattr(stranger, method)(
            address, {"name": "Mine", **STATEMENT}, **({} if method == "get" else {"format": "json"})
        )
        assert (method, address, answer.status_code) == (method, address, 404)
    assert stranger.get("/api/subjects/").json()["results"] == []
    real_subject.refresh_from_db()
    assert (real_subject.name, Consent.objects.get().revoked_at) == ("Rea", None)


def test_nobody_gets_in_without_signing_in(real_subject: Subject) -> None:
    for method, address in [
        *addresses(real_subject, str(uuid4())),
        ("get", "/api/subjects/"),
        ("post", "/api/subjects/"),
    ]:
        answer = getattr(APIClient(), method)(address)
        assert (method, address, answer.status_code) == (method, address, 401)
        assert answer.json()["code"] == "not_signed_in"


def test_a_viewer_looks_and_changes_nothing(client: APIClient, real_subject: Subject) -> None:
    given = consent(client, real_subject).json()["id"]
    Membership.objects.update(role="viewer")
    for method, address in [*addresses(real_subject, given), ("post", "/api/subjects/")]:
        answer = getattr(client, method)(address)
        assert (method, address, answer.status_code) == (method, address, 200 if method == "get" else 403)
    assert Subject.objects.count() == 1
    assert Consent.objects.get().revoked_at is None
