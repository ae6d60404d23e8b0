"""The postman: sends the letters of notices, each at most once, and tries again when the mail server is away."""

from __future__ import annotations

import logging
import smtplib
import threading
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, close_old_connections
from django.db.models import F
from django.utils import timezone

from studio.notices.models import Notice

log = logging.getLogger(__name__)

EVERY = 2.0
AT_ONCE = 20
FIRST_WAIT = 30.0
"""Seconds until the second try; each wait after it is four times as long."""
TRIES = 7


class Postman(threading.Thread):
    """One a worker process, on a thread of its own: a slow mail server must not keep the sweeper from its rounds."""

    def __init__(self) -> None:
        super().__init__(name="postman", daemon=True)
        self._stop = threading.Event()

    def run(self) -> None:
        """Go round every two seconds until stopped."""
        while not self._stop.wait(EVERY):
            close_old_connections()
            try:
                post()
            except DatabaseError as problem:
                log.warning("The letters wait for the next round (%s).", problem)

    def stop(self) -> None:
        """Stop after this round."""
        self._stop.set()


def post() -> int:
    """Send the letters that are due; answers how many the mail server took."""
    due = Notice.objects.filter(letter_due__lte=timezone.now()).order_by("letter_due")
    return sum(_send(notice) for notice in due.select_related("user")[:AT_ONCE])


def _send(notice: Notice) -> bool:
    """Claim the letter before it goes out, so that a crash in between loses it rather than sends it twice."""
    claim = Notice.objects.filter(id=notice.id, letter_due=notice.letter_due)
    if not claim.update(letter_due=None, letter_tries=F("letter_tries") + 1):
        return False
    row = Notice.objects.filter(id=notice.id)
    try:
        _hand_over(notice)
    except NotTaken as problem:
        wait = timedelta(seconds=FIRST_WAIT * 4**notice.letter_tries)
        due = timezone.now() + wait if problem.for_now and notice.letter_tries + 1 < TRIES else None
        row.update(letter_due=due, letter_problem=str(problem)[:200])
    except (smtplib.SMTPException, OSError) as problem:
        # The server may have taken it before it fell silent: it is not sent again.
        row.update(letter_problem=repr(problem)[:200])
    else:
        row.update(letter_sent_at=timezone.now(), letter_problem="")
        return True
    log.warning("A letter about run %s was not sent.", notice.run_id)
    return False


class NotTaken(Exception):
    """The server certainly did not take the letter; ``for_now`` when it may take it later."""

    def __init__(self, problem: Exception, *, for_now: bool) -> None:
        super().__init__(repr(problem))
        self.for_now = for_now


def _hand_over(notice: Notice) -> None:
    """Give the letter to the mail server. Raises NotTaken, or what leaves it open whether it was taken."""
    connection = get_connection()
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as problem:
        raise NotTaken(problem, for_now=True) from problem
    try:
        letter = EmailMessage(notice.title, _text(notice), to=[notice.user.email], connection=connection)
        letter.send()
    except smtplib.SMTPResponseException as problem:
        raise NotTaken(problem, for_now=problem.smtp_code < 500) from problem
    except smtplib.SMTPRecipientsRefused as problem:
        codes = [code for code, _ in problem.recipients.values()]
        raise NotTaken(problem, for_now=all(code < 500 for code in codes)) from problem
    finally:
        connection.close()


def _text(notice: Notice) -> str:
    text = f"{notice.title}.\n\n{notice.detail}\n"
    base = settings.ENV.studio_public_url.rstrip("/")
    if base:
        text += f"\nThe run: {base}/runs/{notice.run_id}\nWhat you are told: {base}/settings/notifications\n"
    return text
