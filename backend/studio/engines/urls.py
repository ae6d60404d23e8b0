"""Where engines are."""

from django.urls import path

from studio.engines.api import EnginesView

urlpatterns = [path("engines/", EnginesView.as_view(), name="engines")]
