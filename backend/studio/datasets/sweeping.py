"""Asks for the checks of pictures that nobody asked for: after a crash or a cancelled run, and once consent came."""

from __future__ import annotations

import logging

from django.db import transaction

from studio.accounts.errors import StudioError
from studio.datasets import selectors, services
from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.runs.models import FINISHED

log = logging.getLogger(__name__)

AT_ONCE = 200


def check_waiting_pictures() -> int:
    """One run a dataset; says how many pictures. Safe to call from several workers at once."""
    waiting: dict[Dataset, list[DatasetItem]] = {}
    for item in selectors.waiting(AT_ONCE):
        waiting.setdefault(item.dataset, []).append(item)
    return sum(_check(dataset, items) for dataset, items in waiting.items())


def _check(dataset: Dataset, items: list[DatasetItem]) -> int:
    try:
        with transaction.atomic():
            Dataset.objects.select_for_update().get(id=dataset.id)
            ids = [item.id for item in items]
            rows = DatasetItem.objects.filter(id__in=ids, state=ItemState.PENDING).select_related("run")
            # the rule of selectors.waiting once more, under the lock
            left = [item for item in rows if item.run is None or item.run.status in FINISHED]
            return len(left) if services.check(dataset, left) else 0
    except (StudioError, Dataset.DoesNotExist) as problem:
        log.warning("No check could be asked for dataset %s: %s", dataset.id, problem)
        return 0
