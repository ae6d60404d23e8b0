"""Where datasets are."""

from django.urls import path

from studio.datasets.api import captioning, importing, items, keeping, rows

ONE = "datasets/<uuid:dataset_id>/"

urlpatterns = [
    path("datasets/", rows.DatasetList.as_view(), name="datasets"),
    path(ONE, rows.DatasetDetail.as_view(), name="dataset"),
    path(f"{ONE}words/", rows.DatasetWords.as_view(), name="dataset-words"),
    path(f"{ONE}lint/", rows.DatasetLint.as_view(), name="dataset-lint"),
    path(f"{ONE}items/", items.ItemList.as_view(), name="dataset-items"),
    path(f"{ONE}items/remove/", items.RemoveItems.as_view(), name="dataset-items-remove"),
    path(f"{ONE}items/bulk/", items.BulkItems.as_view(), name="dataset-items-bulk"),
    path(f"{ONE}items/undo/", items.UndoItems.as_view(), name="dataset-items-undo"),
    path(f"{ONE}items/<uuid:item_id>/", items.ItemDetail.as_view(), name="dataset-item"),
    path(f"{ONE}items/<uuid:item_id>/edit/", items.ItemEdit.as_view(), name="dataset-item-edit"),
    path(f"{ONE}import/", importing.Import.as_view(), name="dataset-import"),
    path(f"{ONE}import/look/", importing.Look.as_view(), name="dataset-import-look"),
    path(f"{ONE}preview/", rows.TryRule.as_view(), name="dataset-preview"),
    path(f"{ONE}caption/", captioning.CaptionStart.as_view(), name="dataset-caption"),
    path(f"{ONE}caption/estimate/", captioning.CaptionEstimate.as_view(), name="dataset-caption-estimate"),
    path(f"{ONE}freeze/", keeping.Freeze.as_view(), name="dataset-freeze"),
    path(f"{ONE}versions/", keeping.Versions.as_view(), name="dataset-versions"),
    path(f"{ONE}archive/", keeping.Archive.as_view(), name="dataset-archive"),
]
