"""Reads STUDIO_EMAIL_URL: which mail server sends the studio's letters, or none but the console."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
PATIENCE = 10
"""Seconds a mail server may take before a letter is put off."""
CONSOLE = "django.core.mail.backends.console.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class Mail:
    """Where letters go. Without a host they are printed instead of sent."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False

    @property
    def backend(self) -> str:
        """Django's name for the way letters go."""
        return SMTP if self.host else CONSOLE


def read(url: str) -> Mail:
    """``smtp://``, ``smtp+tls://`` (STARTTLS) or ``smtps://`` with user, password, host and port; empty is the console.

    The shape was checked when the environment was read.
    """
    if not url:
        return Mail()
    parts = urlsplit(url)
    return Mail(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+tls",
        tls=parts.scheme == "smtps",
    )
