"""The list API over 100,000 rows: whole requests in this process, in turns with hand-written SQL and json.

    python bench/gallery_api.py [--rows N] [--requests N] [--pairs N] [--folder FOLDER] [--json FILE]

A database of its own, in a folder that goes away unless --folder names one. A request passes routing, middleware,
session, membership, the list and JSON. The peer reads the same page with one statement by sqlite3 and writes the same
JSON; it knows neither accounts nor workspaces. Depth: page 2000 in turns with page 1. What is narrowed is measured at
its first page and in its middle. After the results the other long lists: photos, runs, movements of credits, notices.
"""

from __future__ import annotations

import pairs  # first: it sets the number of threads

# isort: split
import gc
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

MODES = (
    ("newest", {}),
    ("oldest", {"sort": "oldest"}),
    ("nearest", {"sort": "nearest"}),
    ("best quality", {"sort": "best"}),
    ("kept, nearest", {"decision": "keep", "sort": "nearest"}),
    ("undecided, newest", {"decision": "none"}),
    ("favourites, best quality", {"favourite": "true", "sort": "best"}),
    ("same person, nearest", {"max_distance": "0.5", "sort": "nearest"}),
    ("good, newest", {"min_quality": "65"}),
    ("a tag on 1 in 1000", {"tag": "rare"}),
    ("a file name that is there", {"q": "t050"}),
    ("a file name that is not", {"q": "nowhere"}),
)
LISTS = (
    ("photos", "/api/subjects/{subject}/target-photos/"),
    ("runs", "/api/runs/"),
    ("runs that failed", "/api/runs/?status=failed"),
    ("movements of credits", "/api/credits/entries/"),
    ("notices", "/api/notices/"),
)
PAGE = 50


