"""A file is in storage before its row is; what no row claims is swept, and rows and files agree."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from moto.server import ThreadedMotoServer
from rest_framework.test import APIClient

from factories import jpeg
from imaging.errors import UnreadablePicture
from imaging.intake.thumbnails import thumbnails
from studio.accounts.models import Workspace
from studio.assets import selectors, services
from studio.assets.errors import UnsupportedFile
from studio.assets.models import Asset


def put(workspace: Workspace, path: Path, filename: str = "a.jpg") -> services.Stored:
    return services.put(
        workspace, content=path, folder="andie/sources", filename=filename, thumbnails=dict(thumbnails(path))
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "a.jpg"
    made.write_bytes(jpeg())
    return made


def age(key: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(default_storage.path(key), (then, then))


def test_a_picture_lies_in_its_folder_with_three_thumbnails(workspace: Workspace, path: Path) -> None:
    asset = services.record(workspace, put(workspace, path))
    assert asset.key.startswith(f"{workspace.slug}/andie/sources/")
    assert asset.key.endswith("-a.jpg")
    assert (asset.width, asset.height, asset.size) == (900, 800, path.stat().st_size)
    assert selectors.keys_of(asset) == (asset.key, *(f"{asset.key}.{size}.webp" for size in (160, 480, 1200)))
    assert all(default_storage.exists(key) for key in selectors.keys_of(asset))


def test_the_same_name_twice_gives_two_keys(workspace: Workspace, path: Path) -> None:
    assert put(workspace, path).key != put(workspace, path).key


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (b"<html><script>alert(1)</script>", "a.jpg"),
        (b"%PDF-1.7", "a.jpg"),
        (jpeg(), "a.svg"),
        (jpeg(), "a.pdf"),
        (b"", "a.png"),
        (b"MZ", "a"),
    ],
)
def test_what_is_not_what_its_name_says_is_not_kept(
    workspace: Workspace, tmp_path: Path, content: bytes, filename: str
) -> None:
    path = tmp_path / "sent"
    path.write_bytes(content)
    with pytest.raises(UnsupportedFile):
        services.put(workspace, content=path, folder="andie/evidence", filename=filename)
    assert selectors.audit(workspace) == []


def test_a_picture_that_cannot_be_opened_is_not_kept(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 and nothing more")
    with pytest.raises(UnreadablePicture):
        services.put(workspace, content=path, folder="andie/evidence", filename="a.jpg")


def test_a_picture_without_its_thumbnails_is_a_mistake(workspace: Workspace, path: Path) -> None:
    with pytest.raises(ValueError, match="thumbnails"):
        services.put(workspace, content=path, folder="andie/sources", filename="a.jpg")


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\photos\\me.JPG", "me.jpg"),
        ('x"; filename=evil.html\r\n.jpg', "x-filename-evil-html.jpg"),
        ("ümläut photo.png", "ml-ut-photo.png"),
        ("...", "file"),
        ("", "file"),
        ("a" * 300 + ".jpg", "a" * 110 + ".jpg"),
    ],
)
def test_names_of_strangers_never_reach_a_path(given: str, safe: str) -> None:
    assert services.safe_name(given) == safe


def test_a_deleted_row_takes_its_files_with_it_after_commit(
    workspace: Workspace, path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    asset = services.record(workspace, put(workspace, path))
    keys = selectors.keys_of(asset)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete(asset)
        assert all(default_storage.exists(key) for key in keys)
    assert not any(default_storage.exists(key) for key in keys)


def test_a_rolled_back_deletion_loses_nothing(
    transactional_db: None, workspace: Workspace, stored: Callable[..., Asset]
) -> None:
    asset = stored()

    def delete_and_fail() -> None:
        with transaction.atomic():
            services.delete(asset)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        delete_and_fail()
    assert Asset.objects.filter(key=asset.key).exists()
    assert selectors.audit(workspace) == []


def test_the_sweep_takes_only_what_is_old_and_nobodys(workspace: Workspace, path: Path) -> None:
    kept = services.record(workspace, put(workspace, path))
    fresh, abandoned = put(workspace, path), put(workspace, path)
    for key in (*selectors.keys_of(kept), abandoned.key, *(f"{abandoned.key}.{n}.webp" for n in (160, 480, 1200))):
        age(key, 7200)
    services.sweep(timedelta(hours=1))
    assert default_storage.exists(fresh.key)
    assert not default_storage.exists(abandoned.key)
    assert not default_storage.exists(f"{abandoned.key}.480.webp")
    assert all(default_storage.exists(key) for key in selectors.keys_of(kept))


def test_the_audit_names_what_is_missing_and_what_is_nobodys(workspace: Workspace, path: Path) -> None:
    asset, orphan = services.record(workspace, put(workspace, path)), put(workspace, path)
    default_storage.delete(f"{asset.key}.480.webp")
    problems = selectors.audit(workspace)
    assert f"The asset file {asset.key}.480.webp is missing from storage." in problems
    assert f"The stored file {orphan.key} belongs to no asset." in problems
    assert len(problems) == 5


def test_discarded_files_are_gone_at_once(workspace: Workspace, path: Path) -> None:
    services.discard(put(workspace, path))
    assert selectors.audit(workspace) == []


def test_a_stored_file_is_used_where_it_lies(workspace: Workspace, path: Path) -> None:
    asset = services.record(workspace, put(workspace, path))
    assert services.local_path(asset) == Path(default_storage.path(asset.key))


@pytest.fixture
def bucket(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Storage behind a network: a bucket of an S3 server on this machine."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {
        "bucket_name": "studio",
        "endpoint_url": f"http://{host}:{port}",
        "access_key": "test",
        "secret_key": "test",
        "region_name": "us-east-1",
    }
    access = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=options["endpoint_url"], **access).create_bucket(Bucket="studio")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options},
    }
    yield
    server.stop()


def test_storage_may_be_far_away(
    workspace: Workspace, path: Path, bucket: None, browser: APIClient, django_capture_on_commit_callbacks: Any
) -> None:
    asset = services.record(workspace, put(workspace, path))
    assert selectors.audit(workspace) == []
    copy = services.local_path(asset)
    assert copy.read_bytes() == path.read_bytes()
    assert services.local_path(asset) == copy
    assert browser.get(f"/api/assets/{asset.id}/").headers["Content-Length"] == str(asset.size)
    abandoned = put(workspace, path)
    assert services.sweep(timedelta(0)) == 4
    assert not default_storage.exists(abandoned.key)
    with django_capture_on_commit_callbacks(execute=True):
        services.delete(asset)
    assert list(selectors.stored_keys()) == []
