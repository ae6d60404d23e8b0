"""Asking for pictures: words, prices, consent, and what is refused before anything is held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from imaging.sampling.prompts import filled, styled
from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.loras.models import LoraVersion
from studio.runs.models import Run
from studio.subjects.models import Subject

Ask = Callable[..., dict[str, Any]]


def post(browser: APIClient, where: str, body: dict[str, Any]) -> tuple[int, Any]:
    answer = browser.post(f"/api/generations/{where}", body, format="json")
    return answer.status_code, answer.json()


def test_an_estimate_says_the_words_of_every_picture(browser: APIClient, ask: Ask) -> None:
    status, told = post(browser, "estimate/", ask(prompt="{trigger} {by the sea|indoors}", count=8, style="film"))
    assert status == 200
    assert [one["seed"] for one in told["prompts"]] == list(range(7, 15))
    assert {one["prompt"].split(",")[0] for one in told["prompts"]} == {"andie_m by the sea", "andie_m indoors"}
    assert all(one["prompt"].endswith("35 mm film photo, natural light, grain") for one in told["prompts"])
    assert told["price"] == 8 * told["each"] == 8
    assert told["balance_after"] == told["balance"] - 8


def test_the_price_grows_with_size_and_steps(browser: APIClient, ask: Ask) -> None:
    each = [
        post(browser, "estimate/", ask(width=side, height=side, steps=steps))[1]["each"]
        for side, steps in ((64, 25), (1024, 25), (1024, 50), (2048, 25))
    ]
    assert each == [1, 4, 8, 16]


def test_the_seed_is_thrown_where_none_is_asked_for(browser: APIClient, ask: Ask) -> None:
    seeds = {post(browser, "estimate/", ask(seed=None))[1]["seed"] for _ in range(5)}
    assert len(seeds) == 5


def test_a_run_holds_its_price(browser: APIClient, ask: Ask, workspace: Workspace) -> None:
    status, run = post(browser, "", ask())
    assert status == 202
    assert (run["price"], run["kind"], run["title"]) == (2, "generate", "Pictures 1")
    assert credits.sums(workspace) == (998, 2)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"prompt": "a nude portrait"}, '"nude"'),
        ({"prompt": "a {photo|child}"}, '"child"'),
        ({"prompt": "a n{u|u}de portrait"}, '"nude"'),
        ({"prompt": "a portrait", "negative": "clothes"}, '"clothes"'),
    ],
)
@pytest.mark.parametrize("where", ["estimate/", ""])
def test_words_are_refused_at_every_door(
    browser: APIClient, ask: Ask, workspace: Workspace, more: dict[str, Any], sentence: str, where: str
) -> None:
    status, problem = post(browser, where, ask(**more))
    assert (status, problem["code"]) == (422, "prompt_refused")
    assert sentence in problem["detail"]
    assert credits.sums(workspace) == (1000, 0)
    assert not Run.objects.exists()


def test_presets_are_no_way_around_the_refusal(browser: APIClient) -> None:
    body = {"kind": "style", "name": "x", "prompt": "{prompt}, nude"}
    answer = browser.post("/api/prompt-presets/", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "prompt_refused")


def test_a_version_of_another_base_is_refused_by_both_names(
    browser: APIClient, ask: Ask, version: Callable[..., LoraVersion]
) -> None:
    trained = version()
    status, problem = post(browser, "", ask(base="wide-sd", loras=[{"version": str(trained.id)}]))
    assert (status, problem["code"]) == (422, "lora_of_another_base")
    assert "tiny-sd" in problem["detail"]
    assert "wide-sd" in problem["detail"]


def test_the_best_save_is_taken_where_none_is_named(
    start: Callable[..., Run], version: Callable[..., LoraVersion]
) -> None:
    trained = version()
    assert start(loras=[{"version": str(trained.id)}]).recipe["loras"][0]["step"] == 200
    assert start(loras=[{"version": str(trained.id), "step": 100}]).recipe["loras"][0]["step"] == 100


def test_a_save_that_is_not_there_is_said(browser: APIClient, ask: Ask, version: Callable[..., LoraVersion]) -> None:
    status, problem = post(browser, "", ask(loras=[{"version": str(version().id), "step": 150}]))
    assert (status, problem["code"]) == (422, "generation_unusable")
    assert "100, 200" in problem["detail"]


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"base": "atlantis"}, 422, "generation_unusable"),
        ({"width": 100}, 422, "generation_unusable"),
        ({"steps": 0}, 422, "unknown_engine"),
        ({"scheduler": "magic"}, 422, "unknown_engine"),
        ({"style": "nobody's"}, 404, "not_found"),
        ({"loras": [{"version": "00000000-0000-0000-0000-000000000000"}]}, 404, "not_found"),
        ({"subject": "00000000-0000-0000-0000-000000000000"}, 404, "not_found"),
        ({"count": 65}, 400, "invalid"),
        ({"prompt": ""}, 400, "invalid"),
    ],
)
def test_what_cannot_be_made_is_said(
    browser: APIClient, ask: Ask, more: dict[str, Any], status: int, code: str
) -> None:
    answer = post(browser, "", ask(**more))
    assert (answer[0], answer[1]["code"]) == (status, code)


def test_everybody_whose_version_is_used_has_to_agree(
    browser: APIClient, ask: Ask, version: Callable[..., LoraVersion], real_subject: Subject
) -> None:
    theirs = version(real_subject)
    status, problem = post(browser, "", ask(loras=[{"version": str(theirs.id)}]))
    assert (status, problem["code"]) == (403, "consent_missing")
    assert not Run.objects.exists()


def test_wildcards_fall_the_same_way_everywhere() -> None:
    assert [filled("{a|b|c} {trigger} {d|{e|f}}", seed=seed, trigger="x") for seed in range(4)] == [
        "c x e", "a x f", "b x f", "c x f",
    ]  # fmt: skip
    assert styled("a cat", "drawing of {prompt}, ink") == "drawing of a cat, ink"
    assert styled("a cat", "ink") == "a cat, ink"
