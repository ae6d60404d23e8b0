"""An index for the runs of a status, and so for those that are live."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("runs", "0003_turns")]

    operations = [
        migrations.AddIndex("run", models.Index(fields=["workspace", "status", "-created_at"], name="run_status")),
    ]
