"""What a person does at the dashboard, in the words of a person; everything by role and label."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import APIResponse, Page, expect

MADE_MS = 240_000
"""How long a swap of two pictures may take on a busy small machine."""

DROP = """([role, files]) => {
  const carried = new DataTransfer()
  for (const { name, type, data } of files) {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
    carried.items.add(new File([bytes], name, { type }))
  }
  const sheet = document.querySelector(`[data-role=${role}]`)
  for (const kind of ["dragenter", "dragover", "drop"]) {
    sheet.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }))
  }
}"""


class Visitor:
    """A person with a browser. ``complaints`` are the console's errors, without answers the test provokes."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._hear(said.type, said.text))

    def _hear(self, kind: str, text: str) -> None:
        # The browser logs every refused request by itself; what the page says about it is what the tests look at.
        if kind in ("error", "warning") and "the server responded with a status of 4" not in text:
            self.complaints.append(text)

    def sign_in_as_demo(self) -> None:
        self.page.goto("/sign-in")
        self.page.get_by_role("button", name="Use the demo login").click()
        expect(self.page.get_by_role("heading", name="Models", exact=True)).to_be_visible()

    def sign_up(self, password: str = "") -> str:
        """A new account with a workspace of its own; returns its e-mail."""
        self.page.goto("/sign-up")
        return self.fill_sign_up(password)

    def fill_sign_up(self, password: str = "") -> str:
        """Fill in the page that makes an account; returns its e-mail."""
        email = f"{uuid4().hex}@example.org"
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(password or f"{uuid4().hex} words")
        self.page.get_by_role("button", name="Make account").click()
        expect(self.page.get_by_role("heading", name="Models", exact=True)).to_be_visible()
        return email

    def send(self, path: str, body: dict[str, Any], method: str = "POST") -> APIResponse:
        """A request as the page itself would send it."""
        token = next(cookie["value"] for cookie in self.page.context.cookies() if cookie["name"] == "csrftoken")
        headers = {"X-CSRFToken": token, "Referer": self.page.url, "Idempotency-Key": uuid4().hex}
        return self.page.request.fetch(path, method=method, data=body, headers=headers)

    def make_synthetic(self, name: str) -> None:
        self.page.get_by_role("link", name="New model").first.click()
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_role("radio", name="A synthetic person").check()
        self.page.get_by_role("checkbox", name="This face belongs to nobody.").check()
        self.page.get_by_role("button", name="Make model").click()
        expect(self.page.get_by_role("heading", name=name, level=1)).to_be_visible()

    def drop(self, role: str, files: Sequence[Path], kind: str = "image/jpeg") -> None:
        """Drop files from the desktop onto the sheet of sources or targets."""
        carried = [
            {"name": file.name, "type": kind, "data": base64.b64encode(file.read_bytes()).decode()} for file in files
        ]
        self.page.evaluate(DROP, [role, carried])

    def open_sample(self) -> None:
        """The sheet of the sample swap, finished."""
        self.page.goto("/runs")
        self.page.get_by_role("link", name="Swap 1, Andie").click()
        expect(self.page.get_by_role("heading", name="Swap 1")).to_be_visible()
        expect(self.page.get_by_role("main").get_by_text("Done", exact=True)).to_be_visible(timeout=MADE_MS)
