"""Datasets of three pictures, zips of pairs, and stages that say what a test wants."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from studio.datasets import services
from studio.datasets.models import Dataset, DatasetItem
from studio.runs import kinds
from studio.runs.models import Item, ItemStatus, Run
from studio.subjects.models import Subject

SAID = {
    "sentence": "close-up, smiling, red clothes",
    "parts": {"features": "brown hair", "pose": "close-up, smiling", "clothing": "red clothes"},
}
WEIGHED = {
    "quality": 0.8,
    "scores": {"sharpness": 0.8, "noise": 0.8, "light": 0.8},
    "weakest": "noise",
    "face_share": 0.45,
    "yaw": 2.0,
    "fingerprint": "0f0f0f0f0f0f0f0f",
    "vector": None,
}
SCREENED = {"rating": "sfw", "explicit": 0.1, "screen_scores": {}, "face_count": 1, "ages": [31.0], "screening": []}
GIVEN = {"screen": SCREENED, "weigh": WEIGHED, "caption": SAID}


@pytest.fixture
def dataset(subject: Subject, photo: Callable[..., Any]) -> Dataset:
    """Pictures 1, 2 and 3, without words."""
    made = services.make(subject, "First")
    services.add(made, photos_wanted=[photo("source", number).id for number in (1, 2, 3)])
    made.refresh_from_db()
    return made


def item(dataset: Dataset, number: int) -> DatasetItem:
    return DatasetItem.objects.select_related("dataset__subject").get(dataset=dataset, number=number)


def zipped(*files: tuple[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in files:
            made.writestr(name, content)
    return buffer.getvalue()


def send(client: APIClient, dataset: Dataset, content: bytes, where: str = "import/") -> Any:
    file = SimpleUploadedFile("set.zip", content, content_type="application/zip")
    return client.post(f"/api/datasets/{dataset.id}/{where}", {"file": file}, format="multipart")


def tell(run: Run, stage: str, index: int = 0, **changes: Any) -> None:
    """Say of a picture what a stage would find."""
    found = Item.objects.get(run=run, stage=stage, index=index)
    found.status = ItemStatus.DONE
    found.save()
    kinds.get(run.kind).record(run, found, {**GIVEN[stage], **changes})


def fail(run: Run, stage: str, code: str, index: int = 0) -> None:
    kinds.get(run.kind).failed(run, Item.objects.get(run=run, stage=stage, index=index), code, "It is not fit.")
