"""Reads credits: sums, prices, the ledger and its audit."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from studio.accounts.models import Workspace
from studio.credits.models import Account, LedgerEntry, Movement, Price


def sums(workspace: Workspace) -> tuple[int, int]:
    """Credits free to spend, and credits held."""
    return Account.objects.filter(workspace=workspace).values_list("balance", "held").first() or (0, 0)


def entries(workspace: Workspace) -> QuerySet[LedgerEntry]:
    """The ledger of a workspace."""
    return LedgerEntry.objects.filter(workspace=workspace)


def price(capability: str, engine: str, at: datetime | None = None) -> int:
    """Credits for one picture on an engine at a time (default: now): its own price, else the capability's, else 0."""
    return prices([(capability, engine)], at)[(capability, engine)]


def prices(wanted: list[tuple[str, str]], at: datetime | None = None) -> dict[tuple[str, str], int]:
    """Prices of many (capability, engine) pairs in one query."""
    capabilities = {capability for capability, _ in wanted}
    begun = Price.objects.filter(capability__in=capabilities, effective_from__lte=at or timezone.now())
    table: dict[tuple[str, str], int] = {}
    for row in begun.order_by("effective_from", "id"):
        table[(row.capability, row.engine)] = row.credits
    return {(what, engine): table.get((what, engine), table.get((what, ""), 0)) for what, engine in wanted}


def audit(workspace: Workspace) -> list[str]:
    """Every way in which the ledger of a workspace is wrong, in sentences; an empty list when it is right."""
    wrong: list[str] = []
    ledger = LedgerEntry.objects.filter(workspace=workspace)
    totals = ledger.aggregate(balance=Sum("amount", default=0), held=Sum("held", default=0))
    balance, held = sums(workspace)
    if (balance, held) != (totals["balance"], totals["held"]):
        booked = f"{totals['balance']} and {totals['held']}"
        wrong.append(f"The account says {balance} free and {held} held; the ledger says {booked}.")
    if balance < 0 or held < 0:
        wrong.append(f"The account is overdrawn: {balance} free, {held} held.")
    for run in ledger.filter(run__isnull=False).values("run").annotate(held=Sum("held")).filter(held__lt=0):
        wrong.append(f"Run {run['run']} captured or released {-run['held']} credits more than were held for it.")
    charged = Q(kind__in=(Movement.CAPTURE, Movement.REFUND))
    spent = (
        ledger.filter(charged, run__isnull=False)
        .values("run")
        .annotate(
            captured=Sum("held", filter=Q(kind=Movement.CAPTURE), default=0),
            refunded=Sum("amount", filter=Q(kind=Movement.REFUND), default=0),
        )
    )
    for run in spent:
        if run["refunded"] > -run["captured"]:
            wrong.append(f"Run {run['run']} was refunded {run['refunded']} credits but charged {-run['captured']}.")
    return wrong
