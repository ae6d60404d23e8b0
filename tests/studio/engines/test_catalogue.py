"""The catalogue over HTTP: prices, options, and nothing heavy imported to list it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rest_framework.test import APIClient

from imaging.engines import CATALOGUE
from studio.accounts.models import User
from studio.credits.models import Price

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def client(user: User) -> APIClient:
    made = APIClient()
    made.force_login(user)
    return made


def test_every_engine_is_listed_with_its_price(client: APIClient) -> None:
    answer = client.get("/api/engines/").json()
    assert [engine["key"] for engine in answer["results"]] == [engine.key for engine in CATALOGUE]
    assert answer["next"] is None
    prices = {engine["does"]: engine["price"] for engine in answer["results"]}
    assert (prices["face_swap"], prices["upscale"], prices["screen"]) == (10, 2, 0)


def test_one_capability(client: APIClient) -> None:
    found = client.get("/api/engines/?does=face_swap").json()["results"]
    assert found
    assert {engine["does"] for engine in found} == {"face_swap"}
    assert client.get("/api/engines/?does=teleport").json()["results"] == []


def test_options_are_a_json_schema_that_takes_the_defaults(client: APIClient) -> None:
    schemas = {engine["key"]: engine["schema"] for engine in client.get("/api/engines/").json()["results"]}
    for engine in CATALOGUE:
        jsonschema.Draft202012Validator.check_schema(schemas[engine.key])
        jsonschema.validate(engine.options().model_dump(mode="json"), schemas[engine.key])


def test_it_takes_few_queries_however_many_engines(client: APIClient, django_assert_max_num_queries: Any) -> None:
    Price.objects.filter(capability="face_swap").update(credits=11)
    with django_assert_max_num_queries(5):
        found = client.get("/api/engines/?does=face_swap").json()["results"]
    assert found[0]["price"] == 11


def test_nobody_lists_them_without_signing_in(db: None) -> None:
    assert APIClient().get("/api/engines/").status_code == 401


def test_listing_the_real_catalogue_imports_nothing_heavy() -> None:
    program = (
        "import sys; from imaging.engines import CATALOGUE;"
        "[engine.options.model_json_schema() for engine in CATALOGUE];"
        "print(len(CATALOGUE) > 5, sorted({'torch', 'cv2', 'onnxruntime', 'ai_edge_litert'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "backend")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "True []"
