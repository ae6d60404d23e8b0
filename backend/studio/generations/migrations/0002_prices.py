"""The first price of a picture from words: 4 credits for 1024 x 1024 in 25 steps, since 2026-01-01."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def set_price(apps: Any, schema_editor: Any) -> None:
    apps.get_model("credits", "Price").objects.get_or_create(
        capability="image_generation", engine="", effective_from=BEGIN, defaults={"credits": 4}
    )


class Migration(migrations.Migration):
    dependencies = [("generations", "0001_initial"), ("credits", "0002_prices")]

    operations = [migrations.RunPython(set_price, migrations.RunPython.noop)]
