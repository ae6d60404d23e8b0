"""Rows that are quick to make, as fixtures."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from studio.accounts.models import Membership, User, Workspace
from studio.credits import services as credits
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
