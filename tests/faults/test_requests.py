"""The web server killed, flooded and lied to, over real HTTP."""

from __future__ import annotations

import io
import threading
import uuid
import zlib
from pathlib import Path

import pytest
import requests
from PIL import Image

from faults.studio import Client, Studio, in_parallel
from servers import wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(180)]

TINY = 40


@pytest.fixture
def ready(andie: Client, source, targets) -> tuple[Client, dict]:
    """A newcomer and the body of a swap that costs ten credits."""
    return andie, andie.swap_body([andie.photo("source", source)], [andie.photo("target", targets[0])])


def test_a_hundred_at_once_with_credit_for_ten(ready, workers: Studio) -> None:
    client, body = ready
    client.post("/api/swaps/", body, status=202)  # 990 are left of 1000
    spent = client.get("/api/credits/")["balance"]
    workers.manage("spend", client.key, str(spent - 100))
    answers = in_parallel([lambda: client.call("POST", "/api/swaps/", json=body).status_code] * 100)
    assert sorted(set(answers)) == [202, 402]
    assert answers.count(202) == 10
    assert client.get("/api/credits/")["balance"] == 0


def test_web_killed_while_keyed_requests_come_in_makes_each_run_once(ready, workers: Studio) -> None:
    client, body = ready
    keys = [uuid.uuid4().hex for _ in range(20)]
    accepted: dict[str, set[str]] = {key: set() for key in keys}

    def answered(key: str) -> bool:
        try:
            answer = client.call("POST", "/api/swaps/", json=body, headers={"Idempotency-Key": key})
        except requests.RequestException:
            return False
        if answer.status_code == 202:
            accepted[key].add(answer.json()["id"])
        return answer.status_code == 202

    def until_answered(key: str) -> None:
        """What a good client does: the same key again until there is an answer."""
        wait_until(lambda: answered(key), 60, "the request is answered")

    threads = [threading.Thread(target=until_answered, args=(key,)) for key in keys for _ in range(2)]
    for thread in threads:
        thread.start()
    wait_until(lambda: any(accepted.values()), 30, "the first is accepted")
    for _ in range(2):
        assert workers.web is not None
        workers.web.kill()
        workers.start_web()
    for thread in threads:
        thread.join(60)
    assert [len(runs) for runs in accepted.values()] == [1] * 20
    assert len(set.union(*accepted.values())) == 20
    count = "select count(*) from runs_run where kind = 'swap' and subject_id = ?"
    assert workers.row(count, uuid.UUID(client.subject).hex) == 20
    other = dict(body, enhance=True)
    reused = client.call("POST", "/api/swaps/", json=other, headers={"Idempotency-Key": keys[0]})
    assert (reused.status_code, reused.json()["code"]) == (409, "idempotency_key_reused")


def test_somebody_elses_ids_do_not_exist(ready, workers: Studio) -> None:
    owner, body = ready
    run = owner.post("/api/swaps/", body, status=202)["id"]
    stranger = workers.newcomer().synthetic()
    source, target = body["sources"][0], body["targets"][0]
    asset = owner.get(f"/api/target-photos/{target}/")["picture"]
    paths = [
        f"/api/subjects/{owner.subject}/",
        f"/api/subjects/{owner.subject}/source-photos/",
        f"/api/source-photos/{source}/",
        f"/api/target-photos/{target}/",
        f"/api/runs/{run}/",
        f"/api/runs/{run}/items/",
        f"/api/runs/{run}/archive/",
        f"/api/swaps/{run}/",
        *([asset["url"]] if asset else []),
    ]
    assert {path: stranger.call("GET", path).status_code for path in paths} == dict.fromkeys(paths, 404)
    assert stranger.call("POST", f"/api/runs/{run}/cancel/").status_code == 404
    assert stranger.call("POST", f"/api/runs/{run}/retry/").status_code == 404
    assert stranger.call("DELETE", f"/api/source-photos/{source}/").status_code == 404
    stolen = dict(body, subject=stranger.subject)
    assert stranger.call("POST", "/api/swaps/", json=stolen).status_code == 404
    assert stranger.call("POST", "/api/swaps/", json=body).status_code == 404
    assert owner.run(run)["status"] == "queued"


def png(width: int, height: int, body: bytes) -> bytes:
    """A PNG that declares a size and holds ``body``."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("bomb.png", 413, "too_many_pixels"),
        ("heavy.jpg", 413, "too_many_bytes"),
        ("truncated.jpg", 422, "unreadable_picture"),
        ("page.jpg", 415, "unsupported_type"),
        ("drawing.svg", 415, "unsupported_type"),
        ("empty.jpg", 415, "unsupported_type"),
        ("small.jpg", 422, "too_small"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_in_words(andie: Client, source: Path, tmp_path, name, status, code) -> None:
    small = io.BytesIO()
    Image.open(source).resize((640, 640)).save(small, "JPEG")
    content = {
        "bomb.png": png(60_000, 60_000, zlib.compress(b"\0" * 1_000_000)),
        "heavy.jpg": source.read_bytes() + b"\0" * 27_000_000,
        "truncated.jpg": source.read_bytes()[:30_000],
        "page.jpg": b"<html><script>alert(1)</script></html>",
        "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "empty.jpg": b"",
        "small.jpg": small.getvalue(),
    }[name]
    path = tmp_path / name
    path.write_bytes(content)
    answer = andie.upload("source", path)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code), problem
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert problem["detail"].endswith(".")
    assert andie.get(f"/api/subjects/{andie.subject}/source-photos/")["results"] == []


def test_a_polyglot_loses_what_it_smuggled(andie: Client, source: Path, tmp_path) -> None:
    payload = b"PK\x03\x04<script>alert(document.cookie)</script>"
    path = tmp_path / "polyglot.jpg"
    path.write_bytes(source.read_bytes() + payload)
    answer = andie.upload("source", path)
    assert answer.status_code == 201, answer.text
    files = [file for file in (andie.studio.data / "files").rglob("*") if file.is_file()]
    assert files
    assert not any(payload[4:] in file.read_bytes() for file in files)
