"""A run as the API shows it."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from studio.runs.events import progress_of
from studio.runs.models import Item, Run, RunStatus, StageRun, StageStatus


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
    status = serializers.ChoiceField(choices=RunStatus.choices)
    progress = serializers.FloatField(help_text="0..1")
    stages = StageSerializer(many=True)
    items = CountsSerializer()
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
            "created_at": run.created_at.isoformat().replace("+00:00", "Z"),
            **progress_of(run, list(run.stage_runs.all())).model_dump(mode="json"),
        }


class ItemSerializer(serializers.ModelSerializer[Item]):
    """One picture in one stage."""

    error = serializers.SerializerMethodField()

    class Meta:
        model = Item
        fields = ["id", "index", "stage", "status", "price", "seconds", "crashes", "error", "finished_at"]

    def get_error(self, item: Item) -> dict[str, str] | None:
        """Code and words, or null."""
        return {"code": item.error_code, "detail": item.error_detail} if item.error_code else None
