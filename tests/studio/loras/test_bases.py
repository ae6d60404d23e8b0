"""Bases are told from their headers; the web process never opens them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


def test_bases_say_what_they_are_and_why_not(browser: APIClient, models: Path) -> None:
    (models / "bases/half").mkdir()
    (models / "bases/one.safetensors").write_bytes(b"")
    listed = {base["key"]: base for base in browser.get("/api/bases/").json()["results"]}
    tiny = listed["tiny-sd"]
    assert (tiny["family"], tiny["resolution"], tiny["licence"]) == ("Stable Diffusion", 512, "openrail++")
    assert (tiny["ready"], tiny["why_not"], tiny["where"]) == (True, "", "folder")
    assert listed["tiny-xl"]["architecture"] == "stable-diffusion-xl-v1-base/lora"
    assert not listed["half"]["ready"]
    assert "model_index.json" in listed["half"]["why_not"]
    assert listed["one.safetensors"]["where"] == "file"
    assert str(models) not in str(listed)


def test_presets_fit_the_base(browser: APIClient, models: Path) -> None:
    answer = browser.get("/api/loras/presets/", {"base": "tiny-sd"}).json()
    options = {preset["key"]: preset["options"] for preset in answer["presets"]}
    assert set(options) == {"likeness", "style", "quick"}
    assert options["likeness"]["resolution"] == 512
    known = set(answer["schema"]["properties"])
    grouped = [name for group in answer["groups"] for name in group["options"]]
    assert sorted([*answer["basic"], *grouped]) == sorted(known), "every option is shown once"
    assert browser.get("/api/loras/presets/", {"base": "nobody"}).status_code == 404


def test_the_web_process_imports_no_torch(models: Path) -> None:
    asked = (
        "import sys; import config.urls; from studio.loras.selectors import bases; assert bases.listed();"
        "sys.exit(any(name in sys.modules for name in ('torch', 'diffusers', 'transformers')))"
    )
    start = "import django; django.setup();"
    assert subprocess.run([sys.executable, "-c", start + asked], check=False).returncode == 0
