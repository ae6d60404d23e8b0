"""Moves credits: one atomic UPDATE and one ledger entry a movement, in the caller's transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from studio.accounts.errors import StudioError
from studio.accounts.models import Workspace
from studio.credits import selectors
from studio.credits.errors import (
    HoldExceeded,
    IdempotencyKeyReused,
    IdempotencyKeyTooLong,
    InsufficientCredits,
    PriceBegun,
)
from studio.credits.events import CreditsChanged
from studio.credits.models import Account, KeyedAnswer, LedgerEntry, Movement, Price
from studio.realtime import publish

WELCOME = "welcome"
LONGEST_KEY = 200

Answer = tuple[int, dict[str, Any]]
"""HTTP status and JSON body."""


@transaction.atomic
def open_account(workspace: Workspace) -> Account:
    """The workspace's account, with the welcome grant; calling it again changes nothing."""
    account, _ = Account.objects.get_or_create(workspace=workspace)
    welcomed = LedgerEntry.objects.filter(workspace=workspace, kind=Movement.GRANT, reference=WELCOME).exists()
    if not welcomed:
        grant(workspace, settings.ENV.studio_welcome_credits, reference=WELCOME, note="Welcome")
        account.refresh_from_db()
    return account


@transaction.atomic
def grant(workspace: Workspace, amount: int, *, reference: str, note: str = "") -> None:
    """Give ``amount`` credits. The same reference twice raises IntegrityError."""
    Account.objects.get_or_create(workspace=workspace)
    _move(workspace, Movement.GRANT, reference, amount=amount, note=note)


def grant_once(workspace: Workspace, amount: int, *, key: str, note: str) -> bool:
    """Give ``amount`` credits by an operator's hand, once a ``key``; False when that was done already."""
    try:
        with transaction.atomic():
            grant(workspace, amount, reference=f"operator:{key}", note=note)
    except IntegrityError:
        return False
    return True


def set_price(*, capability: str, engine: str, credits: int, effective_from: datetime) -> Price:
    """Write a price into the book; from its moment on it counts for new runs. What was accepted keeps its price."""
    return Price.objects.create(capability=capability, engine=engine, credits=credits, effective_from=effective_from)


def drop_price(price: Price) -> None:
    """Take back a price that has not begun. PriceBegun (409) for one that has."""
    if price.effective_from <= timezone.now():
        raise PriceBegun("It counts already, so it stays in the book. Nothing was changed. Set a new price instead.")
    price.delete()


def hold(workspace: Workspace, amount: int, *, run: UUID, reference: str) -> None:
    """Set ``amount`` free credits aside for a run. Raises InsufficientCredits (402), and then nothing has changed."""
    if not _move(workspace, Movement.HOLD, reference, amount=-amount, held=amount, run=run):
        free, _ = selectors.sums(workspace)
        raise InsufficientCredits(
            f"This needs {amount} credits and {free} are free. Nothing started and nothing is held. "
            "Choose fewer pictures, or ask for more credits.",
            needed=amount,
            free=free,
        )


def capture(workspace: Workspace, amount: int, *, run: UUID, reference: str) -> None:
    """Charge ``amount`` of what is held for a run: one finished picture."""
    if not _move(workspace, Movement.CAPTURE, reference, held=-amount, run=run):
        raise HoldExceeded(
            f"Fewer than {amount} credits are held. Nothing was charged. Tell the operator.", amount=amount
        )


def release(workspace: Workspace, amount: int, *, run: UUID, reference: str) -> None:
    """Give back ``amount`` of what is held for a run: a picture that was not made."""
    if not _move(workspace, Movement.RELEASE, reference, amount=amount, held=-amount, run=run):
        raise HoldExceeded(f"Fewer than {amount} credits are held. None went back. Tell the operator.", amount=amount)


def refund(workspace: Workspace, amount: int, *, run: UUID, reference: str) -> None:
    """Give back ``amount`` that a run had been charged."""
    _move(workspace, Movement.REFUND, reference, amount=amount, run=run)


@transaction.atomic
def _move(
    workspace: Workspace,
    kind: Movement,
    reference: str,
    *,
    amount: int = 0,
    held: int = 0,
    run: UUID | None = None,
    note: str = "",
) -> bool:
    """One movement: False when it would take more than there is; no row for a movement of nothing."""
    _refuse_backwards(kind, amount, held)
    if amount == 0 and held == 0:
        return True
    account = Account.objects.filter(workspace=workspace, balance__gte=-amount, held__gte=-held)
    if not account.update(balance=F("balance") + amount, held=F("held") + held):
        return False
    LedgerEntry.objects.create(
        workspace=workspace, kind=kind, reference=reference, amount=amount, held=held, run=run, note=note[:200]
    )
    balance, now_held = selectors.sums(workspace)
    publish.publish(workspace.id, CreditsChanged(balance=balance, held=now_held))
    return True


def _refuse_backwards(kind: Movement, amount: int, held: int) -> None:
    """A negative hold would be a gift; no kind may run against its own direction."""
    backwards = held < 0 if kind is Movement.HOLD else held > 0 or amount < 0
    if backwards:
        raise ValueError(f"A {kind} cannot be of a negative number of credits.")


def fingerprint(method: str, path: str, body: Any) -> str:
    """SHA-256 of a request as it was meant: spaces and the order of keys in its JSON do not matter."""
    meant = json.dumps([method, path, body], sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder)
    return hashlib.sha256(meant.encode()).hexdigest()


def answered_once(workspace: Workspace, key: str | None, fingerprint: str, produce: Callable[[], Answer]) -> Answer:
    """What ``produce`` answers (status, body), made once a key: what it did and the answer commit together.

    The same key and fingerprint get the stored answer; another fingerprint raises IdempotencyKeyReused (409). An
    answer that is an error is not kept, because then nothing happened.
    """
    if key is None:
        with transaction.atomic():
            return produce()
    if len(key) > LONGEST_KEY:
        raise IdempotencyKeyTooLong(
            f"Nothing was started. Send an Idempotency-Key of {LONGEST_KEY} characters at most."
        )
    try:
        with transaction.atomic():
            return _stored(workspace, key, fingerprint) or _kept(workspace, key, fingerprint, produce())
    except (IntegrityError, StudioError):
        # Somebody with the same key was faster: all of ours is rolled back, and theirs is the answer.
        stored = _stored(workspace, key, fingerprint)
        if stored is None:
            raise
        return stored


def _kept(workspace: Workspace, key: str, fingerprint: str, answer: Answer) -> Answer:
    status, body = answer
    written = json.loads(json.dumps(body, cls=DjangoJSONEncoder))
    KeyedAnswer.objects.create(workspace=workspace, key=key, fingerprint=fingerprint, status=status, body=written)
    return status, written


def _stored(workspace: Workspace, key: str, fingerprint: str) -> Answer | None:
    row = KeyedAnswer.objects.filter(workspace=workspace, key=key).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise IdempotencyKeyReused(
            "This Idempotency-Key belongs to another request. Nothing was started. Use a new key."
        )
    return row.status, row.body
