"""The ledger of credits: append-only, one statement a movement."""
