"""The first start: a demo workspace, a synthetic person, and one swap that is shown and never repeated."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command

from studio.accounts import services as accounts
from studio.accounts.models import User, Workspace
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.runs import services as runs
from studio.runs.models import Run, RunStatus
from studio.subjects.models import Kind, Subject

LOGIN = ("demo-password", "demo-login.json")


@pytest.fixture(autouse=True)
def login(db: None) -> Iterator[None]:
    yield
    for name in LOGIN:
        (configured.DATA / name).unlink(missing_ok=True)


def said(command: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def test_the_demo_is_made_once(settings: Any) -> None:
    assert "synthetic person" in said("seed_demo")
    assert said("seed_demo") == ""
    subject = Subject.objects.get()
    assert (subject.kind, subject.workspace.is_demo) == (Kind.SYNTHETIC, True)
    assert "nobody's likeness" in subject.attestation
    assert list(SourcePhoto.objects.values_list("name", flat=True)) == ["source-1.jpg"]
    targets = list(TargetPhoto.objects.order_by("number").values_list("name", flat=True))
    assert targets == ["target-3.jpg", "target-1.jpg", "target-2.jpg"]
    assert all("synthetic person" in text for text in TargetPhoto.objects.values_list("attestation", flat=True))
    assert Run.objects.filter(kind="report").count() == 4


def test_the_login_is_the_owners_to_read() -> None:
    said("seed_demo")
    paths = [configured.DATA / name for name in LOGIN]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in paths)
    login = json.loads(paths[1].read_text())
    assert login == {"email": accounts.DEMO_EMAIL, "password": paths[0].read_text()}
    assert User.objects.get(email=accounts.DEMO_EMAIL).check_password(login["password"])
    said("seed_demo")
    assert json.loads(paths[1].read_text()) == login


def test_what_its_owner_changed_is_left_alone() -> None:
    said("seed_demo")
    Subject.objects.update(name="Renamed")
    TargetPhoto.objects.all().delete()
    said("seed_demo")
    assert Subject.objects.get().name == "Renamed"
    assert not TargetPhoto.objects.exists()


def test_without_sample_photos_there_is_only_the_workspace(settings: Any, tmp_path: Path) -> None:
    settings.SAMPLE = tmp_path
    assert "upload your own" in said("seed_demo")
    assert Workspace.objects.get().is_demo
    assert not Subject.objects.exists()
    assert "upload photos of your own" in said("sample_swap")


def test_a_sample_that_does_not_end_says_so() -> None:
    said("seed_demo")
    with pytest.raises(CommandError, match="has not ended after 0 s"):
        said("sample_swap", wait=0)
    run = Run.objects.get(kind="swap")
    assert (run.pictures, run.recipe["enhance"], run.price) == (3, True, 36)


def test_the_sample_is_not_swapped_again_unless_asked() -> None:
    said("seed_demo")
    for again in (False, False, True):
        with pytest.raises(CommandError):
            said("sample_swap", wait=0, again=again)
    assert sorted(Run.objects.filter(kind="swap").values_list("title", flat=True)) == ["Swap 1", "Swap 2"]


@pytest.mark.parametrize(
    ("status", "sentence"), [(RunStatus.FAILED, "The sample swap failed. The engine broke."), (None, "was cancelled")]
)
def test_a_sample_that_came_to_nothing_is_an_error(status: str | None, sentence: str) -> None:
    said("seed_demo")
    with pytest.raises(CommandError):
        said("sample_swap", wait=0)
    run = Run.objects.get(kind="swap")
    if status is None:
        runs.cancel(run)
    else:
        Run.objects.filter(id=run.id).update(status=status, error_detail="The engine broke.")
    with pytest.raises(CommandError, match=sentence):
        said("sample_swap")


def test_a_sample_that_is_done_says_what_and_where() -> None:
    said("seed_demo")
    with pytest.raises(CommandError):
        said("sample_swap", wait=0)
    run = Run.objects.get(kind="swap")
    Run.objects.filter(id=run.id).update(status=RunStatus.SUCCEEDED, captured=36)
    told = said("sample_swap", base_url="http://127.0.0.1:8123/")
    assert f"http://127.0.0.1:8123/runs/{run.id}\n" in told
    assert "The sample swap is done" in told
