"""Services, waits, health, the NRM and other procedures on their pages, and on the child's time line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children import chronology
from holdfast.casework.referrals.models import Intervention, MechanismReferral, Provision
from holdfast.kernel import clock
from tests.casework.referrals.made import make_provision, matched, offer, refer, step
from tests.casework.referrals.test_referral_pages import fetcher
from tests.casework.town import CaseTown

pytestmark = pytest.mark.django_db


def test_a_service_enters_the_register_and_shows_its_places_and_waits(town: CaseTown) -> None:
    cora = fetcher(town, "Cora")
    page = cora.get("/referrals/services/")
    assert "not in the register yet: Harbour, Beacon and Lantern." in page.text
    listed = page.follow("Add a service").submit(name="Harbour", capacity="1", offers="One to one work")
    assert "not in the register yet: Beacon and Lantern." in listed.text
    assert "0 of 1 places taken" in listed.text
    harbour = Provision.objects.get()
    first, second = (offer(town, town.child(name), harbour) for name in ("Ash", "Briar"))
    step(town, step(town, first, "accepted"), "started")
    step(town, step(town, second, "accepted"), "waiting")
    page = cora.get("/referrals/services/")
    assert "1 of 1 places takenFull" in page.text
    assert "Waiting" in page.text
    assert "Half within 10 days, longest 10 days" in page.text
    assert "The service was full" in page.text
    one = page.follow("Harbour")
    assert second.child.reference in one.links
    changed = one.follow("Change or close this service").submit(capacity="2")
    assert "1 of 2 places taken" in changed.text


def test_a_service_is_offered_from_the_childs_page_and_followed_to_its_outcome(town: CaseTown) -> None:
    child = town.child()
    make_provision(town)
    make_provision(town, "Lantern", capacity=3)
    cora = fetcher(town, "Cora")
    page = cora.get(f"/children/{child.pk}/referrals/").follow("Offer a service")
    assert "At high: Beacon or Lantern after an event" in page.text
    assert "On the pathway at high. 0 of 3 places taken." in page.text
    lantern, harbour = Provision.objects.order_by("-name")
    refused = page.submit(level="low", provision=str(lantern.pk))
    assert any("Say why you choose it all the same" in error for error in refused.errors)
    made = refused.submit(provision=str(harbour.pk))
    assert made.heading == "Harbour"
    assert "Yes, by meog/pathway" in made.text
    wrong = made.follow("Record what became of it").submit(to="refused")
    assert any("Say why it was refused" in error for error in wrong.errors)
    done = wrong.submit(words="Not now")
    assert "Record what became of it" not in done.links
    assert "Refused" in cora.get(f"/children/{child.pk}/referrals/").text
    assert "Refused" in cora.get("/referrals/services/").text


def test_a_gap_is_counted_from_the_childs_page(town: CaseTown) -> None:
    child = town.child()
    page = fetcher(town, "Cora").get(f"/children/{child.pk}/referrals/").follow("No service takes this child")
    done = page.submit(level="high", words="A bed near her school")
    assert "no service takes a child at this level" in done.text
    assert "A bed near her school" in done.text


def test_health_is_recorded_by_those_who_work_with_the_child(town: CaseTown) -> None:
    child = town.child()
    town.works_with("health", child)
    mina = fetcher(town, "Mina")
    page = mina.get(f"/children/{child.pk}/referrals/").follow("Record a referral to health")
    on = clock.today() - timedelta(days=30)
    listed = page.submit(clinic="CAMHS", need="Sleep", referred_on=f"{on.day}/{on.month}/{on.year}")
    waiting = mina.get("/referrals/health/")
    assert child.reference in waiting.links
    ended = listed.follow("Record first seen by CAMHS").submit(
        seen_on=f"{on.day}/{on.month}/{on.year}", fit="right"
    )
    assert "no working days" in ended.text
    assert child.reference not in mina.get("/referrals/health/").links
    assert "The right service for the need: 1." in mina.get("/referrals/health/").text
    for name in ("Saul", "Stella", "Pat"):
        assert fetcher(town, name).client.get(f"/children/{child.pk}/referrals/").status_code in (403, 404)


def test_an_nrm_referral_with_its_decisions_and_clocks(town: CaseTown) -> None:
    child = town.child()
    cora = fetcher(town, "Cora")
    page = cora.get(f"/children/{child.pk}/referrals/").follow("Record an NRM referral")
    made = page.submit(
        route="central",
        first_responder="Fernshire Police",
        referred_at_date="2/4/2026",
        referred_at_time="9am",
    )
    assert "Due by the end of Monday 13 April 2026" in made.text
    assert "Good Friday" in made.text
    decided = made.follow("Record reasonable grounds").submit(decision="positive", on="14/4/2026")
    assert "Late" in decided.text
    assert "It comes no earlier than Thursday 14 May 2026" in decided.text
    early = decided.follow("Record conclusive grounds").submit(decision="positive", on="1/5/2026")
    assert any("no earlier than Thursday 14 May 2026" in error for error in early.errors)
    early.submit(words="The letter says so")
    assert MechanismReferral.objects.get().conclusive_on == date(2026, 5, 1)
    clocks = cora.get("/referrals/services/").follow("The NRM's clocks").submit(recovery_days="45")
    assert clocks.banners == ["The NRM's clocks are changed; what is still owed is counted anew."]


def test_another_procedure_is_linked_and_the_meeting_replaces_none(town: CaseTown) -> None:
    child = town.child()
    cora = fetcher(town, "Cora")
    page = cora.get(f"/children/{child.pk}/referrals/").follow("Record another procedure")
    assert "The meeting replaces no procedure" in page.text
    done = page.submit(kind="strategy", lead="Children's services", asked_on="2/4/2026")
    changed = done.follow("Strategy discussion").submit(began_on="3/4/2026", outcome="Section 47 enquiry")
    assert "Section 47 enquiry" in changed.text


def test_the_time_line_tells_all_of_it_in_one_query_each(town: CaseTown) -> None:
    child = town.child()
    matched(town, refer(town), child)
    step(town, offer(town, child, make_provision(town)), "accepted")
    events = chronology.events_of(child.pk, town.actor("Cora"))
    assert {"referral", "intervention"} <= {event.kind for event in events}
    assert [e.title for e in events if e.kind == "intervention"] == ["Harbour: accepted", "Harbour: offered"]


def test_pages_ask_as_often_for_five_as_for_one(town: CaseTown) -> None:
    cora, child = fetcher(town, "Cora"), town.child()

    def counted(row: Intervention) -> list[int]:
        found = []
        for address in (
            "/referrals/services/",
            f"/referrals/services/{row.provision_id}/",
            f"/children/{row.child_id}/referrals/",
            f"/referrals/interventions/{row.pk}/",
            f"/children/{row.child_id}/interventions/new/",
        ):
            with CaptureQueriesContext(connection) as asked:
                cora.get(address)
            found.append(len(asked))
        return found

    row = offer(town, child, make_provision(town))
    step(town, row, "accepted")
    counted(row)
    one = counted(row)
    for number in range(4):
        offer(town, child, make_provision(town, f"Beacon {number}"), reason="Nearer")
        offer(town, town.child(f"Ash {number}"), row.provision)
    assert counted(row) == one
