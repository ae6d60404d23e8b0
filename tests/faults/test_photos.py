"""Photos as they come, and screens that refuse or break: closed, never open."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from faults.studio import SAMPLE, Client, Studio

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]

SIDEWAYS = 6
"""EXIF orientation of a phone held upright: turn by 90 degrees to view."""


@pytest.fixture
def worked(andie: Client, workers: Studio) -> Client:
    workers.start_worker()
    return andie


def test_a_photo_without_a_face_says_so_and_lends_none(worked: Client, targets, tmp_path: Path) -> None:
    path = tmp_path / "house.jpg"
    scene = Image.new("RGB", (1200, 900), (150, 190, 230))
    draw = ImageDraw.Draw(scene)
    draw.rectangle([0, 600, 1200, 900], fill=(80, 120, 60))
    draw.rectangle([400, 400, 800, 700], fill=(180, 120, 90))
    draw.polygon([(380, 400), (600, 250), (820, 400)], fill=(120, 50, 40))
    scene.save(path)
    source = worked.settled_photo("source", worked.photo("source", path))
    faces = next(check for check in source["report"]["checks"] if check["key"] == "faces")
    assert faces["verdict"] == "warn", "Andie is synthetic: a picture without a face can still be learned from"
    target = worked.photo("target", targets[0])
    refused = worked.call("POST", "/api/swaps/", json=worked.swap_body([source["id"]], [target]))
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing_to_make")
    as_target = worked.settled_photo("target", worked.photo("target", path))
    assert as_target["report"]["verdict"] == "refuse"


def test_twelve_faces_are_found_and_one_may_be_chosen(worked: Client, source: Path, tmp_path: Path) -> None:
    group = Image.new("RGB", (2400, 1800), "grey")
    people = [SAMPLE / "source-1.jpg", *(SAMPLE / f"target-{n}.jpg" for n in (1, 2, 3))]
    for index in range(12):
        person = Image.open(people[index % 4]).resize((600, 600))
        group.paste(person, (index % 4 * 600, index // 4 * 600))
    path = tmp_path / "group.jpg"
    group.save(path, quality=92)
    photo = worked.settled_photo("target", worked.photo("target", path))
    assert len(photo["report"]["faces"]) == 12
    assert sum(face["chosen"] for face in photo["report"]["faces"]) == 1
    worked.post(f"/api/target-photos/{photo['id']}/choose-face/", {"index": 7}, status=200)
    chosen = worked.settled_photo("target", photo["id"])
    assert [face["chosen"] for face in chosen["report"]["faces"]].index(True) == 7
    run = worked.swap([worked.photo("source", source)], [photo["id"]])
    assert worked.wait_for(run)["items"]["done"] == 1


def test_a_phone_photo_lying_on_its_side_is_upright(worked: Client, source: Path, tmp_path: Path) -> None:
    path = tmp_path / "phone.jpg"
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    exif[0x010F] = "Phone"
    upright = Image.open(source).crop((0, 0, 1024, 900))
    upright.transpose(Image.Transpose.ROTATE_90).save(path, quality=95, exif=exif)
    photo = worked.settled_photo("source", worked.photo("source", path))
    assert (photo["width"], photo["height"]) == (1024, 900)
    assert len(photo["report"]["faces"]) == 1
    content = worked.call("GET", photo["picture"]["url"]).content
    assert b"Phone" not in content
    assert b"Exif" not in content


@pytest.fixture(
    scope="module",
    params=[("FAKE_SCREEN", "refuse"), ("FAKE_SCREEN", "crash"), ("FAKE_AGE", "refuse"), ("FAKE_AGE", "crash")],
)
def closed(request, tmp_path_factory) -> Iterator[Studio]:
    """A studio whose content screen or age network refuses, or crashes, whatever it is shown."""
    name, how = request.param
    made = Studio(tmp_path_factory.mktemp("closed"), extra={name: how, "STUDIO_LEASE_SECONDS": "3"}).up(workers=0)
    yield made
    made.down()


def test_a_screen_that_refuses_or_crashes_keeps_the_photo_out(closed: Studio, source: Path) -> None:
    client = closed.newcomer().synthetic()
    photo = client.photo("source", source)
    target = client.photo("target", SAMPLE / "target-1.jpg")
    # Accepted while the report is pending: a worker comes only now.
    run = client.swap([photo], [target])
    closed.start_worker()
    refused = client.settled_photo("source", photo)
    assert (refused["status"], refused["picture"]) == ("refused", None)
    ended = client.wait_for(run, "failed")
    assert (ended["captured"], ended["released"]) == (0, 10)
    assert client.get(f"/api/swaps/?run={run}")["results"] == []
    asset = uuid.UUID(closed.row("select asset_id from photos_sourcephoto limit 1"))
    assert client.call("GET", f"/api/assets/{asset}/").status_code == 404
    assert client.call("GET", f"/api/assets/{asset}/160/").status_code == 404
    assert client.call("DELETE", f"/api/source-photos/{photo}/").status_code == 204
    closed.audit()
