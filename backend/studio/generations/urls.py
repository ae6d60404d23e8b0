"""Where pictures from words are."""

from django.urls import path

from studio.generations.api import asking, deciding, presets

urlpatterns = [
    path("generations/", asking.GenerationList.as_view(), name="generations"),
    path("generations/estimate/", asking.Estimate.as_view(), name="generation-estimate"),
    path("generations/counts/", asking.Counts.as_view(), name="generation-counts"),
    path("generations/developing/", asking.Developing.as_view(), name="generation-developing"),
    path("generations/bulk/", deciding.Bulk.as_view(), name="generations-bulk"),
    path("generations/archive/", deciding.Archive.as_view(), name="generation-archive"),
    path("generations/enhance/", asking.Enhance.as_view(), name="generation-enhance"),
    path("generations/to-dataset/", deciding.ToDataset.as_view(), name="generations-to-dataset"),
    path("generations/<uuid:generation_id>/", deciding.One.as_view(), name="generation"),
    path("generations/<uuid:generation_id>/again/", asking.Again.as_view(), name="generation-again"),
    path("prompt-presets/", presets.PresetList.as_view(), name="prompt-presets"),
    path("prompt-presets/<uuid:preset_id>/", presets.Preset.as_view(), name="prompt-preset"),
]
