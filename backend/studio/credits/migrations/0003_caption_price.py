"""A caption costs 1 credit on any engine, since 2026-01-01."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def set_price(apps: Any, schema_editor: Any) -> None:
    Price = apps.get_model("credits", "Price")
    Price.objects.get_or_create(capability="caption", engine="", effective_from=BEGIN, defaults={"credits": 1})


class Migration(migrations.Migration):
    dependencies = [("credits", "0002_prices")]

    operations = [migrations.RunPython(set_price, migrations.RunPython.noop)]
