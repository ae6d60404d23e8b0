"""Foreign LoRAs: taken in both layouts through the consent gate, or refused with the reason."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from imaging.formats import lora_file, tensor_file
from imaging.training import bases
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.loras.models import LoraVersion, Save
from studio.subjects import services as subjects
from studio.subjects.models import Subject

pytestmark = pytest.mark.django_db


def body(subject: Subject, file: Path | bytes, **more: Any) -> dict[str, Any]:
    content = file if isinstance(file, bytes) else file.read_bytes()
    return {
        "subject": str(subject.id),
        "base": "tiny-sd",
        "file": SimpleUploadedFile("robin.safetensors", content),
        "attestation": "She agreed.",
        **more,
    }


@pytest.mark.parametrize("layout", ["kohya", "diffusers"])
def test_either_layout_becomes_both(
    browser: APIClient, subject: Subject, lora_of_base: Callable[..., Path], layout: str
) -> None:
    told = {"modelspec.trigger_phrase": "ohwx", "ss_steps": "1200", "modelspec.author": "R."}
    answer = browser.post("/api/loras/import/", body(subject, lora_of_base(layout=layout, told=told)))
    assert answer.status_code == 201, answer.json()
    card = answer.json()
    assert (card["kind"], card["status"], card["trigger"], card["last_step"]) == ("imported", "succeeded", "ohwx", 1200)
    save = Save.objects.get(version=card["id"])
    base = bases.card("tiny-sd")
    assert base.family is not None
    for name in ("diffusers", "kohya"):
        path = assets.local_path(getattr(save, name))
        read = lora_file.read(path, base.shapes, base.family.kohya_prefixes, base.label)
        assert read.layout == name
        assert read.told["modelspec.author"] == "R."
        assert read.alpha == (1.0 if layout == "kohya" else 2.0)
    assert save.diffusers.filename == "andie_000001200.safetensors"
    assert browser.get(f"/api/lora-versions/{card['id']}/").json()["base"]["here"] is True


def test_another_base_is_refused_with_both_names(
    browser: APIClient, subject: Subject, lora_of_base: Callable[..., Path]
) -> None:
    file = lora_of_base("tiny-xl", told={"ss_sd_model_name": "sd_xl_base_1.0"})
    answer = browser.post("/api/loras/import/", body(subject, file))
    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "lora_of_another_base")
    assert "sd_xl_base_1.0" in told["detail"]
    assert "tiny-sd" in told["detail"]
    assert "It cost nothing." in told["detail"]
    assert any(key.startswith("lora_te1_") for key in told["extra"]["keys"])
    assert not LoraVersion.objects.exists()
    assert not Asset.objects.exists()


@pytest.mark.parametrize("content", [pickle.dumps({"lora": 1}), b"PK\x03\x04 a zip of pickles", b"words", b""])
def test_what_is_no_safetensors_file_is_refused(
    browser: APIClient, subject: Subject, models: Path, content: bytes
) -> None:
    answer = browser.post("/api/loras/import/", body(subject, content))
    assert answer.status_code in (400, 415)
    assert not LoraVersion.objects.exists()
    if content:
        assert answer.json()["code"] == "lora_unreadable"


def test_a_cut_off_file_is_refused(browser: APIClient, subject: Subject, lora_of_base: Callable[..., Path]) -> None:
    answer = browser.post("/api/loras/import/", body(subject, lora_of_base().read_bytes()[:-1]))
    assert (answer.status_code, answer.json()["code"]) == (415, "lora_unreadable")


def test_a_real_person_must_have_agreed(
    browser: APIClient, real_subject: Subject, lora_of_base: Callable[..., Path]
) -> None:
    file = lora_of_base()
    answer = browser.post("/api/loras/import/", body(real_subject, file))
    assert (answer.status_code, answer.json()["code"]) == (403, "consent_missing")
    subjects.grant_consent(real_subject, uses=["train"], given_by="Rea", statement="Yes.", evidence=None, by=None)
    assert browser.post("/api/loras/import/", body(real_subject, file)).status_code == 201


def test_nothing_comes_in_without_an_attestation(
    browser: APIClient, subject: Subject, lora_of_base: Callable[..., Path]
) -> None:
    asked = body(subject, lora_of_base())
    del asked["attestation"]
    assert browser.post("/api/loras/import/", asked).status_code == 400
    blank = browser.post("/api/loras/import/", body(subject, lora_of_base(), attestation="  "))
    assert blank.status_code in (400, 422)
    assert not LoraVersion.objects.exists()


def test_a_base_that_is_not_here(browser: APIClient, subject: Subject, lora_of_base: Callable[..., Path]) -> None:
    answer = browser.post("/api/loras/import/", body(subject, lora_of_base(), base="elsewhere"))
    assert answer.json()["code"] == "missing_weights"
    assert "elsewhere" in answer.json()["detail"]


def test_viewers_and_strangers_bring_nothing(
    viewer: APIClient, stranger: APIClient, subject: Subject, lora_of_base: Callable[..., Path]
) -> None:
    file = lora_of_base()
    assert viewer.post("/api/loras/import/", body(subject, file)).status_code == 403
    assert stranger.post("/api/loras/import/", body(subject, file)).status_code == 404


def test_numbers_go_on(browser: APIClient, version: LoraVersion, lora_of_base: Callable[..., Path]) -> None:
    card = browser.post("/api/loras/import/", body(version.subject, lora_of_base(), name="Another")).json()
    assert (card["number"], card["title"]) == (2, "Another, version 2")


def test_files_say_what_they_are(subject: Subject, browser: APIClient, lora_of_base: Callable[..., Path]) -> None:
    card = browser.post("/api/loras/import/", body(subject, lora_of_base(), trigger="andie_x")).json()
    kohya = Save.objects.get(version=card["id"]).kohya
    told = tensor_file.read_header(assets.local_path(kohya)).told
    assert told["modelspec.trigger_phrase"] == "andie_x"
    assert told["ss_sd_model_name"] == "tiny-sd"
