"""Where LoRAs are."""

from django.urls import path

from studio.loras.api import bases, importing, training, versions

urlpatterns = [
    path("bases/", bases.BaseList.as_view(), name="bases"),
    path("loras/", training.VersionList.as_view(), name="loras"),
    path("loras/estimate/", training.Estimate.as_view(), name="lora-estimate"),
    path("loras/presets/", bases.Presets.as_view(), name="lora-presets"),
    path("loras/import/", importing.Import.as_view(), name="lora-import"),
    path("lora-versions/<uuid:version_id>/", versions.Version.as_view(), name="lora-version"),
    path("lora-versions/<uuid:version_id>/archive/", versions.Archive.as_view(), name="lora-archive"),
    path("lora-versions/<uuid:version_id>/continue/", training.Continue.as_view(), name="lora-continue"),
    path("lora-saves/<uuid:save_id>/", versions.Save.as_view(), name="lora-save"),
]
