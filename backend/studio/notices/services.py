"""Telling members of runs that have ended, and noting what they have read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models.functions import Now
from django.utils import timezone

from studio.accounts.models import User, Workspace
from studio.notices import selectors
from studio.notices.events import NoticeCreated
from studio.notices.models import News, Notice, Preference
from studio.realtime.publish import publish
from studio.runs.models import Run, RunStatus

LONG = timedelta(minutes=1)
"""A run that was over sooner was watched anyway; one that failed is told of however short it was."""


def note_ended(run: Run) -> None:
    """Tell every member of a run that is over, when it is worth it; in the transaction that ends the run."""
    news = _news(run)
    if news is None:
        return
    title, detail = words_for(run, news)
    due = timezone.now() if selectors.can_send() else None
    members = User.objects.filter(memberships__workspace=run.workspace_id).select_related("notice_preference")
    notices = []
    for member in members:
        wanted = getattr(member, "notice_preference", None) or Preference(user=member)
        if wanted.in_page or (wanted.by_email and due):
            notices.append(
                Notice(
                    workspace_id=run.workspace_id,
                    user=member,
                    run=run,
                    round=run.round,
                    news=news,
                    title=title,
                    detail=detail,
                    read_at=None if wanted.in_page else timezone.now(),
                    letter_due=due if wanted.by_email else None,
                )
            )
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    publish(run.workspace_id, NoticeCreated(run=run.id, title=title))


def words_for(run: Run, news: News) -> tuple[str, str]:
    """Title and detail: what happened, what it cost, what to do."""
    last = run.stage_runs.order_by("position").last()
    made = last.done if last else 0
    name = f"{run.title}, {run.subject.name}" if run.subject else run.title
    cost = f"{run.captured} credits were charged." if run.captured else "Nothing was charged."
    pictures = f"{made} of {run.pictures}"
    if news is News.DONE:
        return f"{name} is done", f"{pictures} pictures were made. {cost}"
    if news is News.PARTLY:
        return f"{name} is done in part", f"{pictures} pictures were made. {cost} Open the run to see why."
    if news is News.STOPPED:
        return f"{name} was stopped", f"The consent for it has ended. {cost} Record consent to go on."
    return f"{name} failed", f"{run.error_detail or 'No picture could be made.'} {cost}"[:400]


def _news(run: Run) -> News | None:
    if not run.price:
        return None
    if run.status == RunStatus.FAILED:
        return News.FAILED
    if run.status == RunStatus.CANCELLED:
        return News.STOPPED if run.error_code else None
    asked = run.created_at if run.round == 1 else run.turn_at
    if timezone.now() - asked < LONG:
        return None
    whole = run.stage_runs.filter(done=run.pictures).count() == run.stage_runs.count()
    return News.DONE if whole else News.PARTLY


def mark_read(user: User, workspace: Workspace, only: Iterable[UUID] | None = None) -> None:
    """Note that the member has read these notices, or all of them."""
    notices = Notice.objects.filter(user=user, workspace=workspace, read_at=None)
    if only is not None:
        notices = notices.filter(id__in=list(only))
    notices.update(read_at=Now())


def prefer(user: User, **chosen: bool) -> Preference:
    """Note how the user wants to be told (``in_page``, ``by_email``); letters that still wait are withdrawn."""
    preference, _ = Preference.objects.update_or_create(user=user, defaults=chosen)
    if not preference.by_email:
        Notice.objects.filter(user=user, letter_due__isnull=False).update(letter_due=None)
    return preference
