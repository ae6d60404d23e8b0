"""Files are served to members of their workspace only, typed, immutable, and never as a page."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from rest_framework.test import APIClient

from studio.accounts.models import Workspace
from studio.assets import services
from studio.assets.models import Asset


def body(answer: Any) -> bytes:
    """What a streamed answer sends; the server iterates it asynchronously, so the test does."""

    async def collect() -> bytes:
        return b"".join([piece async for piece in answer])

    return asyncio.run(collect())


def test_a_file_is_served_as_it_is_stored(browser: APIClient, stored: Callable[..., Asset]) -> None:
    asset = stored(filename="andie-source-1.jpg")
    answer = browser.get(f"/api/assets/{asset.id}/")
    content = body(answer)
    assert hashlib.sha256(content).hexdigest() == asset.sha256
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Length"] == str(len(content))
    assert answer.headers["ETag"] == f'"{asset.sha256}"'
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["Content-Disposition"] == 'inline; filename="andie-source-1.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("size", [160, 480, 1200])
def test_a_thumbnail_is_a_webp_of_its_size(browser: APIClient, stored: Callable[..., Asset], size: int) -> None:
    asset = stored()
    answer = browser.get(f"/api/assets/{asset.id}/{size}/")
    picture = Image.open(io.BytesIO(body(answer)))
    assert (picture.format, max(picture.size)) == ("WEBP", min(size, 900))
    assert answer.headers["Content-Type"] == "image/webp"


def test_a_known_tag_gets_no_body(browser: APIClient, stored: Callable[..., Asset]) -> None:
    asset = stored()
    for path in (f"/api/assets/{asset.id}/", f"/api/assets/{asset.id}/160/"):
        tag = browser.get(path).headers["ETag"]
        again = browser.get(path, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_a_download_is_an_attachment(browser: APIClient, stored: Callable[..., Asset]) -> None:
    answer = browser.get(f"/api/assets/{stored(filename='a.jpg').id}/?download=1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a.jpg"'


def test_a_pdf_is_only_ever_an_attachment(browser: APIClient, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "release.pdf"
    path.write_bytes(b"%PDF-1.7\n...")
    asset = services.record(
        workspace, services.put(workspace, content=path, folder="andie/evidence", filename="release.pdf")
    )
    answer = browser.get(f"/api/assets/{asset.id}/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="release.pdf"'
    assert browser.get(f"/api/assets/{asset.id}/160/").status_code == 404


@pytest.mark.parametrize("path", ["/api/assets/{}/", "/api/assets/{}/160/", "/api/assets/{}/?download=1"])
def test_what_may_not_be_seen_does_not_exist(
    path: str, browser: APIClient, stranger: APIClient, stored: Callable[..., Asset]
) -> None:
    asset, withheld = stored(), stored(quarantined=True)
    assert browser.get(path.format(asset.id)).status_code == 200
    assert stranger.get(path.format(asset.id)).status_code == 404
    assert browser.get(path.format(withheld.id)).status_code == 404
    assert APIClient().get(path.format(asset.id)).status_code in (401, 403)


def test_a_withheld_file_is_not_even_confirmed_by_its_tag(browser: APIClient, stored: Callable[..., Asset]) -> None:
    withheld = stored(quarantined=True)
    answer = browser.get(f"/api/assets/{withheld.id}/", headers={"If-None-Match": f'"{withheld.sha256}"'})
    assert answer.status_code == 404


def test_an_unknown_size_and_a_lost_file_are_not_found(browser: APIClient, stored: Callable[..., Asset]) -> None:
    asset = stored()
    assert browser.get(f"/api/assets/{asset.id}/999/").status_code == 404
    default_storage.delete(asset.key)
    assert browser.get(f"/api/assets/{asset.id}/").status_code == 404


def test_serving_costs_few_queries(
    browser: APIClient, stored: Callable[..., Asset], django_assert_max_num_queries: Any
) -> None:
    asset = stored()
    with django_assert_max_num_queries(4):
        browser.get(f"/api/assets/{asset.id}/480/")
