"""How the installation is, for its operator: workers, queue, disk, version."""

from __future__ import annotations

import shutil
from typing import Any

import redis
from django.conf import settings
from django.db import connection
from django.db.models import Count, Min, Q
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.runs.models import StageRun, StageStatus

PATIENCE = 1
"""Seconds the doorbell may take to answer."""


class HealthSerializer(serializers.Serializer[Any]):
    """How the installation is."""

    version = serializers.CharField(read_only=True)
    database = serializers.CharField(read_only=True)
    doorbell = serializers.BooleanField(read_only=True, help_text="The Valkey server answers.")
    letters = serializers.BooleanField(read_only=True, help_text="Letters are sent, not printed to the log.")
    workers = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="Workers that hold a live lease: at work now."
    )
    running = serializers.IntegerField(read_only=True, help_text="Stages being worked on.")
    waiting = serializers.IntegerField(read_only=True, help_text="Stages ready for a worker.")
    waiting_since = serializers.DateTimeField(read_only=True, allow_null=True, help_text="Of the oldest of them.")
    disk_free = serializers.IntegerField(read_only=True, help_text="Bytes on the disk of the data folder.")
    disk_total = serializers.IntegerField(read_only=True)


class HealthView(APIView):
    """How the installation is."""

    permission_classes = (accounts.IsOperator,)

    @extend_schema(responses=HealthSerializer)
    def get(self, request: Request) -> Response:
        """Looked up now, in two queries and one ping."""
        disk = shutil.disk_usage(settings.DATA)
        answer = {
            "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            "database": connection.vendor,
            "doorbell": _doorbell_answers(),
            "letters": bool(settings.EMAIL_HOST),
            "disk_free": disk.free,
            "disk_total": disk.total,
            **_queue(),
        }
        return Response(HealthSerializer(answer).data)


def _queue() -> dict[str, Any]:
    leased = StageRun.objects.filter(status=StageStatus.RUNNING, lease_until__gt=timezone.now())
    counts: dict[str, Any] = StageRun.objects.aggregate(
        running=Count("pk", filter=Q(status=StageStatus.RUNNING)),
        waiting=Count("pk", filter=Q(status=StageStatus.QUEUED)),
        waiting_since=Min("run__created_at", filter=Q(status=StageStatus.QUEUED)),
    )
    return {**counts, "workers": sorted(set(leased.values_list("owner", flat=True)))}


def _doorbell_answers() -> bool:
    try:
        with redis.Redis.from_url(settings.ENV.redis_url, socket_timeout=PATIENCE) as server:
            return bool(server.ping())
    except redis.RedisError:
        return False
