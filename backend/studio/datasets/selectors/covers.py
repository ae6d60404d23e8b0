"""The picture by which a dataset is known: the first that is kept and may be shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Min

from studio.datasets.models import Dataset, DatasetItem, ItemState
from studio.datasets.selectors.rows import learned


def covered(datasets: Sequence[Dataset]) -> Sequence[Dataset]:
    """The same, each with ``cover``, an Asset or None; two queries for any number."""
    rows = learned(DatasetItem.objects.filter(dataset__in=[one.id for one in datasets], state=ItemState.READY))
    first = rows.order_by().values("dataset").annotate(first=Min("number")).values_list("dataset", "first")
    wanted = dict(first)
    shown = DatasetItem.objects.filter(dataset__in=wanted, number__in=set(wanted.values())).select_related("asset")
    covers = {
        item.dataset_id: item.asset
        for item in shown.only("dataset", "number", "asset")
        if wanted[item.dataset_id] == item.number
    }
    for one in datasets:
        one.cover = covers.get(one.id)  # type: ignore[attr-defined]
    return datasets
