"""Where engines are."""

from django.urls import path

from studio.engines.api import EnginesView, SwitchesView, SwitchView

urlpatterns = [
    path("engines/", EnginesView.as_view(), name="engines"),
    path("operator/engines/", SwitchesView.as_view(), name="operator-engines"),
    path("operator/engines/<str:engine>/", SwitchView.as_view(), name="operator-engine"),
]
