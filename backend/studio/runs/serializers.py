"""A run as the API shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.accounts.serializers import moment
from studio.runs import selectors
from studio.runs.events import progress_of
from studio.runs.models import Item, Priority, Run, RunStatus, StageRun, StageStatus
from studio.runs.selectors import Failure, Turn

PRIORITIES = [(each.value, each.label) for each in (Priority.LOW, Priority.NORMAL)]


class StageSerializer(serializers.Serializer[StageRun]):
    """One segment of the run bar."""

    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # DRF keeps a field's own label there
    status = serializers.ChoiceField(choices=StageStatus.choices)
    progress = serializers.FloatField(help_text="0..1")
    done = serializers.IntegerField()
    failed = serializers.IntegerField()
    total = serializers.IntegerField()
    message = serializers.CharField()


class CountsSerializer(serializers.Serializer[Any]):
    """Pictures, not stage items."""

    total = serializers.IntegerField()
    done = serializers.IntegerField()
    failed = serializers.IntegerField()


class AbilitiesSerializer(serializers.Serializer[Any]):
    """What may be asked of the run now."""

    cancel = serializers.BooleanField()
    pause = serializers.BooleanField()
    resume = serializers.BooleanField()
    retry = serializers.BooleanField()
    save_now = serializers.BooleanField()
    sample_now = serializers.BooleanField()
    finish = serializers.BooleanField(help_text="End with what there is now.")


class ProblemSerializer(serializers.Serializer[Any]):
    """Why it came to nothing."""

    code = serializers.CharField()
    detail = serializers.CharField()


class SubjectReferenceSerializer(serializers.Serializer[Any]):
    """Enough of a subject to name it and link to it."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    name = serializers.CharField()


class RunSerializer(serializers.Serializer[Run]):
    """A run; everything that changes comes from the same function as the live event."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    title = serializers.CharField()
    subject = SubjectReferenceSerializer(allow_null=True)
    priority = serializers.ChoiceField(choices=PRIORITIES, help_text="A high one is normal in another turn.")
    status = serializers.ChoiceField(choices=RunStatus.choices)
    progress = serializers.FloatField(help_text="0..1")
    stages = StageSerializer(many=True)
    items = CountsSerializer()
    refused = serializers.IntegerField(help_text="Pictures not made that a retry cannot make either.")
    takeovers = serializers.IntegerField(help_text="How often another worker went on after one had stopped.")
    seconds_left = serializers.FloatField(allow_null=True, help_text="About; null when it is over.")
    price = serializers.IntegerField(help_text="Credits held when it was accepted.")
    captured = serializers.IntegerField(help_text="Credits charged for finished pictures.")
    released = serializers.IntegerField(help_text="Credits given back.")
    can = AbilitiesSerializer()
    error = ProblemSerializer(allow_null=True)
    seq = serializers.IntegerField(help_text="Number of the latest live event about this run.")
    created_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, run: Run) -> dict[str, Any]:
        """The fields above; ``run`` comes from ``selectors.runs_of`` so that no query is made here."""
        subject = run.subject
        return {
            "id": str(run.id),
            "kind": run.kind,
            "title": run.title,
            "subject": {"id": str(subject.id), "slug": subject.slug, "name": subject.name} if subject else None,
            "priority": selectors.priority_of(run),
            "created_at": moment(run.created_at),
            **progress_of(run, list(run.stage_runs.all())).model_dump(mode="json"),
        }


class PointsSerializer(serializers.Serializer[Any]):
    """How the training of the save in the works went so far."""

    points = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField()), help_text="Step, loss, learning rate."
    )


class TurnSerializer(serializers.Serializer[Turn]):
    """A live run and its place in the queue."""

    run = RunSerializer()
    place = serializers.IntegerField(allow_null=True, help_text="1 is next in the whole studio; null unless it waits.")
    starts_in = serializers.FloatField(allow_null=True, help_text="About how many seconds until it begins.")


class PlaceSerializer(serializers.Serializer[Any]):
    """Where a waiting run shall go."""

    place = serializers.IntegerField(min_value=1, help_text="1 is first among the workspace's own waiting runs.")


class FailureSerializer(serializers.Serializer[Failure]):
    """One reason for which pictures were not made."""

    code = serializers.CharField()
    detail = serializers.CharField(help_text="The words for the first of them.")
    pictures = serializers.ListField(child=serializers.IntegerField(), help_text="Their indexes, the first 50.")
    count = serializers.IntegerField()
    can_retry = serializers.BooleanField(help_text="Whether another round may make them.")


class ItemSerializer(serializers.ModelSerializer[Item]):
    """One picture in one stage."""

    error = serializers.SerializerMethodField()

    class Meta:
        model = Item
        fields = ["id", "index", "stage", "status", "price", "seconds", "crashes", "error", "finished_at"]

    def to_representation(self, item: Item) -> dict[str, Any]:
        """The fields above, written out: walking a long list field by field took longest."""
        return {
            "id": str(item.id),
            "index": item.index,
            "stage": item.stage,
            "status": item.status,
            "price": item.price,
            "seconds": item.seconds,
            "crashes": item.crashes,
            "error": self.get_error(item),
            "finished_at": moment(item.finished_at) if item.finished_at else None,
        }

    def get_error(self, item: Item) -> dict[str, str] | None:
        """Code and words, or null."""
        return {"code": item.error_code, "detail": item.error_detail} if item.error_code else None
