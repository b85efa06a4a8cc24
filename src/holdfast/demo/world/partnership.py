"""One invented partnership from its Boards to its last minute, planned on a stated day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from holdfast.charter.model import Charter
from holdfast.charter.reading import load
from holdfast.charter.shelf import shipped_text
from holdfast.demo.world.area import Area, in_local_names
from holdfast.demo.world.business import Business
from holdfast.demo.world.cast import PARTNERSHIP_OFFICE, Cast
from holdfast.demo.world.chance import Chance
from holdfast.demo.world.childhood.people import appoint_case_staff
from holdfast.demo.world.childhood.plan import Childhood, Size
from holdfast.demo.world.conduct import Conduct, MinutesPlan
from holdfast.demo.world.correspondence import Correspondence
from holdfast.demo.world.dates import Calendar, Slot, group_calendar
from holdfast.demo.world.deeds import Deeds
from holdfast.demo.world.ladders import Ladders
from holdfast.demo.world.ledger import Ledger, at
from holdfast.demo.world.offices import Offices
from holdfast.demo.world.papers import Papers
from holdfast.demo.world.reviews import TermsReviews
from holdfast.demo.world.roles import SignIn, Staff, appoint_staff, sign_ins
from holdfast.demo.world.seating import GroupPlan, Seating
from holdfast.demo.world.structure import adopt_terms, boards_and_dates, group_tree
from holdfast.demo.world.upcoming import Upcoming

# The terms were adopted so long before the first meeting that is told of.
ADOPTED_BEFORE = timedelta(days=330)


@dataclass(frozen=True)
class PlannedPartnership:
    """All rows of a partnership, the minutes to be drafted from them, its children, whom a visitor can be."""

    area: Area
    ledger: Ledger
    minutes: tuple[MinutesPlan, ...]
    sign_ins: tuple[SignIn, ...]
    chair: UUID
    childhood: Childhood | None = None


def plan_partnership(
    area: Area, *, seed: str, today: date, years: int, size: Size | None = None
) -> PlannedPartnership:
    """Plan one partnership. The same seed, day and years give the same rows with the same ids.

    `size` is of the children on record, where the area's group discusses children.
    """
    chance = Chance(f"{seed}/{area.charter}")
    ledger = Ledger(chance, chance.identity(), today)
    ledger.rows["stewardship.Partnership"].append(
        {"id": ledger.partnership_id, "name": area.name, "area": area.place, "is_invented": True}
    )
    opened_on = today - timedelta(days=365 * years) - ADOPTED_BEFORE
    source = in_local_names(shipped_text(area.charter), area.renamed)
    charter = load(source, area.charter).charter
    cast = _cast(ledger, area, charter, opened_on)
    boards = boards_and_dates(ledger, area, opened_on)
    group_id = group_tree(ledger, area, charter, boards.ids)
    staff = appoint_staff(ledger, cast)
    terms_id = adopt_terms(ledger, cast, charter, source, group_id, opened_on, staff.manager)
    plan = _seated(ledger, cast, area, charter, group_id, terms_id, opened_on)
    offices = Offices(ledger, cast, plan)
    offices.fill(opened_on)
    calendar = group_calendar(area, charter, today, years, boards.days)
    minutes = _meetings(ledger, plan, offices, staff, calendar)
    offices.write()
    Correspondence(ledger, plan, staff.manager).write()
    TermsReviews(ledger, plan).write()
    Ladders(ledger, cast).write(opened_on)
    childhood = _childhood(ledger, cast, plan, size, staff) if charter.level == "operational" else None
    offers = sign_ins(ledger, plan, staff, childhood.staff if childhood else None)
    chair = plan.chair_on(today).id
    return PlannedPartnership(area, ledger, tuple(minutes), offers, chair, childhood)


def _childhood(ledger: Ledger, cast: Cast, plan: GroupPlan, size: Size | None, staff: Staff) -> Childhood:
    """The group discusses children: those who have to do with them, and the children."""
    began_at = at(ledger.today - timedelta(days=720), time(9))
    ledger.add("children.CaseworkGroup", group_id=plan.id, began_at=began_at)
    ledger.add("children.OwnAuthority", name=plan.area.place, code="", added_at=began_at)
    # Who minutes a meeting on children is named for that group.
    ledger.add(
        "stewardship.RoleGrant", person_id=staff.minute_taker.id, role="minute-taker", group_id=plan.id,
        granted_at=began_at, granted_by_id=None,
    )  # fmt: skip
    case_staff = appoint_case_staff(ledger, cast, plan)
    return Childhood(ledger, plan, cast.agencies, case_staff, size or Size())


def _cast(ledger: Ledger, area: Area, charter: Charter, opened_on: date) -> Cast:
    cast = Cast(ledger, area)
    joined = opened_on - timedelta(days=400)
    for agency in charter.agencies:
        cast.open_agency(agency.key, agency.sector or "other", agency.statutory, joined)
    for key, body in area.others.items():
        cast.open_agency(key, body.sector, body.is_statutory, joined)
    cast.open_agency(PARTNERSHIP_OFFICE, "board", False, joined)
    return cast


def _seated(
    ledger: Ledger,
    cast: Cast,
    area: Area,
    charter: Charter,
    group_id: UUID,
    terms_id: UUID,
    opened_on: date,
) -> GroupPlan:
    seating = Seating(ledger, cast, area, charter, group_id)
    seats = seating.seats(opened_on)
    tenures = seating.tenures(opened_on)
    deputies = seating.deputies(tenures, opened_on)
    return GroupPlan(group_id, area, charter, terms_id, seats, tenures, deputies)


def _meetings(
    ledger: Ledger, plan: GroupPlan, offices: Offices, staff: Staff, calendar: Calendar
) -> list[MinutesPlan]:
    papers = Papers(ledger, plan, staff.minute_taker)
    business = Business(ledger, Deeds(ledger, plan), offices)
    conduct = Conduct(ledger, plan, offices, business, papers, staff.minute_taker)
    slots = sorted(_occasions(plan, calendar), key=lambda found: found[0].starts_at)
    for (slot, kind), (following, _) in zip(slots, [*slots[1:], (calendar.today, "")], strict=True):
        chair = plan.chair_on(slot.day) if kind == "extraordinary" else None
        meeting = conduct.hold(slot, following, kind=kind, called_by=chair)
        _continue(conduct, meeting, slot, following)
    Upcoming(ledger, plan, papers, staff.minute_taker).arrange(calendar)
    return conduct.minutes


def _occasions(plan: GroupPlan, calendar: Calendar) -> Iterator[tuple[Slot, str]]:
    """The regular meetings, and an extraordinary one some days ago whose minutes are still a draft."""
    for slot in calendar.past:
        yield slot, "ordinary"
    is_weekly = len(calendar.past) > 40 and calendar.today.day - calendar.past[-1].day < timedelta(days=10)
    day = calendar.today.day - timedelta(days=152 if is_weekly else 5)
    while day.weekday() > 4 or any(slot.day == day for slot in calendar.past):
        day -= timedelta(days=1)
    begins = at(day, time(16, 0))
    yield Slot(day, begins, begins + timedelta(minutes=75)), "extraordinary"


def _continue(conduct: Conduct, meeting: dict[str, Any], slot: Slot, following: Slot) -> None:
    """Most meetings that were broken off go on a week later, where the calendar has room."""
    day = slot.day + timedelta(days=7)
    was_broken_off = meeting["opened_at"] is not None and meeting["state"] in ("adjourned", "cancelled")
    if was_broken_off and following.day > day + timedelta(days=5):
        begins = at(day, conduct.plan.area.starts)
        again = Slot(day, begins, begins + (slot.ends_at - slot.starts_at))
        conduct.hold(again, following, kind="continued", continues=meeting)
