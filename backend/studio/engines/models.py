"""Which engines an operator has switched off for the whole installation."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class EngineSwitch(models.Model):
    """An engine that was switched; without a row an engine is on. The content screen and the age gate have none."""

    engine = models.CharField(max_length=60, primary_key=True, help_text="Its key in the catalogue.")
    is_on = models.BooleanField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
