"""An index of what was not read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("notices", "0001_notices")]

    operations = [
        migrations.AddIndex(
            "notice",
            models.Index(fields=["user", "workspace"], name="notice_unread", condition=models.Q(read_at=None)),
        ),
    ]
