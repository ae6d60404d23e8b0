"""Where photos are."""

from django.urls import path

from studio.photos.api import desk, rows, sets

urlpatterns = [
    path("subjects/<uuid:subject_id>/source-photos/", rows.SourcePhotoList.as_view(), name="source-photos"),
    path("subjects/<uuid:subject_id>/target-photos/", rows.TargetPhotoList.as_view(), name="target-photos"),
    path("subjects/<uuid:subject_id>/source-photos/desk/", desk.SourceDesk.as_view(), name="source-desk"),
    path("subjects/<uuid:subject_id>/target-photos/desk/", desk.TargetDesk.as_view(), name="target-desk"),
    path("subjects/<uuid:subject_id>/source-photos/bulk/", desk.SourceBulk.as_view(), name="source-bulk"),
    path("subjects/<uuid:subject_id>/target-photos/bulk/", desk.TargetBulk.as_view(), name="target-bulk"),
    path("subjects/<uuid:subject_id>/shot-list/", desk.ShotList.as_view(), name="shot-list"),
    path("subjects/<uuid:subject_id>/target-sets/", sets.TargetSetList.as_view(), name="target-sets"),
    path("target-sets/<uuid:set_id>/", sets.TargetSetDetail.as_view(), name="target-set"),
    path("source-photos/<uuid:photo_id>/", rows.SourcePhotoDetail.as_view(), name="source-photo"),
    path("target-photos/<uuid:photo_id>/", rows.TargetPhotoDetail.as_view(), name="target-photo"),
    path("source-photos/<uuid:photo_id>/choose-face/", rows.ChooseSourceFace.as_view(), name="choose-source-face"),
    path("target-photos/<uuid:photo_id>/choose-face/", rows.ChooseTargetFace.as_view(), name="choose-target-face"),
    path("source-photos/<uuid:photo_id>/edit/", rows.EditSource.as_view(), name="edit-source"),
    path("target-photos/<uuid:photo_id>/edit/", rows.EditTarget.as_view(), name="edit-target"),
]
