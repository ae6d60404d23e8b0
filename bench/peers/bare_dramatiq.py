"""Dramatiq with its own defaults: a worker that writes down when it began. Started with the address of a Valkey."""

from __future__ import annotations

import os
import sys
import threading
import time

import dramatiq
import redis
from dramatiq.brokers.redis import RedisBroker

NAMESPACE = "bare"
BEGUN = "bare.begun"


def connect(url: str) -> dramatiq.Actor[..., None]:
    """The actor on a broker with the defaults of the library."""
    broker = RedisBroker(url=url, namespace=NAMESPACE)
    dramatiq.set_broker(broker)
    server = redis.Redis.from_url(url)

    def begin(name: str, seconds: float = 0.0) -> None:
        """Say that it has begun, then work."""
        server.rpush(f"{BEGUN}.{name}", f"{time.time()} {os.getpid()}")
        time.sleep(seconds)

    return dramatiq.actor(begin, actor_name="begin", max_retries=0)


if __name__ == "__main__":
    connect(sys.argv[1])
    dramatiq.Worker(dramatiq.get_broker()).start()
    threading.Event().wait()
