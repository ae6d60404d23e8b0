"""Writes ledger entries as CSV, line by line, in the order they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import QuerySet

from studio.credits.models import LedgerEntry

COLUMNS = ("when", "kind", "free", "held", "reference", "run", "note")
BATCH = 1000
RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell of words that begins so is read as a formula; an apostrophe before it makes it words again."""


def lines(entries: QuerySet[LedgerEntry]) -> Iterator[bytes]:
    """The head and one line an entry, in pieces of a batch of rows, whatever there is."""
    yield _written([COLUMNS])
    rows = entries.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield _written([_cells(entry) for entry in batch])


def _cells(entry: LedgerEntry) -> tuple[object, ...]:
    when = entry.created_at.isoformat(timespec="seconds")
    words = (entry.reference, str(entry.run or ""), entry.note)
    return (when, entry.kind, entry.amount, entry.held, *map(harmless, words))


def _written(rows: Iterable[Iterable[object]]) -> bytes:
    page = io.StringIO(newline="")
    csv.writer(page, lineterminator="\r\n").writerows(rows)
    return page.getvalue().encode()


def harmless(words: str) -> str:
    """The words, never a formula."""
    return f"'{words}" if words.startswith(RUNS_IN_A_SPREADSHEET) else words
