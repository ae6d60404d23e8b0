"""The mail server named by one variable."""

from __future__ import annotations

import pytest

from config import mail
from config.env import Environment


def test_nothing_said_means_the_console() -> None:
    assert mail.read("").backend == mail.CONSOLE


def test_user_password_port_and_encryption_are_read() -> None:
    read = mail.read("smtp+tls://me%40example.org:p%3Aw@mail.example.org:2525")
    assert (read.host, read.port, read.user, read.password) == ("mail.example.org", 2525, "me@example.org", "p:w")
    assert (read.backend, read.starttls, read.tls) == (mail.SMTP, True, False)
    assert (mail.read("smtps://h").port, mail.read("smtps://h").tls) == (465, True)
    assert (mail.read("smtp://h").port, mail.read("smtp://h").starttls) == (25, False)


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://h:port", "smtp://h/p"]
)
def test_what_is_no_mail_server_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(SystemExit, match="STUDIO_EMAIL_URL"):
        Environment.read({"STUDIO_EMAIL_URL": url})
