"""Runs over HTTP: list, look, move, pause, cancel, retry."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from imaging.progress import Ask
from studio.accounts.api import workspace
from studio.credits.api import IDEMPOTENCY_KEY, answered_once
from studio.runs import selectors, services
from studio.runs.models import Item, Run, RunStatus
from studio.runs.serializers import (
    FailureSerializer,
    ItemSerializer,
    PlaceSerializer,
    PointsSerializer,
    RunSerializer,
    TurnSerializer,
)


def run_of(request: Request, run: UUID) -> Run:
    """The run, if it belongs to the workspace of the request; 404 otherwise."""
    return get_object_or_404(selectors.runs_of(workspace(request)), id=run)


class RunList(ListAPIView[Run]):
    """Runs of the workspace, newest first."""

    serializer_class = RunSerializer

    @extend_schema(
        parameters=[
            OpenApiParameter("subject", UUID, description="Only runs of this subject."),
            OpenApiParameter("kind", str, description="Only runs of this kind, such as swap."),
            OpenApiParameter("status", str, enum=RunStatus.values, description="Only runs with this status."),
        ]
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """List runs."""
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        """The workspace's runs, filtered; an unknown value simply finds nothing."""
        runs = selectors.listed(workspace(self.request))
        wanted = self.request.query_params
        for name in ("kind", "status"):
            if wanted.get(name):
                runs = runs.filter(**{name: wanted[name]})
        subject = _uuid(wanted.get("subject"))
        return runs.filter(subject=subject) if wanted.get("subject") else runs


class RunQueue(APIView):
    """The live runs of the workspace."""

    @extend_schema(
        operation_id="runs_queue",
        responses=TurnSerializer(many=True),
        parameters=[OpenApiParameter("kind", str, description="Only runs of this kind, such as swap.")],
    )
    def get(self, request: Request) -> Response:
        """What runs, then what waits in the order of its turns, with the place in the whole studio's queue."""
        turns = selectors.queue_of(workspace(request), request.query_params.get("kind"))
        return Response([TurnSerializer(turn).data for turn in turns])


class RunDetail(APIView):
    """One run."""

    @extend_schema(responses=RunSerializer)
    def get(self, request: Request, run: UUID) -> Response:
        """The run as it stands."""
        return Response(RunSerializer(run_of(request, run)).data)


class RunItems(ListAPIView[Item]):
    """Every picture in every stage of one run, in order."""

    serializer_class = ItemSerializer
    ordering = ("index", "id")
    queryset = Item.objects.none()

    def get_queryset(self) -> Any:
        """Items of a run of this workspace."""
        found = run_of(self.request, self.kwargs["run"])
        return Item.objects.filter(run=found).order_by("index", "id")


class RunLog(ListAPIView[Item]):
    """What happened to which picture of one run, newest first."""

    serializer_class = ItemSerializer
    ordering = ("-finished_at", "-id")
    queryset = Item.objects.none()

    def get_queryset(self) -> Any:
        """Pictures that were made, in stages that cost or finish them, and pictures that were not made."""
        return selectors.log_of(run_of(self.request, self.kwargs["run"]))


class RunFailures(APIView):
    """Why pictures of one run were not made."""

    @extend_schema(operation_id="runs_failures", responses=FailureSerializer(many=True))
    def get(self, request: Request, run: UUID) -> Response:
        """One row a reason, the most frequent first."""
        return Response([FailureSerializer(failure).data for failure in selectors.failures_of(run_of(request, run))])


class MoveRun(APIView):
    """Change whose turn it is."""

    @extend_schema(request=PlaceSerializer, responses=TurnSerializer(many=True))
    def post(self, request: Request, run: UUID) -> Response:
        """Move a waiting run among the workspace's own waiting runs; answers the new queue of its kind."""
        wanted = PlaceSerializer(data=request.data)
        wanted.is_valid(raise_exception=True)
        moved = services.move(run_of(request, run), place=wanted.validated_data["place"])
        turns = selectors.queue_of(workspace(request), moved.kind)
        return Response([TurnSerializer(turn).data for turn in turns])


class CancelRun(APIView):
    """Stop a run."""

    @extend_schema(request=None, responses=RunSerializer)
    def post(self, request: Request, run: UUID) -> Response:
        """Stop at once; what is not finished is not charged. A finished run is left as it is."""
        services.cancel(run_of(request, run))
        return Response(RunSerializer(run_of(request, run)).data)


class PauseRun(APIView):
    """Put a run aside."""

    @extend_schema(request=None, responses=RunSerializer)
    def post(self, request: Request, run: UUID) -> Response:
        """No picture is begun from here on; one that is being made is finished. What is held stays held."""
        services.pause(run_of(request, run))
        return Response(RunSerializer(run_of(request, run)).data)


class ResumeRun(APIView):
    """Go on with a paused run."""

    @extend_schema(request=None, responses=RunSerializer)
    def post(self, request: Request, run: UUID) -> Response:
        """Go on with the next picture; nothing is charged twice."""
        services.resume(run_of(request, run))
        return Response(RunSerializer(run_of(request, run)).data)


class AskRun(APIView):
    """Ask something of a run while a worker is at it."""

    what: Ask

    @extend_schema(request=None, responses=RunSerializer)
    def post(self, request: Request, run: UUID) -> Response:
        """Done within about a second, and after the step that it is at."""
        services.ask(run_of(request, run), self.what)
        return Response(RunSerializer(run_of(request, run)).data)


class SaveNow(AskRun):
    """Give out what there is now, and go on. It costs nothing."""

    what = Ask.SAVE


class SampleNow(AskRun):
    """Show what it looks like now, and go on. It costs nothing."""

    what = Ask.SAMPLE


class FinishRun(AskRun):
    """End with what there is now: it is saved and charged for its part, and the rest is given back."""

    what = Ask.FINISH


class RunPoints(APIView):
    """The points of the save in the works."""

    @extend_schema(operation_id="runs_points", responses=PointsSerializer)
    def get(self, request: Request, run: UUID) -> Response:
        """Those of the saves before are where the saves are; newer ones come live."""
        return Response({"points": selectors.points_of(run_of(request, run))})


class RetryRun(APIView):
    """Give the pictures that were not made another round."""

    spends = True

    @extend_schema(request=None, responses={202: RunSerializer}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, run: UUID) -> Response:
        """Hold their price again and queue them; finished pictures are kept and not charged twice."""
        found = run_of(request, run)

        def produce() -> tuple[int, dict[str, Any]]:
            services.retry(found)
            return 202, RunSerializer(run_of(request, run)).data

        return answered_once(request, produce)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
