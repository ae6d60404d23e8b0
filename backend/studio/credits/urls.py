"""Where credits are."""

from django.urls import path

from studio.credits.api import CreditsView, EntriesView, LedgerFile
from studio.credits.api.operator import FundsView, GrantView, PricesView, PriceView

urlpatterns = [
    path("credits/", CreditsView.as_view(), name="credits"),
    path("credits/entries/", EntriesView.as_view(), name="ledger"),
    path("credits/ledger.csv", LedgerFile.as_view(), name="ledger-file"),
    path("operator/workspaces/", FundsView.as_view(), name="operator-workspaces"),
    path("operator/grants/", GrantView.as_view(), name="operator-grants"),
    path("operator/prices/", PricesView.as_view(), name="operator-prices"),
    path("operator/prices/<int:price>/", PriceView.as_view(), name="operator-price"),
]
