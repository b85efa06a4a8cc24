"""Pinning papers, each at one version, to the items of an agenda."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from holdfast.governance.documents.models import DocumentVersion
from holdfast.governance.documents.operations import add_version, keep_document
from holdfast.governance.meetings.models import AgendaItem, Meeting, Paper
from holdfast.governance.meetings.operations.keeping import changed, held
from holdfast.governance.meetings.promises import settle_meetings
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.trail.record import record_view

_TAKES_PAPERS = (Meeting.State.PROPOSED, Meeting.State.CONFIRMED, Meeting.State.OPEN)


@transaction.atomic
def add_paper(*, by: Actor, item: AgendaItem, title: str, upload: UploadedFile[Any]) -> Paper:
    """Upload a new document and pin it to the item."""
    meeting = _taking_papers(item, by)
    return _pinned(meeting, item, keep_document(by=by, group=meeting.group, title=title, upload=upload), by)


@transaction.atomic
def replace_paper(*, by: Actor, paper: Paper, upload: UploadedFile[Any]) -> Paper:
    """Upload a newer version and pin that instead; other meetings keep the version that they had."""
    meeting = _taking_papers(paper.item, by)
    version = add_version(by=by, document=paper.version.document, upload=upload)
    _withdrawn(paper)
    return _pinned(meeting, paper.item, version, by)


@transaction.atomic
def pin_paper(*, by: Actor, item: AgendaItem, version: DocumentVersion) -> Paper:
    """Pin a version that the group already has."""
    meeting = _taking_papers(item, by)
    if version.document.group_id != meeting.group_id:
        refuse("That document belongs to another group.")
    there: Paper | None = Paper.objects.filter(item=item, version=version).first()
    if there is None:
        return _pinned(meeting, item, version, by)
    there.withdrawn_at = None
    there.save(update_fields=["withdrawn_at"])
    settle_meetings([meeting], by=by)
    return there


@transaction.atomic
def withdraw_paper(*, by: Actor, paper: Paper) -> None:
    """Take a paper off an item. Nobody can open it from there again; the trail says who did before."""
    meeting = _taking_papers(paper.item, by)
    _withdrawn(paper)
    changed(meeting, "paper withdrawn", by=by, paper=str(paper.pk), version=str(paper.version_id))
    settle_meetings([meeting], by=by, why="the paper was withdrawn")


@transaction.atomic
def record_download(*, by: Actor, paper: Paper) -> None:
    """Write that this person took this version."""
    group_id = paper.item.meeting.group_id
    record_view(
        paper, by=by, group_id=group_id, what="downloaded", version=str(paper.version_id),
        digest=paper.version.digest,
    )  # fmt: skip


def _taking_papers(item: AgendaItem, by: Actor) -> Meeting:
    meeting = held(item.meeting)
    by.require(Permission.ARRANGE_MEETINGS, meeting.group_id)
    if meeting.state not in _TAKES_PAPERS:
        refuse("This meeting is over, so its papers stay as they were.")
    return meeting


def _pinned(meeting: Meeting, item: AgendaItem, version: DocumentVersion, by: Actor) -> Paper:
    paper: Paper = Paper.objects.create(
        partnership_id=meeting.partnership_id,
        item=item,
        version=version,
        sent_at=clock.now(),
        pinned_by_id=by.person_id,
    )
    changed(meeting, "paper added", by=by, paper=str(paper.pk), version=str(version.pk), item=str(item.pk))
    settle_meetings([meeting], by=by)
    return paper


def _withdrawn(paper: Paper) -> None:
    paper.withdrawn_at = clock.now()
    paper.save(update_fields=["withdrawn_at"])
