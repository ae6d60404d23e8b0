"""Refuses to start when a pipeline has no run kind, or a capability no engine."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from imaging.engines import CATALOGUE
from imaging.pipelines import PIPELINES
from studio.runs import kinds


@register
def every_pipeline_has_a_kind(**_: Any) -> list[CheckMessage]:
    """A pipeline nobody bridges to rows can never run, and a kind without one neither."""
    kinded = {kind.pipeline.name for kind in kinds.registered()}
    return [
        Error(f"Pipeline {pipeline.name!r} has no RunKind.", hint="Register one in its noun's apps.py.", id="runs.E001")
        for pipeline in PIPELINES
        if pipeline.name not in kinded
    ]


@register
def every_capability_has_an_engine(**_: Any) -> list[CheckMessage]:
    """A stage that asks for a capability must find an engine for it."""
    done = {engine.does.key for engine in CATALOGUE}
    return [
        Error(f"No engine does {capability.key!r}, which stage {stage.name!r} needs.", id="runs.E002")
        for pipeline in PIPELINES
        for stage in pipeline.stages
        for capability in stage.uses
        if capability.key not in done
    ]
