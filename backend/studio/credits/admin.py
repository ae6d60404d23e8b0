"""The operator's pages for credits: prices are set, the ledger is only read."""

from __future__ import annotations

from django.contrib import admin

from studio.credits.models import Account, LedgerEntry, Price


@admin.register(Price)
class PricePages(admin.ModelAdmin):  # type: ignore[type-arg]
    """What one picture costs, from a day on."""

    list_display = ("capability", "engine", "credits", "effective_from")
    list_filter = ("capability",)
    ordering = ("capability", "engine", "-effective_from")


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that only services write."""

    def has_add_permission(self, request: object) -> bool:
        """No."""
        return False

    def has_change_permission(self, request: object, obj: object = None) -> bool:
        """No."""
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        """No."""
        return False


@admin.register(Account)
class AccountPages(ReadOnly):
    """The sums of every workspace."""

    list_display = ("workspace", "balance", "held")
    search_fields = ("workspace__name", "workspace__slug")


@admin.register(LedgerEntry)
class LedgerPages(ReadOnly):
    """Every movement."""

    list_display = ("created_at", "workspace", "kind", "amount", "held", "reference", "note")
    list_filter = ("kind",)
    search_fields = ("workspace__slug", "reference", "run")
