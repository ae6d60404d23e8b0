"""What credits refuse."""

from studio.accounts.errors import StudioError


class InsufficientCredits(StudioError):
    """Fewer credits are free than a run needs."""

    code = "insufficient_credits"
    status = 402
    title = "Not enough credits"


class HoldExceeded(StudioError):
    """More was to be captured or released than is held: a mistake in the studio, refused by the ledger."""

    code = "hold_exceeded"
    status = 409
    title = "More than is held"


class LedgerIsFinal(StudioError):
    """Somebody tried to change or delete a ledger entry."""

    code = "ledger_is_final"
    status = 409
    title = "The ledger is only ever added to"


class IdempotencyKeyReused(StudioError):
    """The same Idempotency-Key came with another request."""

    code = "idempotency_key_reused"
    status = 409
    title = "This key belongs to another request"


class IdempotencyKeyTooLong(StudioError):
    """The Idempotency-Key does not fit."""

    code = "idempotency_key_too_long"
    status = 400
    title = "The Idempotency-Key is too long"


class PriceBegun(StudioError):
    """A price that counts already, or counted once, is part of the history."""

    code = "price_begun"
    status = 409
    title = "This price has begun"
