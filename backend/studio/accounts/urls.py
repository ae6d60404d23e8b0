"""Where accounts are."""

from django.urls import path

from studio.accounts.api.demo import DemoView

urlpatterns = [path("demo/", DemoView.as_view(), name="demo")]
