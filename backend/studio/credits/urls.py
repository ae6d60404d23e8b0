"""Where credits are."""

from django.urls import path

from studio.credits.api import CreditsView, EntriesView

urlpatterns = [
    path("credits/", CreditsView.as_view(), name="credits"),
    path("credits/entries/", EntriesView.as_view(), name="ledger"),
]
