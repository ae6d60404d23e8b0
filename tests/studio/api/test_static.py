"""What the operator's pages and the API's documentation need is served by the studio itself."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address",
    ["drf_spectacular_sidecar/swagger-ui-dist/swagger-ui-bundle.js", "admin/css/base.css", "rest_framework/x"],
)
def test_static_files_are_found_without_collecting_them(client: Client, db: None, address: str) -> None:
    answer = client.get(f"/static/{address}")
    is_file = answer["Content-Type"].split(";")[0] in ("text/javascript", "text/css")
    assert is_file is not address.endswith("x")
