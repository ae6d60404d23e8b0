"""Where photos are."""

from django.urls import path

from studio.photos import api

urlpatterns = [
    path("subjects/<uuid:subject_id>/source-photos/", api.SourcePhotoList.as_view(), name="source-photos"),
    path("subjects/<uuid:subject_id>/target-photos/", api.TargetPhotoList.as_view(), name="target-photos"),
    path("source-photos/<uuid:photo_id>/", api.SourcePhotoDetail.as_view(), name="source-photo"),
    path("target-photos/<uuid:photo_id>/", api.TargetPhotoDetail.as_view(), name="target-photo"),
    path("source-photos/<uuid:photo_id>/choose-face/", api.ChooseSourceFace.as_view(), name="choose-source-face"),
    path("target-photos/<uuid:photo_id>/choose-face/", api.ChooseTargetFace.as_view(), name="choose-target-face"),
]
