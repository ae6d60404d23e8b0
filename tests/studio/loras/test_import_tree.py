"""`manage.py import_tree`: a folder or an S3 prefix of another tool, through the gates that everything passes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.management import CommandError, call_command
from moto.server import ThreadedMotoServer

from factories import jpeg
from studio.accounts.models import User, Workspace
from studio.assets.models import Asset
from studio.credits import selectors as credits
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.loras.models import Kind, LoraVersion
from studio.photos.models import SourcePhoto, TargetPhoto
from studio.runs.models import Run
from studio.subjects.models import Subject

pytestmark = pytest.mark.django_db

SYNTHETIC = {"kind": "synthetic", "attestation": "Drawn by a program.", "targets_attestation": "They are mine."}
REAL = {"kind": "real", "given_by": "Robin", "statement": "You may train on my photos."}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """One model as an older tool keeps it."""
    folder = tmp_path / "old" / "models" / "robin"
    files = {
        "source/one.jpg": jpeg(1), "source/two.JPG": jpeg(2), "source/notes.docx": b"words",
        "source/small.jpg": jpeg(3, (200, 200)), "targets/beach.jpg": jpeg(4),
        "results/s1/a.jpg": jpeg(5), "results/s1/a.txt": b"a photo of rbn, smiling", "results/b.jpg": jpeg(6),
        "captions/b.txt": b"a photo of rbn", "results/__MACOSX/._a.jpg": b"x", "results/fake.jpg": b"not a picture",
        "config.json": json.dumps({"trigger_word": "rbn", "other": 1}).encode(),
        "costs.json": json.dumps({"runs": [{"cost": 0.5, "steps": 9}, {"cost": 1.25}], "total": 1.75}).encode(),
    }  # fmt: skip
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "old"


def told(folder: Path | str, workspace: Workspace, **options: Any) -> str:
    out = io.StringIO()
    call_command("import_tree", str(folder), workspace=workspace.slug, stdout=out, **options)
    return out.getvalue()


def is_all_there(workspace: Workspace) -> Subject:
    subject = Subject.objects.get(workspace=workspace)
    assert (subject.name, subject.trigger_word) == ("robin", "rbn")
    assert SourcePhoto.objects.filter(subject=subject).count() == 2
    items = {item.caption: item for item in DatasetItem.objects.filter(dataset__subject=subject)}
    assert set(items) == {"a photo of rbn, smiling", "a photo of rbn"}
    # nothing is seen before it was screened: every picture that came in is withheld and waits for a run
    assert {item.state for item in items.values()} == {ItemState.PENDING}
    assert not Asset.objects.filter(quarantined=False).exists()
    assert set(Run.objects.values_list("kind", flat=True)) == {"report", "import"}
    return subject


def test_a_tree_comes_in_through_the_gates(workspace: Workspace, user: User, tree: Path) -> None:
    before = credits.sums(workspace)
    said = told(tree, workspace, **SYNTHETIC)
    subject = is_all_there(workspace)
    assert subject.attestation == "Drawn by a program."
    target = TargetPhoto.objects.get(subject=subject)
    assert target.attestation == "They are mine."
    assert "small.jpg was left out" in said
    assert "fake.jpg was left out" in said
    assert "costs.json has 2 entries, 1.75 in all" in said
    assert credits.sums(workspace) == before


def test_bringing_it_again_adds_only_what_is_new(workspace: Workspace, user: User, tree: Path) -> None:
    told(tree, workspace, **SYNTHETIC)
    (tree / "models/robin/source/three.jpg").write_bytes(jpeg(9))
    said = told(tree, workspace, **SYNTHETIC)
    assert "1 source photos came in and are being checked; 2 were there already" in said
    assert Dataset.objects.count() == 1
    assert DatasetItem.objects.count() == 2


def test_consent_is_asked_for_before_anything_is_read(workspace: Workspace, user: User, tree: Path) -> None:
    for missing in ({}, {"kind": "real"}, {"kind": "real", "given_by": "Robin"}, {"kind": "synthetic"}):
        with pytest.raises(CommandError, match="Nothing was read or kept"):
            told(tree, workspace, **missing)
    assert not Subject.objects.exists()
    assert not Asset.objects.exists()
    told(tree, workspace, **REAL)
    consent = is_all_there(workspace).consents.get()
    assert (consent.given_by, consent.recorded_by) == ("Robin", user)
    assert consent.uses == ["swap", "train", "generate"]
    assert not TargetPhoto.objects.exists(), "their rights were not attested"


def test_a_workspace_that_asks_for_more_than_a_record(
    workspace: Workspace, user: User, tree: Path, settings: Any
) -> None:
    settings.ENV = settings.ENV.model_copy(update={"studio_consent_level": "self"})
    with pytest.raises(CommandError, match="no consent to train"):
        told(tree, workspace, **REAL)
    assert not Asset.objects.exists()


def test_loras_come_along(workspace: Workspace, user: User, tree: Path, lora_of_base: Callable[..., Path]) -> None:
    for base in ("tiny-sd", "tiny-xl"):
        (tree / f"models/robin/{base}.safetensors").write_bytes(lora_of_base(base).read_bytes())
    assert "2 LoRAs were left out: say with --base" in told(tree, workspace, **SYNTHETIC)
    said = told(tree, workspace, **SYNTHETIC, base="tiny-sd")
    assert "tiny-sd.safetensors is version 1" in said
    assert "tiny-xl.safetensors was left out: The LoRA was made for" in said
    assert LoraVersion.objects.get().kind == Kind.IMPORTED


def test_the_folder_of_one_model_will_do(workspace: Workspace, user: User, tree: Path) -> None:
    told(tree / "models" / "robin", workspace, **SYNTHETIC)
    is_all_there(workspace)


def test_what_is_no_tree_is_refused(workspace: Workspace, user: User, tmp_path: Path) -> None:
    for wrong in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CommandError, match="No model was found there"):
            told(wrong, workspace, **SYNTHETIC)
    with pytest.raises(CommandError, match="no such workspace"):
        call_command("import_tree", str(tmp_path), workspace="nobody")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an S3 server on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    yield f"http://{host}:{port}"
    server.stop()


def test_an_s3_prefix_comes_in_the_same_way(workspace: Workspace, user: User, tree: Path, bucket: str) -> None:
    client = boto3.client("s3", endpoint_url=bucket)
    client.create_bucket(Bucket="old")
    for path in tree.rglob("*"):
        if path.is_file():
            client.upload_file(str(path), "old", f"backup/{path.relative_to(tree)}")
    said = told("s3://old/backup/", workspace, endpoint_url=bucket, **SYNTHETIC)
    is_all_there(workspace)
    assert "costs.json has 2 entries" in said
