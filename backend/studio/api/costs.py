"""What things cost: by month, by subject, and by picture of one run."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, Sum
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from studio.accounts import api as accounts
from studio.accounts.models import Workspace
from studio.credits import selectors as credits
from studio.credits.serializers import MonthSerializer
from studio.runs import selectors as runs
from studio.runs.models import Item, ItemStatus, Run
from studio.runs.serializers import RunSerializer

MOST = 200
"""Subjects in the table of costs: the dearest."""


class SubjectCostSerializer(serializers.Serializer[Any]):
    """What one subject has cost so far."""

    id = serializers.UUIDField(source="subject", read_only=True)
    slug = serializers.CharField(source="subject__slug", read_only=True)
    name = serializers.CharField(source="subject__name", read_only=True)
    charged = serializers.IntegerField(read_only=True)
    runs = serializers.IntegerField(read_only=True, help_text="That were charged for.")


class CostsSerializer(serializers.Serializer[Any]):
    """What the workspace has spent, and on what."""

    months = MonthSerializer(many=True, read_only=True)
    subjects = SubjectCostSerializer(many=True, read_only=True)


class CostsView(APIView):
    """What things cost."""

    @extend_schema(responses=CostsSerializer)
    def get(self, request: Request) -> Response:
        """The last twelve months in which something moved, and the dearest subjects; summed by the database."""
        workspace = accounts.workspace(request)
        answer = {"months": credits.months(workspace), "subjects": _by_subject(workspace)}
        return Response(CostsSerializer(answer).data)


def _by_subject(workspace: Workspace) -> Any:
    charged = Run.objects.filter(workspace=workspace, subject__isnull=False, captured__gt=0)
    sums = charged.values("subject", "subject__slug", "subject__name")
    return sums.annotate(charged=Sum("captured"), runs=Count("pk")).order_by("-charged", "subject")[:MOST]


class ReceiptLineSerializer(serializers.Serializer[Any]):
    """One picture of a run."""

    index = serializers.IntegerField(read_only=True, help_text="From 0, as in the contact sheet.")
    charged = serializers.IntegerField(read_only=True)
    given_back = serializers.IntegerField(read_only=True)
    held = serializers.IntegerField(read_only=True, help_text="Not decided yet.")
    reason = serializers.CharField(read_only=True, help_text="Why something was given back; empty when nothing was.")


class ReceiptSerializer(serializers.Serializer[Any]):
    """A run as the ledger tells it."""

    run = RunSerializer(read_only=True)
    held = serializers.IntegerField(read_only=True, help_text="Over all rounds.")
    charged = serializers.IntegerField(read_only=True)
    released = serializers.IntegerField(read_only=True)
    refunded = serializers.IntegerField(read_only=True)
    still_held = serializers.IntegerField(read_only=True)
    lines = ReceiptLineSerializer(many=True, read_only=True)


class ReceiptView(APIView):
    """The receipt of a run."""

    @extend_schema(responses=ReceiptSerializer)
    def get(self, request: Request, run: UUID) -> Response:
        """What was held, charged picture by picture, and given back with the reason."""
        workspace = accounts.workspace(request)
        found = get_object_or_404(runs.runs_of(workspace), pk=run)
        answer = {"run": found, **credits.receipt(workspace, found.pk), "lines": _lines(found)}
        return Response(ReceiptSerializer(answer).data)


def _lines(run: Run) -> list[dict[str, Any]]:
    """Every picture with what its stages came to; one query that groups in the database."""
    lost = Q(status__in=(ItemStatus.FAILED, ItemStatus.CANCELLED))
    rows = (
        Item.objects.filter(run=run)
        .values("index")
        .annotate(
            charged=Sum("price", filter=Q(status=ItemStatus.DONE), default=0),
            given_back=Sum("price", filter=lost, default=0),
            price=Sum("price"),
            said=Min("error_detail", filter=lost & ~Q(error_code__in=["", "not_reached"])),
            cancelled=Max("status", filter=Q(status=ItemStatus.CANCELLED)),
        )
        .order_by("index")
    )
    return [{**row, "held": row["price"] - row["charged"] - row["given_back"], "reason": _reason(row)} for row in rows]


def _reason(row: dict[str, Any]) -> str:
    if not row["given_back"]:
        return ""
    return row["said"] or ("The run was stopped before." if row["cancelled"] else "An earlier step was not done.")
