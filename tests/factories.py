"""Rows that are quick to make, as fixtures."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from rest_framework.test import APIClient

from imaging.intake.thumbnails import thumbnails
from studio.accounts.models import Membership, User, Workspace
from studio.accounts.models import Role as MemberRole
from studio.assets import services as assets
from studio.assets.models import Asset
from studio.credits import services as credits
from studio.photos.models import MODELS, Role
from studio.photos.selectors import filename
from studio.subjects.models import Kind, Subject


@pytest.fixture
def workspace(db: None) -> Workspace:
    name = uuid.uuid4().hex[:8]
    made = Workspace.objects.create(name=f"Workspace {name}", slug=name)
    credits.grant(made, 1000, reference="test")
    return made


@pytest.fixture
def user(workspace: Workspace) -> User:
    made = User.objects.create_user(f"{workspace.slug}@example.org", "a-long-password")
    Membership.objects.create(user=made, workspace=workspace)
    return made


@pytest.fixture
def subject(workspace: Workspace) -> Subject:
    return Subject.objects.create(
        workspace=workspace,
        name="Andie",
        slug="andie",
        kind=Kind.SYNTHETIC,
        trigger_word="andie_m",
        attestation="Nobody's likeness.",
    )


@pytest.fixture
def real_subject(workspace: Workspace) -> Subject:
    return Subject.objects.create(workspace=workspace, name="Rea", slug="rea", kind=Kind.REAL, trigger_word="rea_m")


Make = Callable[..., object]


@pytest.fixture
def browser(user: User) -> APIClient:
    """A browser in which the owner of the workspace is signed in."""
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def viewer(workspace: Workspace) -> APIClient:
    """A browser of somebody who may only look."""
    somebody = User.objects.create_user(f"viewer-{workspace.slug}@example.org", "a-long-password")
    Membership.objects.create(user=somebody, workspace=workspace, role=MemberRole.VIEWER)
    client = APIClient()
    client.force_login(somebody)
    return client


@pytest.fixture
def stranger(db: None) -> APIClient:
    """A browser of somebody who is at home in another workspace."""
    somebody = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.org", "a-long-password")
    elsewhere = Workspace.objects.create(name="Elsewhere", slug=uuid.uuid4().hex[:8])
    Membership.objects.create(user=somebody, workspace=elsewhere)
    client = APIClient()
    client.force_login(somebody)
    return client


def jpeg(shade: int = 0, size: tuple[int, int] = (900, 800)) -> bytes:
    """A picture with a pattern of its own for every shade: nobody's photo."""
    buffer = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size).point(lambda value: (value + shade) % 256)
    picture.convert("RGB").save(buffer, "JPEG")
    return buffer.getvalue()


def report(yaw: float | None = 0.0, verdict: str = "pass", faces: int = 1) -> dict[str, Any]:
    """What a report says of a photo whose chosen face is turned by ``yaw`` degrees."""
    shown = [{"box": [0.3, 0.3, 0.7, 0.7], "height": 400, "yaw": yaw, "chosen": n == 0} for n in range(faces)]
    sentence = {"pass": "Good to use.", "warn": "Look twice.", "refuse": "No face found."}[verdict]
    line = {"key": "faces", "label": "Faces", "verdict": verdict, "value": faces, "unit": "", "sentence": sentence}
    return {
        "verdict": verdict,
        "sentence": sentence,
        "measured": True,
        "checks": [line],
        "faces": shown,
        "yaw": yaw,
        "identity_distance": None,
    }


@pytest.fixture
def stored(workspace: Workspace, tmp_path: Path) -> Callable[..., Asset]:
    """Puts a picture into storage and records it."""

    def make(shade: int = 0, *, filename: str = "picture.jpg", folder: str = "andie/sources", **fields: Any) -> Asset:
        path = tmp_path / f"{uuid.uuid4().hex}.jpg"
        path.write_bytes(jpeg(shade))
        file = assets.put(workspace, content=path, folder=folder, filename=filename, thumbnails=dict(thumbnails(path)))
        return assets.record(workspace, file, **fields)

    return make


@pytest.fixture
def photo(subject: Subject, stored: Callable[..., Asset]) -> Callable[..., Any]:
    """Makes a photo row with real files, as a finished report leaves it."""

    def make(role: str, number: int = 1, *, yaw: float | None = 0.0, status: str = "ready", **fields: Any) -> Any:
        of = fields.pop("subject", subject)
        verdict = "warn" if status == "warned" else "pass"
        row: dict[str, Any] = {
            "report": None if status == "pending" else report(yaw, fields.pop("verdict", verdict)),
            **({"attestation": "Mine."} if role == "target" else {}),
            **fields,
        }
        name = filename(of, Role(role), number)
        shut = status in ("pending", "refused")
        asset = stored(number + (100 if role == "target" else 0), filename=name, quarantined=shut)
        return MODELS[Role(role)].objects.create(
            workspace=of.workspace, subject=of, number=number, name="IMG_1.jpg", asset=asset, status=status, **row
        )

    return make
