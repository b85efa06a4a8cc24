"""Restricted records: closed but to those whom the guardian names; nothing about them goes unnoticed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from holdfast.casework.children.models import Child, ChildEntry, EmergencyAccess, Grant, RestrictedMatch
from holdfast.casework.children.operations.emergency import (
    Sought,
    end_emergency,
    open_in_emergency,
    review_emergency,
)
from holdfast.casework.children.operations.granting import end_grant, grant_access
from holdfast.casework.children.operations.matching import close_match, note_match
from holdfast.casework.children.operations.restricting import (
    hand_over,
    lift_restriction,
    restrict_record,
    take_over,
)
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.notices.models import Notice
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.town import CaseTown, case_town
from tests.factories import grant, make_account, make_person

pytestmark = pytest.mark.django_db

WHY = "Her mother works for the council."


@pytest.fixture
def town(now: datetime) -> CaseTown:
    return case_town().with_accounts()


@pytest.fixture
def ash(town: CaseTown) -> Child:
    """Ash's record, restricted by the coordinator and guarded by Gwen."""
    child = town.child("Ash")
    town.works_with("health", child)
    restrict_record(by=town.actor("Cora"), child=child, guardian=town.people["Gwen"], reason=WHY)
    town.everything()
    return Child.objects.get(pk=child.pk)


def sees(town: CaseTown, name: str, child: Child) -> bool:
    return bool(Child.objects.visible_to(town.actor(name)).filter(pk=child.pk).exists())


def told(town: CaseTown, kind: str) -> list[tuple[str, Any]]:
    town.everything()
    rows = Notice.objects.filter(kind=kind, withdrawn_at=None).select_related("person")
    return [(row.person.name, row.subject_id) for row in rows]


def test_a_restricted_record_is_gone_for_whoever_restricted_it_and_open_to_its_guardian(
    town: CaseTown, ash: Child
) -> None:
    assert {name for name in town.people if sees(town, name, ash)} == {"Gwen"}
    assert told(town, "record-to-guard") == [("Gwen", ash.pk)]
    entry = ChildEntry.objects.get(child=ash)
    assert (entry.kind, entry.reason, entry.by) == ("restricted", WHY, town.people["Cora"])


def test_only_a_guardian_can_be_named_and_a_reason_is_asked_for(town: CaseTown) -> None:
    child = town.child("Ash")
    with pytest.raises(Refused, match="no guardian"):
        restrict_record(by=town.actor("Cora"), child=child, guardian=town.people["Mina"], reason=WHY)
    with pytest.raises(Refused, match="Say why"):
        restrict_record(by=town.actor("Cora"), child=child, guardian=town.people["Gwen"], reason="Family")
    with pytest.raises(Http404):
        restrict_record(by=town.actor("Gwen"), child=child, guardian=town.people["Gwen"], reason=WHY)
    with pytest.raises(PermissionDenied):
        restrict_record(by=town.actor("Mina"), child=child, guardian=town.people["Gwen"], reason=WHY)


def test_the_guardian_alone_names_who_sees_it_until_when_and_takes_it_back(
    town: CaseTown, ash: Child, now: datetime
) -> None:
    mina, until = town.people["Mina"], clock.today() + timedelta(days=7)
    with pytest.raises(Http404):
        grant_access(by=town.actor("Cora"), child=ash, person=mina, to_on=until, reason=WHY)
    made = grant_access(by=town.actor("Gwen"), child=ash, person=mina, to_on=until, reason=WHY)
    assert sees(town, "Mina", ash)
    assert not sees(town, "Cora", ash)
    end_grant(by=town.actor("Gwen"), grant=made)
    assert not sees(town, "Mina", ash)


def test_a_grant_ends_with_its_last_day(town: CaseTown, ash: Child, now: datetime) -> None:
    town.everything()
    yesterday = clock.today() - timedelta(days=1)
    Grant.objects.create(
        partnership=town.partnership, child=ash, person=town.people["Mina"], reason=WHY,
        from_on=yesterday, to_on=yesterday,
    )  # fmt: skip
    assert not sees(town, "Mina", ash)


@pytest.mark.parametrize(
    ("name", "days", "why"),
    [
        ("Stella", 7, "no part in casework"),
        ("Mina", -1, "passed already"),
        ("Mina", 400, "a year at most"),
        ("Gwen", 7, "sees it already"),
    ],
)
def test_a_grant_that_makes_no_sense_is_refused(
    town: CaseTown, ash: Child, name: str, days: int, why: str
) -> None:
    until = clock.today() + timedelta(days=days)
    with pytest.raises(Refused, match=why):
        grant_access(by=town.actor("Gwen"), child=ash, person=town.people[name], to_on=until, reason=WHY)


