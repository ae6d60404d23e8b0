"""The first price table: a swap 10 credits, an enlargement 2, on any engine, since 2026-01-01."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PRICES = {"face_swap": 10, "upscale": 2}


def set_prices(apps: Any, schema_editor: Any) -> None:
    Price = apps.get_model("credits", "Price")
    for capability, credits in PRICES.items():
        Price.objects.get_or_create(
            capability=capability, engine="", effective_from=BEGIN, defaults={"credits": credits}
        )


class Migration(migrations.Migration):
    dependencies = [("credits", "0001_initial")]

    operations = [migrations.RunPython(set_prices, migrations.RunPython.noop)]
