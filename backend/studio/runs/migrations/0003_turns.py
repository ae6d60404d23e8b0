"""Turns in the queue, pictures refused for good, takeovers."""

import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

REFUSED = ("content_refused", "age_refused", "photo_unusable")


def count_and_line_up(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Earlier runs have the turn of the moment they were asked for, and count what their items say."""
    runs, items = apps.get_model("runs", "Run"), apps.get_model("runs", "Item")
    runs.objects.update(turn_at=F("created_at"))
    refused = items.objects.filter(error_code__in=REFUSED)
    for (run,) in refused.values_list("run").distinct():
        runs.objects.filter(id=run).update(refused=refused.filter(run=run).values("index").distinct().count())


class Migration(migrations.Migration):
    dependencies = [
        ("runs", "0002_pausing"),
    ]

    operations = [
        migrations.AddField(
            model_name="run",
            name="refused",
            field=models.PositiveIntegerField(default=0, help_text="Pictures that another round cannot make either."),
        ),
        migrations.AddField(
            model_name="run",
            name="turn_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, help_text="Among equals, the earlier goes first."
            ),
        ),
        migrations.AddField(
            model_name="stagerun",
            name="takeovers",
            field=models.PositiveIntegerField(
                default=0, help_text="How often a lease ran out and another worker went on."
            ),
        ),
        migrations.RunPython(count_and_line_up, migrations.RunPython.noop),
    ]
