"""Where swaps are."""

from django.urls import path

from studio.swaps.api import deciding, downloading, swapping

urlpatterns = [
    path("swaps/", swapping.SwapList.as_view(), name="swaps"),
    path("swaps/counts/", swapping.ResultCounts.as_view(), name="swap-counts"),
    path("swaps/estimate/", swapping.Estimate.as_view(), name="swap-estimate"),
    path("swaps/archive/", downloading.Archive.as_view(), name="swap-archive"),
    path("swaps/archive/summary/", downloading.ArchiveSummary.as_view(), name="swap-archive-summary"),
    path("swaps/<uuid:run_id>/", swapping.SwapSheet.as_view(), name="swap-sheet"),
    path("swap-results/bulk/", deciding.Bulk.as_view(), name="swap-results-bulk"),
    path("swap-results/<uuid:result_id>/", deciding.Result.as_view(), name="swap-result"),
    path("runs/<uuid:run_id>/archive/", downloading.RunArchive.as_view(), name="run-archive"),
]
