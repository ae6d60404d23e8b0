"""Prices count from their day on; an engine's own goes before its capability's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from studio.credits.models import Price
from studio.credits.selectors import price

pytestmark = pytest.mark.django_db


def set_price(capability: str, engine: str, credits: int, *day: int) -> None:
    when = datetime(*day, tzinfo=UTC)  # type: ignore[arg-type, misc]
    Price.objects.create(capability=capability, engine=engine, credits=credits, effective_from=when)


def test_the_first_prices() -> None:
    assert price("face_swap", "mesh-warp") == 10
    assert price("upscale", "photo-x2") == 2
    assert price("screen", "mobilenet") == 0


def test_nothing_had_a_price_before_its_day() -> None:
    assert price("face_swap", "mesh-warp", at=datetime(2025, 12, 31, tzinfo=UTC)) == 0


def test_the_latest_price_that_has_begun_counts() -> None:
    set_price("face_swap", "", 12, 2026, 6, 1)
    set_price("face_swap", "", 99, 2999, 1, 1)
    assert price("face_swap", "mesh-warp", at=datetime(2026, 5, 31, tzinfo=UTC)) == 10
    assert price("face_swap", "mesh-warp") == 12


def test_an_engine_may_have_its_own_price() -> None:
    set_price("face_swap", "remote", 40, 2026, 2, 1)
    set_price("face_swap", "", 12, 2026, 6, 1)
    assert price("face_swap", "remote") == 40
    assert price("face_swap", "mesh-warp") == 12


def test_a_price_may_be_nothing() -> None:
    set_price("upscale", "bicubic", 0, 2026, 2, 1)
    assert price("upscale", "bicubic") == 0