def ready(folder: str, rows: int) -> tuple[Any, Any]:
    """A migrated database with ``rows`` results; a signed-in client and the subject."""
    os.environ |= {"STUDIO_DATA": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
    import gallery_rows
    import list_rows
    from django.core.management import call_command

    from studio.accounts.models import Membership, User, Workspace
    from studio.assets.models import Asset
    from studio.subjects.models import Subject

    call_command("migrate", verbosity=0)
    if known := Subject.objects.filter(slug="bench").first():
        return signed_in(), known
    workspace = Workspace.objects.create(name="Bench", slug="bench")
    user = User.objects.create_user("bench@example.org", "a-long-password")
    Membership.objects.create(user=user, workspace=workspace)
    assets = [
        Asset.objects.create(
            workspace=workspace,
            key=f"bench/{number}.jpg",
            sha256="0" * 64,
            size=400_000,
            content_type="image/jpeg",
            width=1024,
            height=1280,
            filename=f"bench-s1-t{number:03}-sfw-enhanced.jpg",
        )
        for number in range(8)
    ]
    subject = gallery_rows.fill(workspace, "Bench", rows, assets)
    gallery_rows.tag(subject, "rare", 1000)
    gallery_rows.tag(subject, "cover", 20)
    # Somebody else's results lie in the same table.
    gallery_rows.fill(workspace, "Other", rows // 10, assets, seed=2)
    list_rows.fill(subject, user, rows, assets[0])
    return signed_in(), subject


def signed_in() -> Any:
    """A client that is."""
    from rest_framework.test import APIClient

    from studio.accounts.models import User

    client = APIClient(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(email="bench@example.org"))
    return client


def cursor_after(subject: Any, wish: dict[str, str], position: int) -> str | None:
    """The cursor that leads to the page after ``position`` results; None where there are not so many."""
    from studio.api.pagination import write_cursor
    from studio.swaps.selectors import gallery

    typed = {name: ([value] if name == "tag" else value) for name, value in wish.items() if name != "sort"}
    if "favourite" in typed:
        typed["favourite"] = True
    order = gallery.SORTS[wish.get("sort", "newest")]
    rows = gallery.narrowed(subject.workspace, {"subject": subject.id, **typed}, gallery.columns()).order_by(*order)
    row = rows[position - 1 : position].first() if position else None
    return write_cursor(row, [name.lstrip("-") for name in order]) if row else None


def address(subject: Any, wish: dict[str, str], cursor: str | None = None) -> str:
    """Of a page of the list."""
    return "/api/swaps/?" + urlencode({"subject": str(subject.id), **wish, **({"cursor": cursor} if cursor else {})})


def asks(client: Any, path: str) -> Callable[[], bytes]:
    """One whole request."""

    def ask() -> bytes:
        answer = client.get(path)
        assert answer.status_code == 200, answer.content
        body: bytes = answer.content
        return body

    return ask


def by_hand(subject: Any, cursor: str | None) -> Callable[[], str]:
    """The same page by one statement and json, by somebody who needs neither Django nor a framework."""
    from django.db import connection

    from studio.api.pagination import read_cursor

    connection.ensure_connection()
    raw = connection.connection.cursor()
    columns = (
        "r.id, r.run_id, r.'index', r.name, r.source_id, r.target_id, r.identity_before, r.identity_after, r.scores"
    )
    columns += ", r.seconds, r.engine, r.cost, r.warning, r.favourite, r.decision, r.quality, r.created_at"
    files = ", ".join(f"{f}.id, {f}.width, {f}.height, {f}.filename, {f}.quarantined" for f in ("s", "e"))
    tags = "(SELECT group_concat(t.name) FROM swaps_swapresult_tags m JOIN swaps_tag t ON t.id = m.tag_id"
    tags += " WHERE m.swapresult_id = r.id)"
    place: list[Any] = []
    if cursor:
        moment, key = read_cursor(cursor)
        place = [moment.replace("T", " ").replace("+00:00", ""), key.replace("-", "")]
    statement = (
        f"SELECT {columns}, {files}, {tags} FROM swaps_swapresult r JOIN assets_asset s ON s.id = r.swapped_id"
        " LEFT JOIN assets_asset e ON e.id = r.enhanced_id WHERE r.subject_id = ?"
        + (" AND (r.created_at, r.id) < (?, ?)" if place else "")
        + " ORDER BY r.created_at DESC, r.id DESC LIMIT 51"
    )
    values = [subject.id.hex, *place]

    def ask() -> str:
        rows = raw.execute(statement, values).fetchall()
        return json.dumps({"results": [_plain(row) for row in rows[:PAGE]], "next": len(rows) > PAGE}, default=str)

    return ask


def _plain(row: Any) -> dict[str, Any]:
    names = (
        "id",
        "run",
        "index",
        "label",
        "source",
        "target",
        "before",
        "after",
        "scores",
        "seconds",
        "engine",
        "cost",
    )
    told = dict(zip(names, row, strict=False)) | {"scores": json.loads(row[8]), "tags": (row[27] or "").split(",")}
    told |= dict(zip(("warning", "favourite", "decision", "quality", "created_at"), row[12:17], strict=True))
    for file, at in (("swapped", 17), ("enhanced", 22)):
        key = row[at]
        told[file] = {
            "id": key,
            "url": f"/api/assets/{key}/",
            "width": row[at + 1],
            "height": row[at + 2],
            "filename": row[at + 3],
            "thumbnails": {size: f"/api/assets/{key}/{size}/" for size in ("160", "480", "1200")},
        }
    return told


def times(ask: Callable[[], object], many: int) -> list[float]:
    """Milliseconds of each request by the clock."""
    found = []
    for _ in range(many):
        began = time.perf_counter()
        ask()
        found.append((time.perf_counter() - began) * 1000)
    return found


def queries(ask: Callable[[], object]) -> int:
    """How many statements a request sends."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)


def told(ask: Callable[[], object], took: list[float]) -> str:
    """The middle by the clock and on the CPU, and the number of statements."""
    figure = pairs.cpu(ask)
    middle = statistics.median(figure() for _ in range(len(took) // 2))
    return f"median {statistics.median(took):.2f} ms, {middle:.2f} ms of CPU; {queries(ask)} queries"


def narrowed(client: Any, subject: Any, many: int) -> Iterator[pairs.Record]:
    """Every order and narrowing, at its first page and in its middle."""
    for name, wish in MODES:
        first = asks(client, address(subject, wish))
        shown = json.loads(first())
        found = client.get("/api/swaps/counts/", {"subject": str(subject.id), **wish}).json()["found"]
        middle = cursor_after(subject, wish, found // 2) if shown["next"] else None
        took = times(first, many) + (times(asks(client, address(subject, wish, middle)), many) if middle else [])
        notes = f"{found} found; {told(first, took)}"
        yield pairs.alone(f"list: {name}, p95", pairs.quantile(took, 0.95), unit="ms", wanted=5, notes=notes)


def lists(client: Any, subject: Any, many: int) -> Iterator[pairs.Record]:
    """The other lists, at their first page and some way on."""
    for name, path in LISTS:
        first = asks(client, path.format(subject=subject.id))
        pages = [first]
        following = json.loads(first())["next"]
        for _ in range(5):
            if following:
                pages.append(asks(client, following))
                following = json.loads(pages[-1]())["next"]
        took = [ms for ask in (pages[0], pages[-1]) for ms in times(ask, many)]
        p95 = pairs.quantile(took, 0.95)
        yield pairs.alone(f"list of {name}, p95", p95, unit="ms", wanted=5, notes=told(first, took))


def main() -> None:
    """Fill, then measure."""
    parser = pairs.arguments(__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--folder", help="Keep the database here, or use the one that is there.")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gallery-api-") as folder:
        client, subject = ready(asked.folder or folder, asked.rows)
        # As the web server does: what the imports made is not walked through again in the middle of a request.
        gc.collect()
        gc.freeze()
        deep = cursor_after(subject, {}, asked.rows - PAGE)
        one, last = asks(client, address(subject, {})), asks(client, address(subject, {}, deep))
        assert len(json.loads(last())["results"]) == PAGE
        hand = by_hand(subject, deep)
        assert json.loads(hand())["results"][0]["id"] == json.loads(last())["results"][0]["id"].replace("-", "")

        def median_of(ask: Callable[[], object]) -> Callable[[], float]:
            return lambda: statistics.median(times(ask, asked.requests // 4))

        page = asked.rows // PAGE
        records = [
            pairs.in_turns(
                f"list: page {page} over page 1", median_of(last), median_of(one),
                pairs=asked.pairs, unit="ms", wanted=1.1, peer_name="page 1",
            ),
            pairs.in_turns(
                f"list: whole request over SQL and json, page {page}", median_of(last), median_of(hand),
                pairs=asked.pairs, unit="ms", wanted=2.5, peer_name="SQL and json",
                notes=f"{queries(last)} queries, three of them to know who asks",
            ),
        ]  # fmt: skip
        took = times(last, asked.requests)
        records.append(pairs.alone(f"list: page {page}, p95", pairs.quantile(took, 0.95), unit="ms", wanted=5))
        records += narrowed(client, subject, asked.requests // 2)
        records += lists(client, subject, asked.requests // 2)
        pairs.write(records, asked.json, packages=("django", "djangorestframework"))


if __name__ == "__main__":
    main()
