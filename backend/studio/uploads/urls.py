"""Where uploads and hand-offs are."""

from django.urls import path

from studio.uploads.api import handing_off, sending

urlpatterns = [
    path("uploads/", sending.UploadList.as_view(), name="uploads"),
    path("uploads/known/", sending.Known.as_view(), name="uploads-known"),
    path("uploads/<uuid:upload_id>/", sending.UploadDetail.as_view(), name="upload"),
    path("uploads/<uuid:upload_id>/parts/<int:number>/", sending.PartDetail.as_view(), name="upload-part"),
    path("uploads/<uuid:upload_id>/complete/", sending.Complete.as_view(), name="upload-complete"),
    path("hand-offs/", handing_off.HandOffList.as_view(), name="hand-offs"),
    path("hand-offs/phone/", handing_off.Phone.as_view(), name="hand-off-phone"),
    path("hand-offs/<uuid:hand_off_id>/", handing_off.HandOffDetail.as_view(), name="hand-off"),
]
