"""Where subjects are."""

from django.urls import path

from studio.subjects.api import ConsentsView, RevokeView, SubjectsView, SubjectView

urlpatterns = [
    path("subjects/", SubjectsView.as_view(), name="subjects"),
    path("subjects/<str:subject>/", SubjectView.as_view(), name="subject"),
    path("subjects/<str:subject>/consents/", ConsentsView.as_view(), name="consents"),
    path("subjects/<str:subject>/consents/<uuid:consent>/revoke/", RevokeView.as_view(), name="revoke-consent"),
]