def test_a_grant_also_opens_an_unrestricted_record_to_a_member_whose_agency_does_not_work_there(
    town: CaseTown,
) -> None:
    child, until = town.child("Briar"), clock.today()
    grant_access(by=town.actor("Cora"), child=child, person=town.people["Vic"], to_on=until, reason=WHY)
    assert sees(town, "Vic", child)


def test_lifting_ends_every_grant_and_only_the_guardian_lifts(town: CaseTown, ash: Child) -> None:
    with pytest.raises(Http404):
        lift_restriction(by=town.actor("Cora"), child=ash, reason=WHY)
    lift_restriction(by=town.actor("Gwen"), child=ash, reason=WHY)
    assert {name for name in ("Cora", "Mina", "Gwen") if sees(town, name, ash)} == {"Cora", "Mina"}
    town.everything()
    assert not Grant.objects.filter(ended_at=None).exists()


def another_guardian(town: CaseTown, name: str) -> None:
    town.everything()
    town.people[name] = make_person(town.partnership, name, town.agencies["health"])
    make_account(town.people[name])
    grant(town.people[name], Role.GUARDIAN)


def test_a_record_passes_to_another_guardian_with_the_reviews_that_are_owed(
    town: CaseTown, ash: Child
) -> None:
    another_guardian(town, "Greg")
    access = opened(town, ash)
    hand_over(by=town.actor("Gwen"), child=ash, to=town.people["Greg"], reason=WHY)
    assert (sees(town, "Gwen", ash), sees(town, "Greg", ash)) == (False, True)
    town.everything()
    owed = Obligation.objects.filter(cause_id=access.pk, ended_at=None)
    assert [row.owner_person.name for row in owed] == ["Greg"]
    assert drift_of(town.group) == []


def test_a_record_whose_guardian_has_left_is_taken_over_and_no_other(town: CaseTown, ash: Child) -> None:
    another_guardian(town, "Greg")
    with pytest.raises(Http404):
        take_over(by=town.actor("Greg"), child_id=ash.pk, reason=WHY)
    town.everything()
    town.people["Gwen"].left_on = clock.today()
    town.people["Gwen"].save()
    take_over(by=town.actor("Greg"), child_id=ash.pk, reason=WHY)
    assert sees(town, "Greg", ash)


def test_a_search_that_meets_it_tells_the_guardian_alone_and_once(town: CaseTown, ash: Child) -> None:
    open_one = town.child("Ashe")
    for _ in range(2):
        note_match([ash.pk, open_one.pk], by=town.actor("Cora"))
    assert RestrictedMatch.objects.count() == 0
    town.actor("Mina")
    assert RestrictedMatch.objects.count() == 0
    town.everything()
    match = RestrictedMatch.objects.get()
    assert told(town, "restricted-match") == [("Gwen", match.pk)]
    town.actor("Gwen")
    assert RestrictedMatch.objects.get().searched_by == town.people["Cora"]
    close_match(by=town.actor("Gwen"), match=match, note="Rang Cora.")
    assert told(town, "restricted-match") == []


def test_whoever_was_named_for_the_record_does_not_learn_who_searches(town: CaseTown, ash: Child) -> None:
    until = clock.today()
    grant_access(by=town.actor("Gwen"), child=ash, person=town.people["Mina"], to_on=until, reason=WHY)
    note_match([ash.pk], by=town.actor("Cora"))
    town.actor("Mina")
    assert not RestrictedMatch.objects.exists()


def test_the_guardian_s_own_search_alerts_nobody(town: CaseTown, ash: Child) -> None:
    note_match([ash.pk], by=town.actor("Gwen"))
    assert told(town, "restricted-match") == []


def opened(town: CaseTown, child: Child, name: str = "Cora", **sought: Any) -> EmergencyAccess:
    found = open_in_emergency(
        by=town.actor(name), sought=Sought(**(sought or {"reference": child.reference})), hours=4,
        reason="He is at the custody desk now.",
    )  # fmt: skip
    assert found is not None
    return found


