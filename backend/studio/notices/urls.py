"""Where notices are."""

from django.urls import path

from studio.notices import api

urlpatterns = [
    path("notices/", api.NoticeList.as_view()),
    path("notices/unread/", api.UnreadNotices.as_view()),
    path("notices/read/", api.ReadNotices.as_view()),
    path("notices/preferences/", api.NoticePreferences.as_view()),
]
