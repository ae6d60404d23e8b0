"""The first price of a training: 20 credits for 100 steps on any engine, since 2026-01-01."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def set_price(apps: Any, schema_editor: Any) -> None:
    apps.get_model("credits", "Price").objects.get_or_create(
        capability="lora_training", engine="", effective_from=BEGIN, defaults={"credits": 20}
    )


class Migration(migrations.Migration):
    dependencies = [("loras", "0001_initial"), ("credits", "0002_prices")]

    operations = [migrations.RunPython(set_price, migrations.RunPython.noop)]
