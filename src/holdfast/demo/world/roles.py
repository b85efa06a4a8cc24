"""The partnership's own staff, those who only read, and whom a visitor can be with what to try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from uuid import UUID

from holdfast.charter.words import plain
from holdfast.demo.world.cast import PARTNERSHIP_OFFICE, Cast
from holdfast.demo.world.childhood.people import CaseStaff
from holdfast.demo.world.ledger import Ledger, Someone, at
from holdfast.demo.world.seating import GroupPlan


@dataclass(frozen=True)
class Staff:
    """People who hold a role and no seat."""

    manager: Someone
    minute_taker: Someone
    agency_lead: Someone
    board_viewer: Someone
    auditor: Someone
    administrator: Someone


@dataclass(frozen=True)
class SignIn:
    """One line of the demonstration's first screen."""

    account_id: UUID
    person_name: str
    title: str
    try_this: str


def appoint_staff(ledger: Ledger, cast: Cast) -> Staff:
    """Draw the staff, each with a role given by name."""
    office = cast.agencies[PARTNERSHIP_OFFICE]
    lead_of = next(agency for agency in cast.agencies.values() if agency.sector == "police")
    staff = Staff(
        manager=cast.person(office, "Partnership business manager"),
        minute_taker=cast.person(office, "Partnership support officer"),
        agency_lead=cast.person(lead_of, "Safeguarding lead"),
        board_viewer=cast.person(office, "Lay member of the Board"),
        auditor=cast.person(office, "Internal auditor"),
        administrator=cast.person(office, "Systems officer"),
    )
    granted_at = at(ledger.today - timedelta(days=720), time(9, 0))
    for person, role in (
        (staff.manager, "business-manager"),
        (staff.minute_taker, "minute-taker"),
        (staff.agency_lead, "agency-lead"),
        (staff.board_viewer, "board-viewer"),
        (staff.auditor, "auditor"),
        (staff.administrator, "system-administrator"),
    ):
        ledger.add(
            "stewardship.RoleGrant",
            person_id=person.id,
            role=role,
            group_id=None,
            granted_at=granted_at,
            granted_by_id=None,
        )
    return staff


def sign_ins(
    ledger: Ledger, plan: GroupPlan, staff: Staff, case_staff: CaseStaff | None = None
) -> tuple[SignIn, ...]:
    """Everyone whom a visitor can be, with an account that no password opens."""
    offers = list(_case_offers(case_staff)) if case_staff else []
    known = {person.id for person, _, _ in offers}
    offers += [offer for offer in _offers(ledger, plan, staff) if offer[0].id not in known]
    return tuple(_sign_in(ledger, person, title, try_this) for person, title, try_this in offers)


def _case_offers(staff: CaseStaff) -> Iterator[tuple[Someone, str, str]]:
    yield (
        staff.coordinator,
        "Missing and exploitation coordinator",
        "See who is missing now, build this week's case list, read one child's record from top to bottom.",
    )
    yield (
        staff.interviewers[0],
        "Return interviewer",
        "See which interviews are due, in hours, and record one.",
    )
    yield (
        staff.practitioners[0],
        "Social worker outside the group",
        "Refer a child, submit a screening, and read the feedback that came back.",
    )
    yield (
        staff.guardian,
        "Guardian of restricted records",
        "Say who may see a restricted record, and review what was opened in an emergency.",
    )


def _sign_in(ledger: Ledger, person: Someone, title: str, try_this: str) -> SignIn:
    row = next(row for row in ledger.rows["stewardship.Person"] if row["id"] == person.id)
    identity = ledger.chance.identity()
    ledger.rows["stewardship.Account"].append(
        {"id": identity, "email": f"{identity.hex[:8]}.{row['email']}", "password": f"!{identity.hex}"}
    )
    row["account_id"] = identity
    return SignIn(identity, person.name, title, try_this)


def _offers(ledger: Ledger, plan: GroupPlan, staff: Staff) -> Iterator[tuple[Someone, str, str]]:
    short, tip = plan.area.short, plan.area.quorum_tip
    today = ledger.today
    chair = plan.chair_on(today)
    yield staff.minute_taker, f"Minute taker of {short}", f"Open today's meeting and mark people in: {tip}"
    yield (
        chair,
        f"Chair of {short}",
        "Check the draft minutes of the last meeting, decide what goes up the ladder, clear what you owe.",
    )
    yield (
        staff.manager,
        "Business manager",
        f"Chase what every group is owed, see who has stayed away from {short}, and read its terms back.",
    )
    member = _busiest(ledger, plan, {chair.id})
    yield (
        member,
        f"Member of {short}",
        "Answer your open actions, then name a deputy for the next meeting.",
    )
    deputy = plan.deputy_of(plan.area.sends_deputies, today)
    if deputy is not None:
        yield deputy, f"Deputy in {short}", "See what your member would see, and today's papers."
    yield (
        staff.agency_lead,
        f"Agency lead, {staff.agency_lead.agency.short_name}",
        "See every action that your agency owes, whoever of you owns it.",
    )
    yield (
        staff.board_viewer,
        "Viewer from the Board",
        "Open Assurance: clause by clause what was promised and kept, and the evidence behind any number.",
    )
    yield staff.auditor, "Auditor", "Read everything, change nothing: minutes, attendance, the trail."
    yield staff.administrator, "System administrator", "Look after accounts and roles, and see no meeting."


def _busiest(ledger: Ledger, plan: GroupPlan, besides: set[UUID]) -> Someone:
    """The member with the most open actions."""
    owed: dict[UUID, int] = {}
    for action in ledger.rows["actions.Action"]:
        if action["state"] == "open":
            owed[action["owner_id"]] = owed.get(action["owner_id"], 0) + 1
    offices = {person.id for office, person in plan.office_holders(ledger.today) if "chair" in plain(office)}
    members = [
        t.person for t in plan.tenures if t.covers(ledger.today) and t.person.id not in besides | offices
    ]
    return max(members, key=lambda person: (owed.get(person.id, 0), person.name))
