"""Members are told of long runs that ended and of failures, each once; letters go out at most once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from config import mail
from studio.accounts.models import Membership, User
from studio.notices import services, sweeping
from studio.notices.models import Notice
from studio.runs import services as runs
from studio.runs.leasing.lease import take
from studio.runs.models import Item, Run, StageRun
from studio.runs.services import settling
from studio.subjects.models import Subject

from .post_office import PostOffice

pytestmark = pytest.mark.django_db


def ended(subject: Subject, *, good: int = 0, bad: int = 0, minutes: float = 0) -> Run:
    """A toy run that was asked for some minutes ago and has ended with so many pictures made and not made."""
    run = runs.request(
        workspace=subject.workspace,
        kind="toy",
        subject=subject,
        title="Toy",
        recipe={},
        pictures=good + bad,
        prices={"costly": 10, "last": 2},
    )
    Run.objects.filter(id=run.id).update(created_at=timezone.now() - timedelta(minutes=minutes))
    return work_off(run, good)


def work_off(run: Run, good: int = 0) -> Run:
    """Make the first ``good`` pictures and fail the others."""
    for stage_run in StageRun.objects.filter(run=run).order_by("position"):
        lease = take(stage_run.id, "a worker")
        if lease is None:
            continue
        for item in Item.objects.filter(stage_run=stage_run, status="queued").order_by("index"):
            if item.index < good:
                settling.done(lease, item, {}, {}, 0.1)
            else:
                settling.failed(lease, item, code="engine_failed", detail="It broke.")
        settling.put_down(lease)
    return Run.objects.get(id=run.id)


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    """A mail server that is down until it is opened, and settings that name it."""
    office = PostOffice()
    settings.MAIL = mail.read(f"smtp://127.0.0.1:{office.port}")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = mail.SMTP, "127.0.0.1", office.port
    yield office
    office.close()


def time_passes() -> None:
    """The next try of every letter that waits is due."""
    Notice.objects.filter(letter_due__isnull=False).update(letter_due=timezone.now())


def test_long_runs_and_failures_are_told_and_short_ones_are_not(user, subject) -> None:
    ended(subject, good=1)
    assert Notice.objects.count() == 0
    ended(subject, good=2, minutes=2)
    ended(subject, good=1, bad=1, minutes=2)
    ended(subject, bad=1)
    told = Notice.objects.order_by("created_at").values_list("news", "title")
    assert list(told) == [
        ("done", "Toy, Andie is done"),
        ("partly", "Toy, Andie is done in part"),
        ("failed", "Toy, Andie failed"),
    ]
    assert "Nothing was charged." in Notice.objects.get(news="failed").detail
    assert "12 credits were charged." in Notice.objects.get(news="partly").detail


def test_what_a_member_stopped_is_no_news_and_another_round_is(user, subject) -> None:
    run = ended(subject, bad=1)
    services.note_ended(run)
    assert Notice.objects.count() == 1
    work_off(runs.retry(run))
    assert Notice.objects.count() == 2
    runs.cancel(runs.retry(run))
    assert Notice.objects.count() == 2


def test_each_member_reads_their_own(user, subject, browser, viewer, stranger, django_assert_max_num_queries) -> None:
    for _ in range(3):
        ended(subject, bad=1)
    assert Notice.objects.count() == 6
    with django_assert_max_num_queries(6):
        found = browser.get("/api/notices/").json()["results"]
    assert len(found) == 3
    assert browser.post("/api/notices/read/", {"notices": [found[0]["id"]]}, format="json").json() == {"unread": 2}
    assert viewer.get("/api/notices/unread/").json() == {"unread": 3}
    assert viewer.post("/api/notices/read/", {}, format="json").json() == {"unread": 0}
    assert browser.get("/api/notices/unread/").json() == {"unread": 2}
    assert stranger.get("/api/notices/").json()["results"] == []


def test_a_letter_waits_for_a_mail_server_that_is_down_and_is_sent_once(user, subject, office) -> None:
    run = ended(subject, bad=1)
    assert sweeping.post() == 0
    waits = Notice.objects.get()
    assert waits.letter_tries == 1
    assert waits.letter_due > timezone.now()
    assert waits.letter_problem
    office.open()
    assert sweeping.post() == 0
    time_passes()
    assert sweeping.post() == 1
    time_passes()
    assert sweeping.post() == 0
    assert len(office.letters) == 1
    assert f"To: {user.email}" in office.letters[0]
    assert "Subject: Toy, Andie failed" in office.letters[0]
    assert Notice.objects.get().letter_sent_at is not None
    assert run.id == waits.run_id


@pytest.mark.parametrize(("code", "waits"), [(450, True), (550, False)])
def test_a_refusal_for_now_is_tried_again_and_one_for_good_is_not(user, subject, office, code, waits) -> None:
    office.open()
    office.refuses = code
    ended(subject, bad=1)
    assert sweeping.post() == 0
    assert (Notice.objects.get().letter_due is not None) is waits
    office.refuses = 0
    time_passes()
    assert sweeping.post() == int(waits)


def test_a_letter_that_may_have_been_taken_is_not_sent_again(user, subject, office) -> None:
    office.open()
    office.falls_silent = True
    ended(subject, bad=1)
    assert sweeping.post() == 0
    assert Notice.objects.get().letter_due is None
    assert len(office.letters) == 1


def test_tries_end(user, subject, office) -> None:
    ended(subject, bad=1)
    for _ in range(sweeping.TRIES + 2):
        sweeping.post()
        time_passes()
    assert Notice.objects.get().letter_tries == sweeping.TRIES


def test_a_member_chooses_how_to_be_told(user, subject, office, browser, viewer) -> None:
    office.open()
    ended(subject, bad=1)
    shown = browser.patch("/api/notices/preferences/", {"by_email": False}, format="json").json()
    assert shown == {"in_page": True, "by_email": False, "can_email": True, "email": user.email}
    other = User.objects.exclude(id=user.id).get(memberships__in=Membership.objects.all())
    assert viewer.patch("/api/notices/preferences/", {"in_page": False}, format="json").status_code == 200
    ended(subject, bad=1)
    assert sweeping.post() == 2
    assert all(f"To: {other.email}" in letter for letter in office.letters)
    assert viewer.get("/api/notices/unread/").json() == {"unread": 1}


def test_without_a_mail_server_no_letter_waits(user, subject) -> None:
    ended(subject, bad=1)
    assert Notice.objects.get().letter_due is None
