"""Trainings: the pre-flight, the start, what each save gives, going on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from studio.accounts.models import Workspace
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.credits import selectors as credits
from studio.credits.models import Movement
from studio.datasets.models import Dataset, DatasetVersion, ItemState
from studio.loras.models import LoraVersion, Sample, Save
from studio.loras.selectors import names
from studio.runs import kinds
from studio.runs.models import Item, ItemStatus, Run
from studio.subjects import services as subjects
from studio.subjects.models import Subject

pytestmark = pytest.mark.django_db
KIND = kinds.get("train")


def body(dataset: Dataset, **more: Any) -> dict[str, Any]:
    subject = str(dataset.subject_id)
    return {"subject": subject, "dataset": str(dataset.id), "base": "tiny-sd", "preset": "quick", **more}


def estimate(browser: APIClient, dataset: Dataset, **more: Any) -> dict[str, Any]:
    answer = browser.post("/api/loras/estimate/", body(dataset, **more), format="json")
    assert answer.status_code == 200, answer.json()
    told: dict[str, Any] = answer.json()
    return told


def refusals(told: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in told["findings"] if finding["level"] == "refuse"}


@pytest.fixture
def training(browser: APIClient, dataset: Callable[..., Dataset], models: Path) -> LoraVersion:
    """A training that was started over the API."""
    answer = browser.post("/api/loras/", body(dataset()), format="json")
    assert answer.status_code == 202, answer.json()
    return LoraVersion.objects.get(id=answer.json()["version"])


def test_the_pre_flight_says_all_of_it(
    browser: APIClient, dataset: Callable[..., Dataset], models: Path, django_assert_max_num_queries: Any
) -> None:
    made = dataset()
    with django_assert_max_num_queries(12):
        told = estimate(browser, made, options={"steps": 450, "save_every": 200})
    assert told["startable"] is True
    assert told["saves"] == [{"step": 200, "price": 40}, {"step": 400, "price": 40}, {"step": 450, "price": 10}]
    assert (told["price"], told["balance"], told["balance_after"]) == (90, 1000, 910)
    assert told["steps"] == 450
    assert told["recipe"]["resolution"] == 512
    assert told["file_size"] > 0
    assert told["seconds"] >= told["sampling_seconds"] > 0
    assert told["seconds_from"] == "estimated"
    assert told["dataset"]["pictures"] == 16
    assert {"pictures", "base", "steps", "time", "vram", "file_size"} <= {one["code"] for one in told["findings"]}
    assert all(finding["sentence"].endswith(".") for finding in told["findings"])
    assert not Run.objects.exists()
    assert not DatasetVersion.objects.exists()


def test_the_price_shown_is_the_price_held(
    browser: APIClient, dataset: Callable[..., Dataset], models: Path, workspace: Workspace
) -> None:
    made = dataset()
    asked = {"options": {"steps": 333, "save_every": 100}}
    shown = estimate(browser, made, **asked)
    started = browser.post("/api/loras/", body(made, **asked), format="json").json()
    assert started["price"] == shown["price"] == credits.sums(workspace)[1]
    held = Item.objects.filter(run=started["id"]).order_by("index").values_list("price", flat=True)
    assert list(held) == [save["price"] for save in shown["saves"]]
    assert shown["balance_after"] == credits.sums(workspace)[0]
    assert credits.audit(workspace) == []


def test_a_start_freezes_the_dataset(browser: APIClient, training: LoraVersion) -> None:
    run = training.run
    assert run is not None
    assert (run.kind, run.title, run.pictures) == ("train", "Training 1", 3)
    assert training.dataset is not None
    assert training.dataset.pictures == 16
    assert training.recipe["steps"] == 300
    told = browser.get(f"/api/lora-versions/{training.id}/").json()
    assert (told["status"], told["number"], told["dataset"]["version"]) == ("queued", 1, 1)
    assert told["price"] == 60
    assert told["prompts"][0]["prompt"] == "a photo of andie_m"
    again = browser.post("/api/loras/", body(training.dataset.dataset), format="json").json()
    assert again["number"] == 2
    assert DatasetVersion.objects.count() == 1, "the same content is the same version"


def test_the_same_key_starts_once(browser: APIClient, dataset: Callable[..., Dataset], models: Path) -> None:
    asked = body(dataset())
    sent = [
        browser.post("/api/loras/", asked, format="json", headers={"Idempotency-Key": "one"}).json() for _ in range(2)
    ]
    assert sent[0] == sent[1]
    assert Run.objects.filter(kind="train").count() == 1


WRONG: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "empty": ({"pictures": 0}, {}, "pictures"),
    "one picture": ({"pictures": 1}, {}, "pictures"),
    "captions missing": ({"caption": ""}, {}, "captions"),
    "unscreened": ({"state": ItemState.PENDING}, {}, "captions"),
    "refused words": ({"caption": "andie_m naked"}, {}, "captions"),
    "base missing": ({}, {"base": "nowhere"}, "base"),
    "options": ({}, {"options": {"rank": 100_000}}, "options"),
    "unknown option": ({}, {"options": {"wings": 2}}, "options"),
    "too large": ({}, {"options": {"rank": 256}}, "file_size"),
    "too many saves": ({}, {"options": {"steps": 5000, "save_every": 1}}, "steps"),
    "refused prompts": ({}, {"options": {"prompts": ["{trigger} naked"]}}, "prompts"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_would_fail_fails_before_it_is_paid(
    browser: APIClient,
    dataset: Callable[..., Dataset],
    models: Path,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
) -> None:
    made_of, asked, code = WRONG[fault]
    if fault == "too large":
        # the tiny base has few layers: what is too large is made as small
        monkeypatch.setattr("studio.loras.selectors.findings.LARGEST", 1000)
    made = dataset(**made_of)
    told = estimate(browser, made, **asked)
    assert code in refusals(told)
    assert told["startable"] is False
    answer = browser.post("/api/loras/", body(made, **asked), format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "training_refused")
    assert "Nothing was started and nothing is held." in answer.json()["detail"]
    assert code in refusals(answer.json()["extra"])
    assert credits.sums(workspace) == (1000, 0)
    assert not LoraVersion.objects.exists()
    assert not DatasetVersion.objects.exists()


def test_a_real_person_must_have_agreed(
    browser: APIClient, real_subject: Subject, dataset: Callable[..., Dataset], models: Path
) -> None:
    made = dataset(of=real_subject)
    assert "consent" in refusals(estimate(browser, made))
    answer = browser.post("/api/loras/", body(made), format="json")
    assert (answer.status_code, answer.json()["code"]) == (403, "consent_missing")
    subjects.grant_consent(real_subject, uses=["train"], given_by="Rea", statement="Yes.", evidence=None, by=None)
    assert browser.post("/api/loras/", body(made), format="json").status_code == 202


def test_too_few_credits(browser: APIClient, dataset: Callable[..., Dataset], models: Path) -> None:
    made = dataset()
    asked = {"options": {"steps": 20_000, "save_every": 1000}}
    assert "credits" in refusals(estimate(browser, made, **asked))
    answer = browser.post("/api/loras/", body(made, **asked), format="json")
    assert (answer.status_code, answer.json()["code"]) == (402, "insufficient_credits")
    assert not LoraVersion.objects.exists()


def test_viewers_and_strangers_start_nothing(viewer: APIClient, stranger: APIClient, training: LoraVersion) -> None:
    assert training.dataset is not None
    asked = body(training.dataset.dataset)
    assert viewer.post("/api/loras/", asked, format="json").status_code == 403
    assert stranger.post("/api/loras/", asked, format="json").status_code == 404
    assert stranger.post("/api/loras/estimate/", asked, format="json").status_code == 404
    more = f"/api/lora-versions/{training.id}/continue/"
    assert viewer.post(more, {"steps": 10}, format="json").status_code == 403
    assert stranger.post(more, {"steps": 10}, format="json").status_code == 404


class Bench:
    """Gives saves as a worker would, with real files and no engine."""

    def __init__(self, lora_of_base: Callable[..., Path], stored: Callable[..., Asset]) -> None:
        self.lora_of_base, self.stored = lora_of_base, stored

    def outputs(self, version: LoraVersion, step: int, **changes: Any) -> dict[str, Any]:
        files = {
            name: assets.record(
                version.workspace,
                assets.put(
                    version.workspace,
                    content=self.lora_of_base(),
                    folder=names.folder(version),
                    filename=names.filename(version, 999, name),
                ),
            )
            for name in ("diffusers", "kohya", "state")
        }
        return {
            **files,
            "samples": [self.stored(step % 250, folder=names.folder(version))],
            "drawn": [
                {"prompt": "a", "seed": 1, "sample": None, "why": "Refused."},
                {"prompt": "b", "seed": 2, "sample": 0, "why": ""},
            ],
            "step": step, "asked": "", "loss": 0.1, "rate": 1e-4, "seconds_per_step": 0.5,
            "points": [[step, 0.1, 1e-4]], "likeness": 0.7, "overfit": 0.1, "likeness_of": "features",
            "libraries": {"torch": "2.13.0"}, "share": 1.0,
            **changes,
        }  # fmt: skip

    def give(self, version: LoraVersion, index: int, **changes: Any) -> dict[str, Any]:
        assert version.run is not None
        item = Item.objects.get(run=version.run, index=index)
        outputs = self.outputs(version, version.run.recipe["steps"][index], **changes)
        KIND.record(version.run, item, outputs)
        item.status = ItemStatus.DONE
        item.outputs = {"state": {"asset": str(outputs["state"].id)}}
        item.save()
        return outputs


@pytest.fixture
def bench(lora_of_base: Callable[..., Path], stored: Callable[..., Asset]) -> Bench:
    return Bench(lora_of_base, stored)


def test_a_stage_is_given_all_it_needs(training: LoraVersion, bench: Bench) -> None:
    run = training.run
    assert run is not None
    first = KIND.load(run, 0)
    assert set(first) == set(KIND.pipeline.takes)
    assert len(first["pictures"]) == len(first["captions"]) == 16  # type: ignore[arg-type]
    assert (first["step"], first["state"], first["begin_from"], first["base"]) == (100, None, None, "tiny-sd")
    assert first["title"] == "Andie, version 1"
    outputs = bench.give(training, 0)
    second = KIND.load(run, 1)
    assert (second["step"], second["state"]) == (200, outputs["state"])


def test_each_save_is_kept_and_only_the_newest_state(
    browser: APIClient, training: LoraVersion, bench: Bench, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as told:
        first = bench.give(training, 0)
        second = bench.give(training, 1, likeness=0.9)
    assert told
    saves = list(Save.objects.filter(version=training).order_by("step"))
    assert [(save.step, save.state_id) for save in saves] == [(100, None), (200, second["state"].id)]
    assert not Asset.objects.filter(id=first["state"].id).exists()
    answer = browser.get(f"/api/lora-versions/{training.id}/").json()
    assert [save["filename"] for save in answer["saves"]] == [
        "andie_000000100.safetensors", "andie_000000200.safetensors"
    ]  # fmt: skip
    assert answer["saves"][1]["recommended"] is True
    assert answer["likeness_of"] == "features"
    assert answer["trainer"]["libraries"] == {"torch": "2.13.0"}
    assert answer["seconds_per_step"] == 0.5
    strip = answer["samples"][0]
    assert [(one["picture"] is None, one["why"]) for one in strip["pictures"]] == [(True, "Refused."), (False, "")]
    measured = estimate(browser, training.dataset.dataset)  # type: ignore[union-attr]
    assert measured["seconds_from"] == "measured"


def test_what_is_asked_for_meanwhile_is_kept_under_its_own_step(
    browser: APIClient, training: LoraVersion, bench: Bench
) -> None:
    run = training.run
    assert run is not None
    item = Item.objects.get(run=run, index=0)
    outputs = bench.outputs(training, 57, asked="save")
    del outputs["state"]
    KIND.meanwhile(run, item, outputs)
    only = {name: outputs[name] for name in ("drawn",)}
    again = {**only, "samples": bench.outputs(training, 60)["samples"], "step": 60, "asked": "sample"}
    KIND.meanwhile(run, item, again)
    answer = browser.get(f"/api/lora-versions/{training.id}/").json()
    assert [(save["step"], save["asked"], save["filename"]) for save in answer["saves"]] == [
        (57, True, "andie_000000057.safetensors")
    ]
    assert [strip["step"] for strip in answer["samples"]] == [57, 60]
    assert Sample.objects.get(step=60, index=1).picture.filename == "andie_000000060_2.jpg"  # type: ignore[union-attr]


def test_a_base_that_changed_is_not_trained_on(training: LoraVersion, models: Path) -> None:
    run = training.run
    assert run is not None
    (models / "bases/tiny-sd/unet/config.json").write_text('{"in_channels": 4, "sample_size": 96}')
    with pytest.raises(Exception, match="were changed since"):
        KIND.load(run, 0)
    (models / "bases/tiny-sd/model_index.json").unlink()
    with pytest.raises(Exception, match=r"model_index\.json"):
        KIND.check_again(run)


def test_a_picture_that_was_refused_since_stops_it(training: LoraVersion) -> None:
    assert training.dataset is not None
    assert training.run is not None
    assets.quarantine(training.dataset.items.all()[3].asset)
    with pytest.raises(Exception, match="refused since"):
        KIND.load(training.run, 0)


def test_more_steps_go_on_exactly_from_the_last_save(
    browser: APIClient, training: LoraVersion, bench: Bench, workspace: Workspace
) -> None:
    run = training.run
    assert run is not None
    outputs = [bench.give(training, index) for index in range(3)]
    Run.objects.filter(id=run.id).update(status="succeeded")
    address = f"/api/lora-versions/{training.id}/continue/"
    answer = browser.post(address, {"steps": 150}, format="json")
    assert answer.status_code == 202, answer.json()
    more = LoraVersion.objects.get(id=answer.json()["version"])
    assert more.run is not None
    assert (more.number, more.steps, more.dataset_id) == (2, 450, training.dataset_id)
    assert more.run.recipe["steps"] == [400, 450]
    assert answer.json()["price"] == 30, "only the steps to come"
    given = KIND.load(more.run, 0)
    assert (given["state"], given["begin_from"], given["step"]) == (outputs[2]["state"], None, 400)
    told = browser.get(f"/api/lora-versions/{more.id}/").json()
    assert told["continues"] == {"version": str(training.id), "number": 1, "step": 300}


def test_more_steps_from_an_earlier_save_take_its_weights(
    browser: APIClient, training: LoraVersion, bench: Bench
) -> None:
    outputs = [bench.give(training, index) for index in range(3)]
    early = Save.objects.get(version=training, step=100)
    address = f"/api/lora-versions/{training.id}/continue/"
    answer = browser.post(address, {"steps": 100, "from_save": str(early.id)}, format="json")
    more = LoraVersion.objects.get(id=answer.json()["version"])
    assert more.run is not None
    given = KIND.load(more.run, 0)
    assert (given["state"], given["begin_from"]) == (None, outputs[0]["diffusers"])
    assert more.run.recipe["steps"] == [100]


def test_a_save_of_another_base_is_refused_with_both_names(
    browser: APIClient, training: LoraVersion, bench: Bench
) -> None:
    bench.give(training, 0)
    assert training.dataset is not None
    save = Save.objects.get(version=training)
    told = estimate(browser, training.dataset.dataset, base="tiny-xl", from_save=str(save.id))
    sentences = [one["sentence"] for one in told["findings"] if one["level"] == "refuse"]
    assert any("tiny-sd" in sentence and "tiny-xl" in sentence for sentence in sentences)


def test_a_version_keeps_the_word_it_was_trained_with(browser: APIClient, training: LoraVersion) -> None:
    Subject.objects.filter(id=training.subject_id).update(trigger_word="other_m")
    assert browser.get(f"/api/lora-versions/{training.id}/").json()["trigger"] == "andie_m"


def test_a_save_of_another_model_is_not_begun_from(
    browser: APIClient, training: LoraVersion, bench: Bench, dataset: Callable[..., Dataset], workspace: Workspace
) -> None:
    bench.give(training, 0)
    other = subjects.create(workspace, name="Robin", kind="synthetic", attestation="Nobody's likeness.")
    told = estimate(browser, dataset(of=other), from_save=str(Save.objects.get().id))
    assert any("of another model" in one["sentence"] for one in told["findings"] if one["level"] == "refuse")


def test_a_cancelled_training_keeps_its_saves_and_gives_the_rest_back(
    browser: APIClient, training: LoraVersion, bench: Bench, workspace: Workspace
) -> None:
    run = training.run
    assert run is not None
    bench.give(training, 0)
    assert browser.post(f"/api/runs/{run.id}/cancel/").status_code == 200
    told = browser.get(f"/api/lora-versions/{training.id}/").json()
    assert (told["status"], len(told["saves"])) == ("cancelled", 1)
    released = workspace.ledger.filter(kind=Movement.RELEASE)
    assert -sum(entry.held for entry in released) == 40
