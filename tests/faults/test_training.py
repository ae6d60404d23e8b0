"""Trainings whose workers are killed at any moment end as if nothing had happened: to the bit, and to the credit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image
from safetensors.numpy import load

from faults.studio import Client, Studio
from imaging.training.state import State
from servers import wait_until
from tiny_bases import write_sd

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]

RECIPE = {
    "steps": 40, "save_every": 20, "sample_every": 40, "rank": 4, "alpha": 4, "rate": 1e-3, "batch": 2,
    "resolution": 64, "seed": 7, "prompts": ["a photo of {trigger}"],
}  # fmt: skip


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A studio whose operator has a tiny base, and which writes down every step."""
    models = tmp_path_factory.mktemp("models")
    write_sd(models / "bases" / "tiny-sd")
    extra = {"STUDIO_MODELS": str(models), "STUDIO_SCRATCH_SECONDS": "0", "STUDIO_STALL_SECONDS": "60"}
    made = Studio(tmp_path_factory.mktemp("studio"), extra=extra).up(workers=0)
    yield made
    made.down()


def pairs() -> bytes:
    """Six pictures of nobody, with words."""
    dice, buffer = np.random.default_rng(0), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for number in range(6):
            coarse = dice.integers(0, 255, (8, 8, 3), dtype=np.uint8)
            picture = io.BytesIO()
            Image.fromarray(coarse).resize((768, 768), Image.Resampling.BICUBIC).save(picture, "JPEG", quality=92)
            made.writestr(f"{number}.jpg", picture.getvalue())
            made.writestr(f"{number}.txt", f"a photo of ohwx, colours {number}")
    return buffer.getvalue()


@pytest.fixture
def ready(workers: Studio) -> tuple[Client, str]:
    """A synthetic subject with a dataset that can be trained on; no worker is left."""
    client = workers.newcomer(10_000).synthetic()
    dataset = client.post("/api/datasets/", {"subject": client.subject, "name": "Six"})["id"]
    worker = workers.start_worker()
    answer = client.call("POST", f"/api/datasets/{dataset}/import/", files={"file": ("six.zip", pairs())})
    assert answer.status_code == 202, answer.text
    client.wait_for(answer.json()["id"], seconds=180)
    worker.kill()
    return client, str(dataset)


def train(client: Client, dataset: str) -> Any:
    body = {"subject": client.subject, "dataset": dataset, "base": "tiny-sd", "options": RECIPE}
    return client.post("/api/loras/", body, status=202)


def files(client: Client, version: str) -> dict[int, dict[str, Any]]:
    """The tensors of every save, by step and name."""
    saves = client.get(f"/api/lora-versions/{version}/")["saves"]
    return {save["step"]: load(client.call("GET", save["files"]["diffusers"]).content) for save in saves}


def step(studio: Studio, run: str) -> int:
    """The step that the scratch of a run stands at."""
    return State.step_of(studio.data / "scratch" / run / "state.safetensors") or 0


def test_killed_anywhere_it_ends_as_if_nothing_had_happened(ready: tuple[Client, str], workers: Studio) -> None:
    client, dataset = ready
    worker = workers.start_worker()
    quiet = train(client, dataset)
    client.wait_for(quiet["id"], seconds=300)

    troubled = train(client, dataset)
    run = str(troubled["id"])
    for at in (5, 27):
        wait_until(lambda at=at: step(workers, run) >= at, 120, f"it is beyond step {at}")
        worker.kill()
        worker = workers.start_worker()
    ended = client.wait_for(run, seconds=300)

    assert ended["takeovers"] == 2
    assert (ended["captured"], ended["released"]) == (troubled["price"], 0)
    captures = "select count(*) from credits_ledgerentry where kind = 'capture' and run = ?"
    assert workers.row(captures, run.replace("-", "")) == 2
    wanted, found = files(client, quiet["version"]), files(client, troubled["version"])
    assert list(found) == [20, 40]
    for saved in found:
        assert found[saved].keys() == wanted[saved].keys()
        assert max(float(np.abs(found[saved][key] - wanted[saved][key]).max()) for key in wanted[saved]) == 0.0
    assert not (workers.data / "scratch" / run).exists()


def test_paused_finished_and_stopped(ready: tuple[Client, str], workers: Studio) -> None:
    """A pause frees the worker in the middle of a save; to finish keeps what is there and gives the rest back."""
    client, dataset = ready
    worker = workers.start_worker()
    asked = train(client, dataset)
    run = str(asked["id"])
    wait_until(lambda: step(workers, run) >= 3, 120, "it learns")
    client.post(f"/api/runs/{run}/pause/", status=200)
    wait_until(lambda: client.stage(run, "train_lora")["status"] == "queued", 30, "the worker has put it down")
    stood = step(workers, run)
    client.post(f"/api/runs/{run}/resume/", status=200)
    wait_until(lambda: step(workers, run) > stood, 60, "it goes on")
    client.post(f"/api/runs/{run}/finish/", status=200)
    ended = client.wait_for(run, seconds=200)
    saves = client.get(f"/api/lora-versions/{asked['version']}/")["saves"]
    assert saves[-1]["step"] >= stood
    assert ended["captured"] + ended["released"] == asked["price"]
    assert ended["captured"] <= asked["price"]

    stopped = train(client, dataset)
    wait_until(lambda: step(workers, str(stopped["id"])) >= 1, 120, "it learns")
    client.post(f"/api/runs/{stopped['id']}/cancel/", status=200)
    assert client.run(str(stopped["id"]))["released"] == stopped["price"]
    worker.kill()
