"""Rings the doorbell: tells the broker that a stage has something to do, once the transaction has committed."""

from __future__ import annotations

import logging
from functools import partial
from uuid import UUID

import dramatiq
import redis
from django.db import transaction

from studio.runs.models import StageRun

log = logging.getLogger(__name__)

ACTOR = "perform_stage"
ENOUGH = 32
"""Waiting messages of a queue above which another ring would tell nobody anything new."""


def ring(stage_run: StageRun) -> None:
    """Ring after commit. A lost ring is harmless: the sweeper rings again."""
    transaction.on_commit(partial(_send, stage_run.queue, stage_run.id))


def ring_now(queue: str, stage_run: UUID) -> None:
    """Ring at once, unless the queue already holds plenty of rings."""
    broker = dramatiq.get_broker()
    try:
        waiting = broker.client.llen(f"{broker.namespace}:{queue}")  # type: ignore[attr-defined]
    except redis.RedisError:
        return
    if waiting < ENOUGH:
        _send(queue, stage_run)


def _send(queue: str, stage_run: UUID) -> None:
    message: dramatiq.Message[None] = dramatiq.Message(
        queue_name=queue, actor_name=ACTOR, args=(str(stage_run),), kwargs={}, options={}
    )
    try:
        dramatiq.get_broker().enqueue(message)
    except (dramatiq.errors.ConnectionError, redis.RedisError) as problem:
        log.warning("The broker did not take the ring for stage %s (%s); the sweeper rings again.", stage_run, problem)
