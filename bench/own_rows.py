"""The studio inside this process, on rows and files of its own, for measurements that need no worker."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pairs

from servers import start_valkey


@dataclass
class Owner:
    """Somebody with a workspace, and a client that is signed in."""

    workspace: Any
    client: Any


@contextmanager
def django() -> Iterator[None]:
    """Set Django up on an empty database, with a Valkey, until the block ends; once a process."""
    with tempfile.TemporaryDirectory(prefix="studio-bench-") as folder:
        valkey = start_valkey(Path(folder))
        os.environ |= {
            "STUDIO_DATA": folder,
            "REDIS_URL": valkey.url,
            "DJANGO_SETTINGS_MODULE": "settings",
            "STUDIO_HOSTS": "testserver",
            "PYTHONPATH": os.pathsep.join([str(pairs.ROOT / "tests"), str(pairs.ROOT / "backend")]),
        }
        try:
            import django as framework
            from django.core.management import call_command

            framework.setup()
            call_command("migrate", verbosity=0)
            yield
        finally:
            valkey.stop()


def newcomer() -> Owner:
    """A user with a workspace of their own."""
    from rest_framework.test import APIClient

    from studio.accounts import services as accounts
    from studio.accounts.models import User

    user = User.objects.create_user(f"{uuid.uuid4().hex[:8]}@example.org", "a-long-password")
    workspace = accounts.create_workspace(user, name="Bench")
    client = APIClient()
    client.force_login(user)
    return Owner(workspace, client)


def subject(owner: Owner) -> str:
    """The id of a new synthetic subject."""
    body = {"name": f"S {uuid.uuid4().hex[:6]}", "kind": "synthetic", "attestation": "Nobody's likeness."}
    answer = owner.client.post("/api/subjects/", body, format="json")
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])
