"""Those who have to do with children: coordinator, interviewers, practitioners, the guardian of records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta

from holdfast.demo.world.cast import Cast
from holdfast.demo.world.ledger import Ledger, Someone, at
from holdfast.demo.world.seating import GroupPlan

COORDINATOR_SEAT = "missing-and-exploitation-coordinator"


@dataclass(frozen=True)
class CaseStaff:
    """People around children besides the members of the group."""

    coordinator: Someone
    interviewers: tuple[Someone, ...]
    practitioners: tuple[Someone, ...]
    guardian: Someone


def appoint_case_staff(ledger: Ledger, cast: Cast, plan: GroupPlan) -> CaseStaff:
    """Draw them, each with the role that shows children; the coordinator holds the charter's seat."""
    agency = cast.agencies
    seated = (
        tenure.person for tenure in plan.tenures if _coordinates(tenure.seat) and tenure.covers(ledger.today)
    )
    coordinator = next(seated, None) or cast.person(agency["childrens-social-care"], "Coordinator")
    titles = ("Social worker", "Social worker", "Team manager, adolescents")
    workers = [cast.person(agency["childrens-social-care"], title) for title in titles]
    workers.append(cast.person(agency["pupil-entitlement"], "Designated safeguarding lead"))
    workers.append(cast.person(agency["health"], "School nurse"))
    workers.append(cast.person(agency["youth-offending-service"], "Youth offending worker"))
    staff = CaseStaff(
        coordinator,
        tuple(cast.person(agency["missing-people"], "Return interviewer") for _ in range(2)),
        tuple(workers),
        cast.person(agency["childrens-social-care"], "Head of safeguarding"),
    )
    _grant(ledger, staff)
    return staff


def _coordinates(seat: str) -> bool:
    return seat == COORDINATOR_SEAT


def _grant(ledger: Ledger, staff: CaseStaff) -> None:
    given = [(staff.coordinator, "coordinator"), (staff.guardian, "guardian")]
    given += [(person, "interview-provider") for person in staff.interviewers]
    given += [(person, "practitioner") for person in staff.practitioners]
    granted_at = at(ledger.today - timedelta(days=720), time(9, 10))
    for person, role in given:
        ledger.add(
            "stewardship.RoleGrant",
            person_id=person.id, role=role, group_id=None, granted_at=granted_at, granted_by_id=None,
        )  # fmt: skip
