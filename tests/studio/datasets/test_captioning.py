"""Caption runs: priced before, charged for what was silent, and never a word of a person written over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.datasets import selectors, services
from studio.datasets.models import Author, Dataset, ItemState
from studio.photos import services as photos
from studio.photos.errors import PhotoUnusable
from studio.photos.models import PhotoStatus
from studio.runs import kinds
from studio.runs import services as runs
from studio.runs.models import Run
from studio.subjects import services as subjects
from studio.subjects.models import Subject, Use

from .conftest import SAID, fail, item, tell


def ask(client: APIClient, dataset: Dataset, what: str = "caption/", **body: Any) -> Any:
    return client.post(f"/api/datasets/{dataset.id}/{what}", body, format="json")


def words(dataset: Dataset) -> list[tuple[str, str]]:
    return list(dataset.items.order_by("number").values_list("caption", "author"))


def test_only_the_silent_are_written_and_paid_for(browser: APIClient, dataset: Dataset) -> None:
    services.write(item(dataset, 1), caption="what I see")
    services.keep_said(item(dataset, 2), SAID, captioner="measured-words")
    estimate = ask(browser, dataset, "caption/estimate/").json()
    assert (estimate["pictures"], estimate["each"], estimate["price"]) == (1, 1, 1)
    assert estimate["balance_after"] == estimate["balance"] - 1
    assert estimate["left_out"] == {"by_people": 1, "by_engines": 1, "rejected": 0, "pending": 0}
    assert ask(browser, dataset, "caption/estimate/", overwrite=True).json()["pictures"] == 2
    answer = ask(browser, dataset, overwrite=True)
    assert answer.status_code == 202
    run = Run.objects.get(id=answer.json()["id"])
    assert [one["item"] for one in run.recipe["items"]] == [str(item(dataset, n).id) for n in (2, 3)]
    assert (run.price, run.stage_runs.count()) == (2, 3)
    for index in (0, 1):
        tell(run, "caption", index, sentence="full length", parts={})
    assert words(dataset) == [
        ("what I see", Author.PERSON),
        ("a photo of andie_m, full length", Author.ENGINE),
        ("a photo of andie_m, full length", Author.ENGINE),
    ]


def test_what_somebody_types_meanwhile_stays(browser: APIClient, dataset: Dataset) -> None:
    run = Run.objects.get(id=ask(browser, dataset).json()["id"])
    services.write(item(dataset, 1), caption="typed while it ran", seen=0)
    for index in range(3):
        tell(run, "caption", index)
    assert words(dataset)[0] == ("typed while it ran", Author.PERSON)
    # and the engine's words are kept aside, for whoever empties the caption
    assert item(dataset, 1).said["sentence"] == SAID["sentence"]


def test_what_an_import_brought_is_a_persons(browser: APIClient, dataset: Dataset) -> None:
    dataset.items.update(caption="brought along", author=Author.FILE)
    answer = ask(browser, dataset, overwrite=True)
    assert (answer.status_code, answer.json()["code"]) == (422, "nothing_to_caption")
    assert not Run.objects.filter(kind="caption").exists()


def test_an_emptied_caption_may_be_filled_again(browser: APIClient, dataset: Dataset) -> None:
    services.write(item(dataset, 1), caption="mine")
    services.write(item(dataset, 1), caption="")
    assert item(dataset, 1).author == Author.NOBODY
    assert ask(browser, dataset, "caption/estimate/").json()["pictures"] == 3


def test_only_named_pictures_and_another_template(browser: APIClient, dataset: Dataset) -> None:
    named = [str(item(dataset, 2).id)]
    answer = ask(browser, dataset, items=named, template="{trigger}, {pose}")
    tell(Run.objects.get(id=answer.json()["id"]), "caption")
    assert words(dataset)[1][0] == "andie_m, close-up, smiling"
    assert ask(browser, dataset, template="{mood}").json()["code"] == "template_refused"


def test_missing_weights_name_the_file_before_anything_is_held(
    browser: APIClient, dataset: Dataset, workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STUDIO_MODELS", str(tmp_path))
    before = credits.sums(workspace)
    answer = ask(browser, dataset, engine="blip")
    assert (answer.status_code, answer.json()["code"]) == (409, "missing_weights")
    place = tmp_path / "captioners" / "blip-image-captioning-large"
    assert str(place) in answer.json()["detail"]
    assert credits.sums(workspace) == before
    engines = {one["key"]: one for one in browser.get("/api/engines/?does=caption").json()["results"]}
    assert engines["measured-words"]["missing"] is None
    assert str(place) in engines["blip"]["missing"]
    place.mkdir(parents=True)
    (place / "config.json").write_text("{}")
    assert "model.safetensors" in ask(browser, dataset, engine="blip").json()["detail"]
    (place / "model.safetensors").write_bytes(b"x")
    assert ask(browser, dataset, engine="blip").status_code == 202


@pytest.mark.parametrize("model", ["../../secrets", "/etc", ".."])
def test_a_model_is_never_looked_for_elsewhere(browser: APIClient, dataset: Dataset, model: str) -> None:
    answer = ask(browser, dataset, engine="blip", options={"model": model})
    assert (answer.status_code, answer.json()["code"]) == (409, "missing_weights")


def test_consent_that_ends_meanwhile_stops_the_run(browser: APIClient, real_subject: Subject, photo: Any) -> None:
    given = subjects.grant_consent(
        real_subject, uses=[Use.TRAIN], given_by="Rea", statement="You may.", evidence=None, by=None
    )
    made = services.make(real_subject, "Hers")
    services.add(made, photos_wanted=[photo("source", 1, subject=real_subject).id])
    run = Run.objects.get(id=ask(browser, made).json()["id"])
    subjects.revoke_consent(given)
    assert ask(browser, made).json()["code"] == "consent_missing"
    runs.cancel(run)
    kinds.get("caption").finished(run)
    assert (item(made, 1).state, item(made, 1).quality) == (ItemState.READY, None)
    assert browser.post(f"/api/datasets/{made.id}/freeze/").json()["code"] == "consent_missing"


def test_a_picture_that_is_refused_now_is_refused_on_its_desk_too(browser: APIClient, dataset: Dataset) -> None:
    run = Run.objects.get(id=ask(browser, dataset).json()["id"])
    fail(run, "screen", "content_refused", 1)
    refused = item(dataset, 2)
    assert (refused.state, refused.kept) == (ItemState.REFUSED, False)
    assert refused.photo is not None
    assert refused.photo.status == PhotoStatus.REFUSED
    assert browser.get(f"/api/assets/{refused.asset_id}/").status_code == 404
    assert selectors.audit(dataset.workspace) == []


def test_a_photo_that_was_quarantined_since_is_shown_to_no_engine(browser: APIClient, dataset: Dataset) -> None:
    run = Run.objects.get(id=ask(browser, dataset).json()["id"])
    photo = item(dataset, 1).photo
    assert photo is not None
    photos.note_refused(photo, "content_refused", "It is explicit.")
    with pytest.raises(PhotoUnusable, match="It cost nothing"):
        kinds.get("caption").load(run, 0)
    assert kinds.get("caption").load(run, 1)
    shown = browser.get(f"/api/datasets/{dataset.id}/items/").json()["results"][0]
    assert (shown["picture"], shown["withheld"] != "") == (None, True)
    assert ask(browser, dataset, "caption/estimate/").json()["pictures"] == 2
    assert selectors.audit(dataset.workspace) == []


@pytest.mark.parametrize("code", ["engine_crashed", "photo_unusable", "not_reached"])
def test_a_crash_takes_away_no_picture_that_was_let_in_before(browser: APIClient, dataset: Dataset, code: str) -> None:
    run = Run.objects.get(id=ask(browser, dataset).json()["id"])
    fail(run, "screen", code, 1)
    assert item(dataset, 2).state == ItemState.READY
    assert browser.get(f"/api/assets/{item(dataset, 2).asset_id}/").status_code == 200


def test_what_is_found_on_another_version_is_not_said_of_this_one(browser: APIClient, dataset: Dataset) -> None:
    run = Run.objects.get(id=ask(browser, dataset).json()["id"])
    edit = {"rotation": 90, "crop": None}
    browser.put(f"/api/datasets/{dataset.id}/items/{item(dataset, 1).id}/edit/", edit, format="json")
    tell(run, "screen")
    tell(run, "caption")
    assert (item(dataset, 1).state, item(dataset, 1).caption) == (ItemState.PENDING, "")


def test_a_picture_that_is_taken_out_fails_alone(browser: APIClient, dataset: Dataset) -> None:
    run = Run.objects.get(id=ask(browser, dataset).json()["id"])
    services.remove(dataset, [item(dataset, 2).id])
    for index in range(3):
        tell(run, "caption", index)
    assert dict(dataset.items.values_list("number", "author")) == {1: Author.ENGINE, 3: Author.ENGINE}


def test_who_is_like_the_others_is_told_when_all_are_weighed(browser: APIClient, dataset: Dataset) -> None:
    run = Run.objects.get(kind="import")
    face, other = [0.0] * 128, [0.1] * 128
    for index, vector in enumerate((face, face, other)):
        services.keep_scores(
            item(dataset, index + 1), 0.8, {"scores": {"sharpness": 0.8}, "weakest": "sharpness"}, vector
        )
    kinds.get("import").finished(run)
    shown = browser.get(f"/api/datasets/{dataset.id}/items/").json()["results"]
    assert [one["scores"]["likeness"] for one in shown] == [1.0, 1.0, 0.0]
    assert [one["below_gate"] for one in shown] == [False, False, True]
    lines = {line["key"]: line for line in browser.get(f"/api/datasets/{dataset.id}/").json()["advice"]["lines"]}
    assert lines["odd"]["items"] == [str(item(dataset, 3).id)]


def test_a_run_is_answered_once(browser: APIClient, dataset: Dataset) -> None:
    def once() -> Any:
        return browser.post(f"/api/datasets/{dataset.id}/caption/", {}, format="json", headers={"Idempotency-Key": "k"})

    assert once().json()["id"] == once().json()["id"]
    assert Run.objects.filter(kind="caption").count() == 1
