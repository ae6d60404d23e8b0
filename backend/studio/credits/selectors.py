"""Reads credits: sums, prices, the ledger and its audit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TypedDict
from uuid import UUID

from django.db.models import Count, DateField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from studio.accounts.models import Membership, Workspace
from studio.credits.models import Account, LedgerEntry, Movement, Price


def sums(workspace: Workspace) -> tuple[int, int]:
    """Credits free to spend, and credits held."""
    return Account.objects.filter(workspace=workspace).values_list("balance", "held").first() or (0, 0)


def entries(
    workspace: Workspace,
    *,
    kinds: Iterable[str] = (),
    run: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> QuerySet[LedgerEntry]:
    """The ledger of a workspace, or the part of it that is asked for; ``until`` itself is outside."""
    found = LedgerEntry.objects.filter(workspace=workspace)
    wanted = {"kind__in": list(kinds), "run": run, "created_at__gte": since, "created_at__lt": until}
    return found.filter(**{name: value for name, value in wanted.items() if value})


class Month(TypedDict):
    """What moved in a month of UTC, in credits."""

    month: date
    charged: int
    given_back: int
    added: int


def months(workspace: Workspace, most: int = 12) -> list[Month]:
    """The latest months in which something moved, the newest first; summed by the database in one query."""
    found = (
        LedgerEntry.objects.filter(workspace=workspace)
        .annotate(month=TruncMonth("created_at", tzinfo=UTC, output_field=DateField()))
        .values("month")
        .annotate(
            charged=_sum("held", Movement.CAPTURE),
            released=_sum("amount", Movement.RELEASE),
            refunded=_sum("amount", Movement.REFUND),
            granted=_sum("amount", Movement.GRANT),
            bought=_sum("amount", Movement.PURCHASE),
        )
        .order_by("-month")
    )
    return [
        {
            "month": row["month"],
            "charged": -row["charged"],
            "given_back": row["released"] + row["refunded"],
            "added": row["granted"] + row["bought"],
        }
        for row in found[:most]
    ]


def _sum(column: str, kind: Movement) -> Sum:
    return Sum(column, filter=Q(kind=kind), default=0)


class Receipt(TypedDict):
    """What the ledger says of one run, in credits."""

    held: int
    charged: int
    released: int
    refunded: int
    still_held: int


def receipt(workspace: Workspace, run: UUID) -> Receipt:
    """The movements of a run, summed by kind in one query."""
    found = LedgerEntry.objects.filter(workspace=workspace, run=run).values("kind")
    moved = {row["kind"]: row for row in found.annotate(free=Sum("amount"), set_aside=Sum("held"))}

    def total(kind: Movement, column: str) -> int:
        return int(moved[kind][column]) if kind in moved else 0

    return {
        "held": total(Movement.HOLD, "set_aside"),
        "charged": -total(Movement.CAPTURE, "set_aside"),
        "released": total(Movement.RELEASE, "free"),
        "refunded": total(Movement.REFUND, "free"),
        "still_held": sum(int(row["set_aside"]) for row in moved.values()),
    }


def workspaces(search: str = "") -> QuerySet[Workspace]:
    """Every workspace of the installation with its sums and the number of its members, for the operator."""
    named = Q(name__icontains=search) | Q(slug__icontains=search) | Q(memberships__user__email__icontains=search)
    found = Workspace.objects.filter(pk__in=Workspace.objects.filter(named).values("pk")) if search else None
    members = Membership.objects.filter(workspace=OuterRef("pk")).order_by().values("workspace")
    return (Workspace.objects.all() if found is None else found).annotate(
        balance=Coalesce(F("account__balance"), 0),
        held=Coalesce(F("account__held"), 0),
        members=Coalesce(Subquery(members.annotate(all=Count("pk")).values("all")), 0),
    )


def price_book() -> list[Price]:
    """Every price, those that count or will count first: by capability and engine, the newest first."""
    return list(Price.objects.order_by("capability", "engine", "-effective_from", "-id"))


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
