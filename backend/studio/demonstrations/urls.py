"""Where the demonstration is."""

from django.urls import path

from studio.demonstrations.api import DemonstrationView

urlpatterns = [path("demonstration/", DemonstrationView.as_view())]
