"""A tiny base that draws, trained versions for it, wishes, and a worker's bench with a real engine child."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient

from imaging.networks import local_models
from imaging.training import bases
from studio.accounts.models import Workspace
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.generations import services
from studio.generations.models import Generation
from studio.generations.selectors import planning
from studio.loras.models import LoraVersion, Save
from studio.loras.selectors import names
from studio.loras.services.laying import about_base, lora_of, next_number
from studio.runs.leasing.lease import take_next
from studio.runs.models import Item, ItemStatus, Run
from studio.runs.services.bench import Bench
from studio.subjects.models import Subject
from tiny_bases import write_lora, write_sd


@pytest.fixture(scope="session")
def drawing_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    write_sd(folder / "bases/tiny-sd")
    write_sd(folder / "bases/wide-sd", width=64)
    write_lora(folder / "bases/tiny-sd", folder / "lora.safetensors")
    write_lora(folder / "bases/tiny-sd", folder / "lora_kohya.safetensors", layout="kohya")
    return folder


@pytest.fixture(autouse=True)
def models(drawing_models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(local_models.VARIABLE, str(drawing_models))
    return drawing_models


@pytest.fixture
def version(models: Path, subject: Subject) -> Callable[..., LoraVersion]:
    """A trained version with saves at these steps."""

    def make(of: Subject = subject, base: str = "tiny-sd", steps: tuple[int, ...] = (100, 200)) -> LoraVersion:
        made = LoraVersion.objects.create(
            workspace=of.workspace,
            subject=of,
            lora=lora_of(of),
            number=next_number(of),
            steps=max(steps, default=0),
            **about_base(bases.card(base)),
        )
        for step in steps:
            files = {layout: _file(made, step, layout, models) for layout in names.LAYOUTS}
            Save.objects.create(version=made, step=step, **files)
        return made

    return make


def _file(version: LoraVersion, step: int, layout: str, models: Path) -> Asset:
    content = models / ("lora.safetensors" if layout == "diffusers" else "lora_kohya.safetensors")
    folder, filename = names.folder(version), names.filename(version, step, layout)
    return assets.record(
        version.workspace, assets.put(version.workspace, content=content, folder=folder, filename=filename)
    )


@pytest.fixture
def ask(subject: Subject) -> Callable[..., dict[str, Any]]:
    def make(**more: Any) -> dict[str, Any]:
        return {
            "subject": str(subject.id),
            "prompt": "a photo of {trigger}",
            "base": "tiny-sd",
            "width": 64,
            "height": 64,
            "steps": 3,
            "count": 2,
            "seed": 7,
            **more,
        }

    return make


@pytest.fixture
def made(workspace: Workspace, subject: Subject, stored: Callable[..., Asset]) -> Callable[..., list[Generation]]:
    """Pictures that are there already, of one run, without an engine."""

    def make(count: int = 3, *, prompt: str = "a photo of {trigger}", **more: Any) -> list[Generation]:
        asked = {"subject": subject.id, "prompt": prompt, "base": "tiny-sd", "width": 64, "height": 64}
        run = services.start(planning.plan(workspace, {**asked, "count": count, "seed": 1, **more}))
        Item.objects.filter(run=run).update(status=ItemStatus.DONE)
        return [
            services.keep(run, item, picture=_picture(stored, item), made_with={"device": "cpu", "base": "f"})
            for item in Item.objects.filter(run=run, stage="generate").order_by("index")
        ]

    return make


def _picture(stored: Callable[..., Asset], item: Item) -> Asset:
    number = item.run.recipe["number"]
    return stored(item.index, filename=f"andie-g{number:03}-{item.index + 1:02}-sfw-generated.jpg", folder="andie/g")


@pytest.fixture
def work(transactional_db: None, prices: None, models: Path) -> Iterator[Callable[[], None]]:
    """Answers the doorbell with a real engine child until nothing is left to do."""
    bench = Bench(["cpu"])
    bench.heart.start()

    def answer() -> None:
        while lease := take_next(["cpu"], bench.name):
            bench._perform(lease)

    yield answer
    bench.leave(1)


@pytest.fixture
def start(browser: APIClient, ask: Callable[..., dict[str, Any]]) -> Callable[..., Run]:
    """A run that was asked for over the API."""

    def asked(**more: Any) -> Run:
        answer = browser.post("/api/generations/", ask(**more), format="json")
        assert answer.status_code == 202, answer.json()
        return Run.objects.get(id=answer.json()["id"])

    return asked
