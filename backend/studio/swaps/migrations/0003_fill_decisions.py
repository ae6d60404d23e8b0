"""Fills what earlier results lack: their subject, their name, and the columns they are sorted by."""

from typing import Any

from django.db import migrations

CHUNK = 500


def fill(apps: Any, schema_editor: object) -> None:
    """A chunk at a time, so that a large studio needs no more memory than a small one."""
    result_model = apps.get_model("swaps", "SwapResult")
    rows = result_model.objects.select_related("run", "swapped").only(
        "id", "scores", "identity_after", "run__subject_id", "swapped__filename"
    )
    chunk: list[Any] = []
    for result in rows.iterator(chunk_size=CHUNK):
        brisque = result.scores.get("enhanced_brisque", result.scores.get("brisque"))
        result.subject_id = result.run.subject_id
        result.name = result.swapped.filename.rpartition("-")[0][:160]
        result.distance = 9.0 if result.identity_after is None else result.identity_after
        result.quality = -1.0 if brisque is None else max(0.0, min(100.0, 100.0 - brisque))
        chunk.append(result)
        if len(chunk) == CHUNK:
            _save(result_model, chunk)
            chunk = []
    _save(result_model, chunk)


def _save(result_model: Any, chunk: list[Any]) -> None:
    result_model.objects.bulk_update(chunk, ["subject", "name", "distance", "quality"])


class Migration(migrations.Migration):
    """Rows only; nothing is lost by going back."""

    dependencies = [("swaps", "0002_decisions")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
