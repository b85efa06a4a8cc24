"""Boards, groups in their tree, the terms that they have adopted, and who sits where."""

from holdfast.groups.models.periods import date_range, ends_after_start, on_date
from holdfast.groups.models.seats import Appointment, Deputyship, OfficeHolding, Seat
from holdfast.groups.models.structure import (
    Board,
    BoardMeeting,
    Group,
    GroupQuerySet,
    GroupRowsQuerySet,
    Level,
    ReportingLine,
)
from holdfast.groups.models.terms import AgencyBinding, Terms, TermsApproval, TermsCarry

__all__ = [
    "AgencyBinding",
    "Appointment",
    "Board",
    "BoardMeeting",
    "Deputyship",
    "Group",
    "GroupQuerySet",
    "GroupRowsQuerySet",
    "Level",
    "OfficeHolding",
    "ReportingLine",
    "Seat",
    "Terms",
    "TermsApproval",
    "TermsCarry",
    "date_range",
    "ends_after_start",
    "on_date",
]
