"""What is not the API: the health of the server, and the dashboard's one page for every other address."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

NOT_BUILT = """<!doctype html><html lang="en"><meta charset="utf-8"><title>AI Model Studio</title>
<body style="font: 16px/1.6 system-ui; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>The dashboard is not built yet</h1>
<p>The studio is running; only its pages are missing. Stop it and start it with <code>./studio up</code>, which builds
them, or run <code>npm ci &amp;&amp; npm run build</code> in the studio's folder and load this page again.</p>
<p>The API works without it: <a href="/api/docs/">its documentation</a>.</p></body></html>
"""


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """``{"status": "ok"}`` when the server answers and its database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
@ensure_csrf_cookie
def dashboard(request: HttpRequest, path: str = "") -> HttpResponse:
    """The dashboard's page, whatever the address: it looks at the address itself. Never kept by the browser."""
    if path.startswith("assets/"):
        # A tab from before an update asks for a file that is gone: a page in its place would be a puzzle.
        raise Http404
    page = settings.SPA / "index.html"
    text = page.read_text() if page.is_file() else NOT_BUILT
    return HttpResponse(text, headers={"Cache-Control": "no-cache"})
