"""The bench of a worker: its engine children are there before anybody rings, and are the ones that work."""

from __future__ import annotations

from studio.runs.services.bench import SHRINKER, Bench


def test_a_warm_child_waits_for_the_first_ring_and_takes_it(toys) -> None:
    toys.bench.warm(1)
    (child,) = toys.bench._children
    waiting = child.pid
    assert waiting is not None
    toys.request(pictures=2)
    toys.work()
    assert len(toys.done()) == 6
    # Beside it there is only the one that makes thumbnails.
    assert [other.module for other in toys.bench._children if other is not child] == [SHRINKER]
    assert child.pid == waiting


def test_children_that_nobody_needed_end_with_the_bench(transactional_db) -> None:
    bench = Bench(["cpu"])
    bench.warm(2)
    children = list(bench._children)
    assert all(child.pid for child in children)
    bench.leave(1)
    assert not any(child.pid for child in children)
