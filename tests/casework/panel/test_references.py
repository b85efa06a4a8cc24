"""Who reads a child's reference in what the meeting leaves behind, and who reads a number."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from holdfast.casework.panel.operations.acting import give_action
from holdfast.casework.panel.operations.discussing import begin_discussion
from holdfast.governance.actions.models import Action
from holdfast.governance.actions.operations import reword_action
from holdfast.governance.minutes.models import Minutes
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.permissions import Role
from tests.access.references import read_pdf
from tests.casework.panel.weekly import Weekly, at
from tests.factories import grant, make_account, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(week: Weekly) -> Weekly:
    """Robin and Ash discussed; health is to ring Ash's mother."""
    week.issued("Robin", "Ash").opened()
    with clock.fixed_at(at(14, 5)):
        for given in ("Robin", "Ash"):
            begin_discussion(by=week.cora, listing=week.listing(given))
        give_action(
            by=week.cora, listing=week.listing("Ash"), text="Ring Ash's mother",
            agency=week.town.agencies["health"], due_on=date(2026, 3, 9),
        )  # fmt: skip
    return week.closed(at(16))


def _reader(week: Weekly, name: str, role: Role) -> Client:
    week.town.everything()
    person = make_person(week.town.partnership, name, week.town.agencies["health"])
    grant(person, role)
    client = Client()
    client.force_login(make_account(person))
    return client


def _codes(week: Weekly) -> list[str]:
    return [week.children[given].reference for given in ("Robin", "Ash")]


def test_an_auditor_reads_children_by_number_in_minutes_and_in_their_pdf(held: Weekly) -> None:
    auditor = _reader(held, "Otto Auditor", Role.AUDITOR)
    minutes = Minutes.objects.get(meeting=held.meeting)
    address = f"/meetings/{minutes.meeting_id}/minutes/"
    page = auditor.get(address).content.decode()
    paper = read_pdf(auditor.get(f"{address}file.pdf").content).decode()
    for said in (page, paper):
        assert "Child 1" in said
        assert "Child 2" in said
        assert not [code for code in _codes(held) if code in said]


def test_an_agency_lead_reads_a_number_in_the_agencys_action_and_cannot_write_over_it(held: Weekly) -> None:
    lead = _reader(held, "Lena Lead", Role.AGENCY_LEAD)
    action = Action.objects.get()
    assert action.text == f"Ring {held.children['Ash'].reference}'s mother"
    assert "Ring child 1’s mother" in lead.get(f"/actions/{action.pk}/").content.decode().replace(
        "&#39;", "’"
    )
    manager = make_person(held.town.partnership, "Max Manager", held.town.agencies["health"])
    grant(manager, Role.BUSINESS_MANAGER)
    with pytest.raises(Refused, match="may see the child"):
        reword_action(by=actor_for(manager), action=action, text="Ring child 1’s mother soon")


def test_a_member_reads_the_references_of_the_groups_own_meetings_after_feedback_has_closed(
    held: Weekly,
) -> None:
    held.town.everything()
    held.case_list.__class__.objects.update(feedback_closed_at=at(17))
    mina = Client()
    mina.force_login(held.town.people["Mina"].account)
    page = mina.get(f"/meetings/{held.meeting.pk}/minutes/").content.decode()
    assert [code for code in _codes(held) if code not in page] == []
