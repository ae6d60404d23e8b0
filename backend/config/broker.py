"""The Dramatiq broker: a doorbell and nothing more, because the database is the queue of record."""

from __future__ import annotations

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import AgeLimit, CurrentMessage, ShutdownNotifications

QUEUES = ("cpu", "gpu")


def set_up(url: str) -> None:
    """Make the broker known. Retries and time limits are left out on purpose: our rows decide them."""
    broker = RedisBroker(  # type: ignore[no-untyped-call]  # Dramatiq leaves it untyped
        url=url,
        middleware=[AgeLimit(), ShutdownNotifications(), CurrentMessage()],
        heartbeat_timeout=15_000,
        maintenance_chance=100_000,
    )
    for queue in QUEUES:
        broker.declare_queue(queue)
    dramatiq.set_broker(broker)