def test_an_emergency_opens_it_for_hours_and_its_guardian_is_told_at_once(
    town: CaseTown, ash: Child, now: datetime
) -> None:
    access = opened(town, ash)
    assert access.until_at == now + timedelta(hours=4)
    assert sees(town, "Cora", ash)
    assert told(town, "emergency-access") == [("Gwen", access.pk)]
    assert Notice.objects.get(kind="emergency-access").urgency == "at once"
    entry = TrailEntry.objects.get(verb="opened in an emergency")
    assert (entry.subject_id, entry.person_id) == (ash.pk, town.people["Cora"].pk)
    over = {"began_at": now - timedelta(hours=5), "until_at": now - timedelta(hours=1)}
    EmergencyAccess.objects.filter(pk=access.pk).update(**over)
    assert not sees(town, "Cora", ash)


def test_a_member_opens_it_by_the_whole_name_and_birth_date(town: CaseTown, ash: Child) -> None:
    opened(town, ash, "Vic", given_names="ash", family_name="ASHDOWN", birth_on=ash.birth_on)
    assert sees(town, "Vic", ash)


def test_what_is_not_found_opens_nothing_says_nothing_and_stands_in_the_trail(
    town: CaseTown, ash: Child
) -> None:
    open_one = town.child("Briar")
    for reference in ("ZZZZZ", open_one.reference, "QQQQQ", "YYYYY", "XXXXX"):
        sought = Sought(reference=reference)
        assert open_in_emergency(by=town.actor("Vic"), sought=sought, hours=1, reason=WHY) is None
    with pytest.raises(Refused, match="tried 5 times"):
        opened(town, ash, "Vic")
    town.everything()
    assert TrailEntry.objects.filter(verb="tried to open a restricted record").count() == 5


def test_only_those_who_work_with_cases_open_a_record_in_an_emergency(town: CaseTown, ash: Child) -> None:
    for name in ("Stella", "Ines", "Pat", "Gwen"):
        with pytest.raises(PermissionDenied):
            opened(town, ash, name)


def test_a_conflict_of_interest_is_not_overcome_by_an_emergency(town: CaseTown, ash: Child) -> None:
    town.everything()
    ash.conflicts.create(
        partnership=town.partnership, person=town.people["Chidi"], reason="A niece.", declared_at=clock.now()
    )
    sought = Sought(reference=ash.reference)
    assert open_in_emergency(by=town.actor("Chidi"), sought=sought, hours=1, reason=WHY) is None


def test_its_review_is_owed_by_the_guardian_by_the_next_working_day_and_met_by_reviewing(
    town: CaseTown, ash: Child
) -> None:
    access = opened(town, ash)
    town.everything()
    owed = Obligation.objects.get(cause_id=access.pk)
    assert owed.owner_person == town.people["Gwen"]
    assert owed.says == "Review an emergency access to a restricted record"
    with pytest.raises(PermissionDenied):
        review_emergency(by=town.actor("Cora"), access=access, was_justified=True, review=WHY)
    with pytest.raises(Refused, match="what the review found"):
        review_emergency(by=town.actor("Gwen"), access=access, was_justified=True, review="")
    review_emergency(by=town.actor("Gwen"), access=access, was_justified=False, review="No emergency at all.")
    with pytest.raises(Refused, match="reviewed already"):
        review_emergency(by=town.actor("Gwen"), access=access, was_justified=True, review=WHY)
    town.everything()
    owed.refresh_from_db()
    assert owed.met_at is not None
    assert drift_of(town.group) == []


def test_nobody_reviews_their_own_not_even_as_the_new_guardian(town: CaseTown, ash: Child) -> None:
    town.everything()
    grant(town.people["Cora"], Role.GUARDIAN)
    access = opened(town, ash)
    with pytest.raises(Refused, match="somebody else has to review"):
        hand_over(by=town.actor("Gwen"), child=ash, to=town.people["Cora"], reason=WHY)
    with pytest.raises(Refused, match="waits for its review"):
        lift_restriction(by=town.actor("Gwen"), child=ash, reason=WHY)
    assert access.reviewed_at is None


def test_whoever_opened_it_closes_it_early_and_so_can_the_guardian(town: CaseTown, ash: Child) -> None:
    for closer in ("Cora", "Gwen"):
        access = opened(town, ash)
        with clock.fixed_at(access.began_at - timedelta(hours=1)):
            end_emergency(by=town.actor(closer), access=access)
        town.everything()
        access.refresh_from_db()
        assert access.until_at == access.began_at + timedelta(seconds=1)
        EmergencyAccess.objects.filter(pk=access.pk).update(
            began_at=access.began_at - timedelta(hours=1), until_at=access.began_at
        )
