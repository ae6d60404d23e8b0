"""The relay: one subscription a workspace, everybody hears, and a lost server sends everybody home."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from servers import Valkey, start_valkey
from studio.realtime.listening import NOBODY, Relay


class Ear:
    """Remembers what it heard and lets a test wait for it."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[str | None] = asyncio.Queue()

    def hear(self, text: str | None) -> None:
        self.heard.put_nowait(text)

    async def next(self) -> str | None:
        async with asyncio.timeout(10):
            return await self.heard.get()


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    made = start_valkey(tmp_path)
    yield made
    made.stop()


async def publish(valkey: Valkey, channel: str, text: str) -> None:
    await asyncio.to_thread(redis.Redis.from_url(valkey.url).publish, channel, text)


async def subscriptions(valkey: Valkey, channel: str) -> int:
    (_, count), *_ = await asyncio.to_thread(redis.Redis.from_url(valkey.url).pubsub_numsub, channel)
    return int(count)


async def test_everybody_in_a_workspace_hears_and_the_server_sends_once(valkey: Valkey) -> None:
    relay, ears, other = Relay(valkey.url), [Ear(), Ear(), Ear()], Ear()
    await asyncio.gather(*(relay.join("one", ear) for ear in ears), relay.join("two", other))
    assert await subscriptions(valkey, "one") == 1
    for number in range(3):
        await publish(valkey, "one", f"event {number}")
    await publish(valkey, "two", "for the other")
    for ear in ears:
        assert [await ear.next() for _ in range(3)] == ["event 0", "event 1", "event 2"]
    assert await other.next() == "for the other"
    assert other.heard.empty()


async def test_who_left_hears_no_more_and_the_last_one_ends_the_subscription(valkey: Valkey) -> None:
    relay, stays, leaves = Relay(valkey.url), Ear(), Ear()
    await relay.join("one", stays)
    await relay.join("one", leaves)
    await relay.leave("one", leaves)
    await publish(valkey, "one", "later")
    assert await stays.next() == "later"
    assert leaves.heard.empty()
    await relay.leave("one", stays)
    # A subscription that is confirmed proves that the server has read what was sent before it.
    await relay.join("two", stays)
    assert await subscriptions(valkey, "one") == 0
    await relay.join("one", leaves)
    await publish(valkey, "one", "again")
    assert await leaves.next() == "again"


async def test_who_comes_after_a_silence_is_let_in(valkey: Valkey) -> None:
    """redis-py looks whether the server lives when nothing is subscribed, and would read beside the reader."""
    relay, leaves, comes = Relay(valkey.url), Ear(), Ear()
    await relay.join("one", leaves)
    await relay.leave("one", leaves)
    relay._wire.connection.next_health_check = 0
    assert await subscriptions(valkey, "one") == 0
    assert await subscriptions(valkey, NOBODY) == 1
    await relay.join("two", comes)
    await publish(valkey, "two", "heard")
    assert await comes.next() == "heard"


async def test_a_lost_server_sends_everybody_home_and_they_may_come_back(valkey: Valkey) -> None:
    relay, ear, other = Relay(valkey.url), Ear(), Ear()
    await relay.join("one", ear)
    await relay.join("two", other)
    await asyncio.to_thread(valkey.kill)
    assert await ear.next() is None
    assert await other.next() is None
    with pytest.raises(ConnectionError):
        await relay.join("one", ear)
    await asyncio.to_thread(valkey.start)
    await relay.join("one", ear)
    await publish(valkey, "one", "as before")
    assert await ear.next() == "as before"
