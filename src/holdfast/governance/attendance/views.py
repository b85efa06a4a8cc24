"""The attendance pages of a group."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from holdfast.governance.attendance import queries
from holdfast.governance.attendance.queries import SUBJECTS, AttendancePage
from holdfast.groups.models import Group
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.policy import PersonRequest, allow
from holdfast.stewardship.accounts.recent import recently_proven
from holdfast.stewardship.trail.record import record
from holdfast.web.downloads import Download, as_csv, as_xlsx


def _page(request: PersonRequest, group_id: UUID) -> AttendancePage:
    group = get_object_or_404(Group.objects.visible_to(request.actor), pk=group_id)
    of = request.GET.get("of", "seat")
    return queries.attendance_page(
        group, of if of in SUBJECTS else "seat", request.GET.get("period", queries.ROLLING)
    )


@allow("GET", permission=Permission.SEE_GROUP)
def attendance(request: PersonRequest, group_id: UUID) -> HttpResponse:
    """Attendance per seat, person or agency, rolling or by year."""
    page = _page(request, group_id)
    return render(request, "attendance/attendance.html", {"page": page, "subjects": SUBJECTS})


@allow("GET", permission=Permission.SEE_GROUP)
@recently_proven
def attendance_export(request: PersonRequest, group_id: UUID, kind: str) -> HttpResponse:
    """The same table to take away."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    page = _page(request, group_id)
    download = Download(
        title=f"Attendance of {page.group}",
        columns=[SUBJECTS[page.of], "Meetings", "Came", "By deputy", "Absent", "Expected share", "Reached"],
        rows=[
            (row.name, row.expected, row.in_person, row.by_deputy, row.expected - row.came,
             str(page.expected or "none stated"), row.is_met)
            for row in page.rows
        ],
        asked_by=request.actor.name,
        is_invented=settings.HOLDFAST_INVENTED,
    )  # fmt: skip
    record(
        "exported attendance", page.group, by=request.actor, group_id=page.group.pk, serial=download.serial
    )
    return as_xlsx(download) if kind == "xlsx" else as_csv(download)
