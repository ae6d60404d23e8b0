"""The gallery: few queries for any number, filters, decisions, deleting, downloads, and sending on."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.accounts.models import Membership, User, Workspace
from studio.accounts.models import Role as MemberRole
from studio.assets.models import Asset
from studio.datasets import services as datasets
from studio.datasets.models import DatasetItem
from studio.generations.models import Generation
from studio.loras.models import LoraVersion
from studio.subjects.models import Subject
from studio.swaps.models import Decision

Made = Callable[..., list[Generation]]


def listed(browser: APIClient, query: str = "") -> list[dict[str, Any]]:
    answer = browser.get(f"/api/generations/?{query}")
    assert answer.status_code == 200, answer.json()
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_any_number_takes_the_same_few_queries(
    made: Made, browser: APIClient, django_assert_max_num_queries: Any
) -> None:
    for count in (1, 30):
        made(count)
        with django_assert_max_num_queries(6):
            listed(browser, "limit=50")


def test_pages_are_newest_first_and_nothing_is_shown_twice(made: Made, browser: APIClient) -> None:
    ids = [str(one.id) for one in made(7)]
    seen: list[str] = []
    address: str | None = "/api/generations/?limit=3"
    while address:
        page = browser.get(address).json()
        seen += [one["id"] for one in page["results"]]
        address = page["next"]
    assert seen == ids[::-1]


def test_filters_narrow_it(
    made: Made, browser: APIClient, version: Callable[..., LoraVersion], subject: Subject
) -> None:
    trained = version()
    sea, wood = made(2, prompt="{trigger} by the sea"), made(1, loras=[{"version": trained.id, "strength": 1.0}])
    browser.patch(f"/api/generations/{sea[0].id}/", {"favourite": True, "tags": ["Best", "cover"]}, format="json")
    browser.patch(f"/api/generations/{sea[1].id}/", {"decision": "reject"}, format="json")
    found = {
        query: {one["id"] for one in listed(browser, query)}
        for query in (
            f"run={sea[0].run_id}", f"lora={trained.id}", "q=SEA by", "favourite=true", "tag=best&tag=cover",
            "decision=reject", f"subject={subject.id}",
        )
    }  # fmt: skip
    assert list(found.values()) == [
        {str(one.id) for one in sea}, {str(wood[0].id)}, {str(one.id) for one in sea}, {str(sea[0].id)},
        {str(sea[0].id)}, {str(sea[1].id)}, {str(one.id) for one in [*sea, *wood]},
    ]  # fmt: skip
    counts = browser.get(f"/api/generations/counts/?subject={subject.id}&q=sea").json()
    assert (counts["found"], counts["all"], counts["favourites"], counts["rejected"]) == (2, 2, 1, 1)
    assert counts["tags"] == [{"name": "best", "count": 1}, {"name": "cover", "count": 1}]
    assert counts["versions"] == [{"version": str(trained.id), "number": 1, "count": 1}]


def test_bulk_says_what_each_was(made: Made, browser: APIClient) -> None:
    first, second = made(2)
    Generation.objects.filter(id=first.id).update(favourite=True)
    body = {"ids": [str(first.id), str(second.id)], "action": "favourite"}
    was = {
        one["id"]: one["favourite"]
        for one in browser.post("/api/generations/bulk/", body, format="json").json()["results"]
    }
    assert was == {str(first.id): True, str(second.id): False}
    body = {"ids": [str(first.id)], "action": "tag", "tag": "Sea"}
    assert browser.post("/api/generations/bulk/", body, format="json").json()["results"][0]["tagged"] is False
    assert listed(browser, "tag=sea")[0]["id"] == str(first.id)


def test_deleting_takes_the_files_along_but_not_what_a_dataset_has(
    made: Made, browser: APIClient, subject: Subject
) -> None:
    kept, gone, rejected = made(3)
    Generation.objects.filter(id=rejected.id).update(decision=Decision.REJECT)
    dataset = datasets.make(subject, "First")
    body = {"ids": [str(one.id) for one in (kept, rejected)], "dataset": str(dataset.id)}
    sent = browser.post("/api/generations/to-dataset/", body, format="json").json()
    assert sent["taken"] == 1
    assert sent["left_out"][0]["origin"] == f"generation:{rejected.id}"
    assert browser.delete(f"/api/generations/{gone.id}/").status_code == 204
    body = {"ids": [str(kept.id)], "action": "delete"}
    assert browser.post("/api/generations/bulk/", body, format="json").status_code == 200
    assert Asset.objects.filter(id=kept.asset_id).exists()
    assert DatasetItem.objects.get(dataset=dataset).asset_id == kept.asset_id
    assert not Asset.objects.filter(id=gone.asset_id).exists()
    assert [one["id"] for one in listed(browser)] == [str(rejected.id)]


def unzipped(answer: Any) -> zipfile.ZipFile:
    """The zip of a streamed answer; the server iterates it asynchronously, so the test does."""

    async def collect() -> bytes:
        return b"".join([piece async for piece in answer])

    return zipfile.ZipFile(io.BytesIO(asyncio.run(collect())))


def test_a_download_says_what_its_pictures_were_made_of(made: Made, browser: APIClient) -> None:
    first, second = made(2)
    answer = browser.post("/api/generations/archive/", {"ids": str(first.id)}, format="json")
    assert 'filename="andie-pictures.zip"' in answer["Content-Disposition"]
    with unzipped(answer) as opened:
        assert opened.namelist() == [first.asset.filename, "manifest.json"]
        told = json.loads(opened.read("manifest.json"))
    assert (told["pictures"][0]["seed"], told["pictures"][0]["prompt"]) == (1, "a photo of andie_m")
    answer = browser.post("/api/generations/archive/", {}, format="json")
    with unzipped(answer) as opened:
        assert opened.namelist() == [first.asset.filename, second.asset.filename, "manifest.json"]


def test_what_is_being_made_is_told(browser: APIClient, ask: Callable[..., dict[str, Any]], subject: Subject) -> None:
    run = browser.post("/api/generations/", ask(), format="json").json()
    (told,) = browser.get(f"/api/generations/developing/?subject={subject.id}").json()
    assert (told["run"], told["width"], told["height"]) == (run["id"], 64, 64)
    assert [(one["index"], one["state"], one["seed"]) for one in told["frames"]] == [
        (0, "waiting", 7),
        (1, "waiting", 8),
    ]


def test_presets_of_the_workspace_come_before_the_studios(browser: APIClient) -> None:
    body = {"kind": "prompt", "name": "Sea", "prompt": "{trigger} by the sea"}
    mine = browser.post("/api/prompt-presets/", body, format="json").json()
    assert browser.post("/api/prompt-presets/", body, format="json").json()["code"] == "name_taken"
    browser.patch(f"/api/prompt-presets/{mine['id']}/", {"negative": "blurry"}, format="json")
    first, *others = browser.get("/api/prompt-presets/").json()
    assert (first["name"], first["negative"], first["builtin"]) == ("Sea", "blurry", False)
    assert all(one["builtin"] for one in others)
    assert browser.delete(f"/api/prompt-presets/{mine['id']}/").status_code == 204


@pytest.fixture
def stranger(db: None) -> APIClient:
    workspace = Workspace.objects.create(name="Other", slug="other")
    user = User.objects.create_user("stranger@example.org", "a-long-password")
    Membership.objects.create(user=user, workspace=workspace)
    client = APIClient()
    client.force_login(user)
    return client


def test_another_workspace_sees_nothing(made: Made, stranger: APIClient) -> None:
    (picture,) = made(1)
    assert listed(stranger) == []
    for method, where in (("get", ""), ("delete", ""), ("post", "again/")):
        assert getattr(stranger, method)(f"/api/generations/{picture.id}/{where}").status_code == 404
    body = {"ids": [str(picture.id)], "action": "delete"}
    assert stranger.post("/api/generations/bulk/", body, format="json").json() == {"results": []}
    assert Generation.objects.count() == 1


def test_viewers_only_look(made: Made, browser: APIClient, user: User, ask: Callable[..., dict[str, Any]]) -> None:
    (picture,) = made(1)
    Membership.objects.filter(user=user).update(role=MemberRole.VIEWER)
    assert listed(browser)
    assert browser.post("/api/generations/", ask(), format="json").status_code == 403
    assert browser.delete(f"/api/generations/{picture.id}/").status_code == 403
    assert browser.post("/api/generations/archive/", {}, format="json").status_code == 200
