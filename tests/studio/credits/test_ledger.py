"""The ledger: one movement, one statement, one entry; wrong movements change nothing."""

from __future__ import annotations

from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from studio.accounts import services as accounts
from studio.accounts.models import User, Workspace
from studio.credits import selectors, services
from studio.credits.errors import HoldExceeded, InsufficientCredits, LedgerIsFinal
from studio.credits.models import Account, LedgerEntry

RUN = uuid4()


def test_a_run_from_hold_to_the_last_credit(workspace: Workspace) -> None:
    services.hold(workspace, 36, run=RUN, reference="hold")
    assert selectors.sums(workspace) == (964, 36)
    services.capture(workspace, 12, run=RUN, reference="item-0")
    services.capture(workspace, 12, run=RUN, reference="item-1")
    services.release(workspace, 12, run=RUN, reference="item-2")
    assert selectors.sums(workspace) == (976, 0)
    services.refund(workspace, 12, run=RUN, reference="item-1")
    assert selectors.sums(workspace) == (988, 0)
    kinds = ["grant", "hold", "capture", "capture", "release", "refund"]
    assert list(LedgerEntry.objects.order_by("created_at").values_list("kind", flat=True)) == kinds
    assert selectors.audit(workspace) == []


def test_holding_more_than_is_free_changes_nothing(workspace: Workspace) -> None:
    with pytest.raises(InsufficientCredits) as refusal:
        services.hold(workspace, 1001, run=RUN, reference="hold")
    assert refusal.value.extra == {"needed": 1001, "free": 1000}
    assert selectors.sums(workspace) == (1000, 0)
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("move", [services.capture, services.release])
def test_no_more_than_is_held_can_be_taken(workspace: Workspace, move: Any) -> None:
    services.hold(workspace, 10, run=RUN, reference="hold")
    with pytest.raises(HoldExceeded):
        move(workspace, 11, run=RUN, reference="item-0")
    assert selectors.sums(workspace) == (990, 10)
    assert selectors.audit(workspace) == []


@pytest.mark.parametrize("move", [services.hold, services.capture, services.release, services.refund])
def test_the_same_movement_twice_is_refused_whole(workspace: Workspace, move: Any) -> None:
    services.hold(workspace, 100, run=RUN, reference="first")
    services.capture(workspace, 20, run=RUN, reference="first")
    if move not in (services.hold, services.capture):
        move(workspace, 5, run=RUN, reference="first")
    before = selectors.sums(workspace)
    with pytest.raises(IntegrityError):
        move(workspace, 5, run=RUN, reference="first")
    assert selectors.sums(workspace) == before
    assert selectors.audit(workspace) == []


@pytest.mark.parametrize("move", [services.hold, services.capture, services.release, services.refund])
def test_a_negative_movement_is_no_movement(workspace: Workspace, move: Any) -> None:
    services.hold(workspace, 100, run=RUN, reference="first")
    with pytest.raises(ValueError, match="negative"):
        move(workspace, -5, run=RUN, reference="second")
    assert selectors.sums(workspace) == (900, 100)


def test_nothing_moves_nothing(workspace: Workspace) -> None:
    services.hold(workspace, 0, run=RUN, reference="free")
    assert LedgerEntry.objects.count() == 1


def test_an_entry_can_be_neither_changed_nor_deleted(workspace: Workspace) -> None:
    entry = LedgerEntry.objects.get()
    entry.amount = 5000
    with pytest.raises(LedgerIsFinal):
        entry.save()
    with pytest.raises(LedgerIsFinal):
        entry.delete()
    with pytest.raises(LedgerIsFinal):
        LedgerEntry.objects.update(amount=5000)
    with pytest.raises(LedgerIsFinal):
        LedgerEntry.objects.filter(workspace=workspace).delete()
    assert LedgerEntry.objects.get().amount == 1000


def test_opening_an_account_twice_welcomes_once(user: User) -> None:
    workspace = accounts.create_workspace(user, name="New")
    services.open_account(workspace)
    assert selectors.sums(workspace) == (500, 0)


class TestAudit:
    """The audit finds each way in which a ledger can be wrong."""

    def test_sums_that_differ_from_the_ledger(self, workspace: Workspace) -> None:
        Account.objects.update(balance=7)
        assert "says 7 free" in selectors.audit(workspace)[0]

    def test_a_run_that_took_more_than_its_own_hold(self, workspace: Workspace) -> None:
        services.hold(workspace, 10, run=RUN, reference="mine")
        services.hold(workspace, 10, run=uuid4(), reference="another's")
        services.capture(workspace, 15, run=RUN, reference="item-0")
        assert "5 credits more than were held" in selectors.audit(workspace)[0]

    def test_a_refund_of_what_was_never_charged(self, workspace: Workspace) -> None:
        services.refund(workspace, 3, run=RUN, reference="gift")
        assert "refunded 3 credits but charged 0" in selectors.audit(workspace)[0]


class TestGrant:
    """`manage.py grant`."""

    def test_by_email_and_by_slug(self, user: User, workspace: Workspace) -> None:
        out = StringIO()
        call_command("grant", "250", email=user.email, note="Thanks", stdout=out)
        call_command("grant", "50", workspace=workspace.slug, stdout=out)
        assert selectors.sums(workspace) == (1300, 0)
        assert "1300 credits free" in out.getvalue()
        assert LedgerEntry.objects.filter(note="Thanks", amount=250).exists()

    @pytest.mark.parametrize("arguments", [("0",), ("-5",), ("5", "nobody")])
    def test_refuses_what_makes_no_sense(self, workspace: Workspace, arguments: tuple[str, ...]) -> None:
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("grant", arguments[0], workspace=arguments[-1] if len(arguments) > 1 else workspace.slug)
        assert selectors.sums(workspace) == (1000, 0)
