"""Every page of the dashboard is one that the accessibility checks and the pictures know of."""

from __future__ import annotations

import re
from pathlib import Path

from e2e.shots import PAGES

ROUTES = Path(__file__).parents[2] / "frontend" / "src" / "app" / "routes.tsx"


def routes(text: str) -> set[str]:
    """Full paths of the pages of a route table; a route that only frames others is none."""
    found, inside = set(), [""]
    for token in re.finditer(r'[{}]|path: "([^"]+)"|index: true', re.sub(r"//.*", "", text)):
        if token[0] == "{":
            inside.append(inside[-1])
        elif token[0] == "}":
            inside.pop()
        else:
            inside[-1] = f"{inside[-1].rstrip('/')}/{(token[1] or '').lstrip('/')}"
            found.add(inside[-1])
    return found


def test_no_page_is_forgotten() -> None:
    assert set(PAGES.values()) == routes(ROUTES.read_text())


def test_nested_routes_are_read() -> None:
    inner = '{ path: "b", children: [{ path: ":id", ...page({}) }] }, { path: "*" }'
    table = f'[{{ path: "/a" }}, {{ children: [{{ index: true }}, {inner}] }}]'
    assert routes(table) == {"/a", "/", "/b", "/b/:id", "/*"}
