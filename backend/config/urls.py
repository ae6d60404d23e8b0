"""All addresses: the API, signing in, the operator's pages, health, and the dashboard for everything else."""

from django.contrib import admin
from django.urls import include, path, re_path

from studio.api.pages import dashboard, healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("api/", include("studio.api.urls")),
    path("_allauth/", include("allauth.headless.urls")),
    # Headless needs the names of these; HEADLESS_ONLY leaves out every page of it.
    path("accounts/", include("allauth.urls")),
    path("operator/", admin.site.urls),
    re_path(r"^(?P<path>.*)$", dashboard, name="dashboard"),
]

handler400 = "studio.api.errors.malformed"
handler403 = "studio.api.errors.forbidden"
handler404 = "studio.api.errors.not_found"
handler500 = "studio.api.errors.crashed"
