"""Where files are served from."""

from django.urls import path

from studio.assets.api import AssetFile, AssetThumbnail

urlpatterns = [
    path("assets/<uuid:asset_id>/", AssetFile.as_view(), name="asset"),
    path("assets/<uuid:asset_id>/<int:size>/", AssetThumbnail.as_view(), name="asset-thumbnail"),
]
