"""The server's health, the dashboard's page, the API's own documentation."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.django_db


def test_health(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.parametrize("address", ["/", "/models/andie", "/sign-in", "/runs/1?x=y"])
def test_every_other_address_is_the_dashboard(client: Client, settings: Any, tmp_path: Path, address: str) -> None:
    settings.SPA = tmp_path
    (tmp_path / "index.html").write_text("<title>The dashboard</title>")
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (200, b"<title>The dashboard</title>")
    assert answer["Cache-Control"] == "no-cache"
    assert "csrftoken" in answer.cookies
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert client.post(address).status_code == 405


def test_without_a_build_it_says_how_to_build(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.SPA = tmp_path / "missing"
    answer = client.get("/")
    assert b"./studio up" in answer.content


def test_the_documentation_needs_no_internet(client: Client) -> None:
    page = client.get("/api/docs/").content.decode()
    addresses = [part.split('"')[0] for part in page.replace("'", '"').split('src="')[1:]]
    addresses += [part.split('"')[0] for part in page.replace("'", '"').split('href="')[1:]]
    assert any("swagger-ui-bundle" in address for address in addresses)
    assert all(address.startswith("/") for address in addresses), addresses
    from django.contrib.staticfiles import finders

    for address in addresses:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/")), address


def test_the_schema_names_what_may_go_wrong(client: Client) -> None:
    schema = client.get("/api/schema/?format=json").json()
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            responses = operation["responses"]
            assert responses["404"] == {"$ref": "#/components/responses/Problem404"}, (method, path)
            is_for_anybody = {} in operation["security"]
            assert ("401" in responses) != is_for_anybody, (method, path)
    for_anybody = {
        path for path, operations in schema["paths"].items() for it in operations.values() if {} in it["security"]
    }
    parts = "/api/uploads/{upload_id}/parts/{number}/"
    assert for_anybody == {"/api/demo/", "/api/invitations/look/", parts}
    missing = schema["components"]["responses"]["Problem404"]["content"]["application/problem+json"]
    assert missing["schema"] == {"$ref": "#/components/schemas/ProblemDetails"}
    problem = schema["components"]["schemas"]["ProblemDetails"]
    assert set(problem["required"]) == {"code", "title", "detail", "status", "extra"}
    assert {"insufficient_credits", "consent_missing", "too_small"} <= set(
        schema["components"]["schemas"]["ProblemCode"]["enum"]
    )


def test_the_web_process_imports_no_heavy_library() -> None:
    """All that uvicorn imports, and every address resolved."""
    program = (
        "import sys; import config.asgi; from django.urls import get_resolver; get_resolver().url_patterns;"
        "from studio.engines import selectors;"
        "heavy = {'torch', 'cv2', 'onnxruntime', 'ai_edge_litert', 'tensorflow', 'transformers', 'diffusers'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "backend"), "DJANGO_SETTINGS_MODULE": "config.settings", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_a_file_of_an_older_dashboard_is_not_answered_with_a_page(client):
    assert client.get("/assets/index-AbCdEf12.js").status_code == 404
