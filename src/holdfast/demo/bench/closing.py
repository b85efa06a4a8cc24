"""A case meeting of forty children closed, with its minutes as documents."""

from __future__ import annotations

from datetime import timedelta

from holdfast.casework.children.models import Child
from holdfast.casework.panel.models import CaseList, Listing
from holdfast.casework.panel.operations.discussing import Record, begin_discussion, contribute, keep_record
from holdfast.casework.panel.operations.lists import add_child
from holdfast.demo.bench.beside import Beside, beside, own_sql
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.minutes.paper import minutes_document
from holdfast.governance.minutes.queries import minutes_page
from holdfast.governance.room.operations import close_meeting, open_meeting
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency
from holdfast.web.documents import pdf, word

CHILDREN = 40
LENGTH = timedelta(hours=2)
_KEPT = Record(relevance="Risk of exploitation.", basis="public-task", summary="Seen twice; the plan holds.")


def meeting_closed(by: Actor, meeting: Meeting, *, blocks: int) -> dict[str, Beside]:
    """Everything that follows at once when the chair closes it; and that with its minutes, Word and PDF.

    The floor of both is the SQL that they run.
    """
    _hold(by, meeting)

    def close() -> None:
        with clock.fixed_at(meeting.starts_at + LENGTH):
            close_meeting(by=by, meeting=Meeting.objects.select_related("group").get(pk=meeting.pk))

    def close_and_minute() -> None:
        close()
        document = minutes_document(minutes_page(by, meeting.pk), by)
        word.as_word(document)
        pdf.as_pdf(document)

    closing = beside(close, own_sql(close), blocks=blocks, number=CHILDREN, most=2.0, is_flat=True)
    minuted = beside(
        close_and_minute, own_sql(close_and_minute), blocks=blocks, number=CHILDREN, is_flat=True
    )
    return {"meeting closed": closing, "meeting closed, with documents": minuted}


def _hold(by: Actor, meeting: Meeting) -> None:
    """Opened, and forty children of its list discussed; others if there are not as many."""
    with clock.fixed_at(meeting.starts_at):
        case_list = CaseList.objects.select_related("meeting__group").get(meeting=meeting)
        _add_children(by, case_list)
        open_meeting(by=by, meeting=meeting)
        agencies = list(Agency.objects.order_by("name")[:4])
        rows = Listing.objects.filter(case_list=case_list).to_discuss().visible_to(by)
        for listing in rows.select_related("child", "case_list__meeting__group").order_by("position")[
            :CHILDREN
        ]:
            discussion = begin_discussion(by=by, listing=listing)
            for agency in agencies:
                contribute(by=by, listing=listing, agency=agency, words="Known since the spring.")
            keep_record(by=by, listing=listing, kept=_KEPT, version=discussion.version, concludes=True)


def _add_children(by: Actor, case_list: CaseList) -> None:
    listed = Listing.objects.filter(case_list=case_list).to_discuss()
    others = Child.objects.visible_to(by).exclude(pk__in=case_list.listings.values("child"))
    for child in others.order_by("reference")[: max(0, CHILDREN - listed.count())]:
        add_child(by=by, case_list=case_list, child=child, reason="To fill the meeting.")
