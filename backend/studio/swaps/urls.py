"""Where swaps are."""

from django.urls import path

from studio.swaps import api

urlpatterns = [
    path("swaps/", api.SwapList.as_view(), name="swaps"),
    path("swaps/estimate/", api.Estimate.as_view(), name="swap-estimate"),
    path("swaps/<uuid:run_id>/", api.SwapSheet.as_view(), name="swap-sheet"),
    path("runs/<uuid:run_id>/archive/", api.SwapArchive.as_view(), name="run-archive"),
]
