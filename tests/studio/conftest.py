"""What a new studio is made with and a test that empties the database takes away: the prices."""

from __future__ import annotations

import pytest

from studio.credits.models import Price


@pytest.fixture(scope="session", autouse=True)
def first_prices(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> list[Price]:
    """As the migrations left them, read before any test."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        return list(Price.objects.all())


@pytest.fixture
def prices(transactional_db: None, first_prices: list[Price]) -> None:
    """They count, whatever the tests before this one emptied."""
    assert first_prices
    Price.objects.bulk_create(first_prices, ignore_conflicts=True)
