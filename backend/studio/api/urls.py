"""The addresses of the API: every noun's own, and those that put nouns together."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from studio.api.costs import CostsView, ReceiptView
from studio.api.errors import not_found
from studio.api.health import HealthView
from studio.api.me import MeView
from studio.api.overview import OverviewView
from studio.api.search import SearchView

NOUNS = (
    "accounts",
    "assets",
    "subjects",
    "credits",
    "engines",
    "runs",
    "uploads",
    "photos",
    "swaps",
    "datasets",
    "loras",
    "generations",
    "demonstrations",
    "notices",
)

urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("overview/", OverviewView.as_view(), name="overview"),
    path("search/", SearchView.as_view(), name="search"),
    path("costs/", CostsView.as_view(), name="costs"),
    path("runs/<uuid:run>/receipt/", ReceiptView.as_view(), name="receipt"),
    path("operator/health/", HealthView.as_view(), name="operator-health"),
    *(path("", include(f"studio.{noun}.urls")) for noun in NOUNS),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
    # An address of the API that does not exist is a problem in JSON, never the dashboard's page.
    path("", not_found),
    path("<path:rest>", not_found),
]
