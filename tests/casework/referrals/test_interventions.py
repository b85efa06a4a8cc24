"""Services by the pathway, their places, and each course from offer to outcome; gaps are counted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from holdfast.casework.referrals import operations
from holdfast.casework.referrals.models import Gap, Intervention, InterventionStep
from holdfast.casework.referrals.queries import open_interventions
from holdfast.casework.referrals.queries.provisions import provision_rows
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from tests.casework.referrals.made import make_provision, offer, step
from tests.casework.town import CHARTER, CaseTown, case_town

pytestmark = pytest.mark.django_db


def test_a_child_at_medium_is_offered_harbour_by_the_clause_and_goes_through_with_it(town: CaseTown) -> None:
    row = offer(town, town.child(), make_provision(town))
    assert (row.clause, row.is_outside_pathway) == ("meog/pathway", False)
    for to, words in (("accepted", ""), ("started", ""), ("ended", "Goals met"), ("outcome", "Safer")):
        step(town, row, to, words=words)
    assert (row.state, row.started_on, row.ended_on) == ("outcome", clock.today(), clock.today())
    course = [(one.state, one.words) for one in InterventionStep.objects.filter(intervention=row)]
    assert course == [
        ("offered", ""),
        ("accepted", ""),
        ("started", ""),
        ("ended", "Goals met"),
        ("outcome", "Safer"),
    ]
    with pytest.raises(Refused, match="nothing follows"):
        step(town, row, "started")


def test_another_choice_than_the_pathways_needs_a_reason(town: CaseTown) -> None:
    child, lantern = town.child(), make_provision(town, "Lantern")
    with pytest.raises(Refused, match="Say why you choose it all the same"):
        offer(town, child, lantern, level="high")
    row = offer(town, child, lantern, level="high", reason="She knows the worker")
    assert (row.is_outside_pathway, row.reason) == (True, "She knows the worker")
    after = offer(town, town.child("Sam"), lantern, level="high", circumstances=["after an event"])
    assert not after.is_outside_pathway


def test_terms_that_allow_no_other_choice_refuse_it() -> None:
    town = case_town(charter=CHARTER.replace("others_with_reason = true", "others_with_reason = false"))
    with pytest.raises(Refused, match="They allow no other choice"):
        offer(town, town.child(), make_provision(town, "Elsewhere"), reason="He asked for it")


def test_a_service_is_known_by_what_the_pathway_calls_it_too(town: CaseTown) -> None:
    row = offer(town, town.child(), make_provision(town, "Harbour Street Project", pathway_name="Harbour"))
    assert not row.is_outside_pathway


def test_a_full_service_has_a_waiting_list_and_each_wait_is_a_gap(town: CaseTown) -> None:
    harbour = make_provision(town, capacity=1)
    first, second = (offer(town, town.child(name), harbour) for name in ("Ash", "Briar"))
    step(town, step(town, first, "accepted"), "started")
    step(town, second, "accepted")
    with pytest.raises(Refused, match="All 1 places at Harbour are taken"):
        step(town, second, "started")
    step(town, second, "waiting")
    assert [(gap.kind, gap.intervention_id) for gap in Gap.objects.all()] == [("full", second.pk)]
    step(town, first, "ended", words="Goals met")
    step(town, second, "started")
    assert open_interventions([first.child_id, second.child_id]) == {second.child_id: [second]}


def test_a_restricted_child_is_in_no_count_of_places(town: CaseTown) -> None:
    harbour = make_provision(town, capacity=1)
    hidden, other = (offer(town, town.child(name), harbour) for name in ("Ash", "Briar"))
    step(town, step(town, hidden, "accepted"), "started")
    town.everything()
    hidden.child.is_restricted, hidden.child.guardian = True, town.people["Gwen"]
    hidden.child.save()
    town.actor("Cora")
    [row] = provision_rows()
    assert (row.started, row.offered) == (0, 1)
    assert step(town, step(town, other, "accepted"), "started").state == "started"


def test_a_refusal_and_a_missing_service_are_counted_with_why(town: CaseTown) -> None:
    child = town.child()
    row = offer(town, child, make_provision(town))
    with pytest.raises(Refused, match="Say why it was refused"):
        step(town, row, "refused")
    step(town, row, "refused", words="Mother said no")
    operations.record_none_eligible(
        by=town.actor("Cora"), child=child, group=town.group, level="none", words="Trauma therapy at 10",
        on=clock.today(),
    )  # fmt: skip
    assert {(gap.kind, gap.words) for gap in Gap.objects.all()} == {
        ("refused", "Mother said no"),
        ("none-eligible", "Trauma therapy at 10"),
    }


def test_days_go_forward_and_nothing_is_dated_ahead(town: CaseTown) -> None:
    row = offer(town, town.child(), make_provision(town))
    for day in (row.offered_on - timedelta(days=1), clock.today() + timedelta(days=1)):
        with pytest.raises(Refused):
            step(town, row, "accepted", on=day)
    with pytest.raises(IntegrityError), transaction.atomic():
        Intervention.objects.filter(pk=row.pk).update(since_on=row.offered_on - timedelta(days=1))


def test_the_same_service_is_not_offered_twice_at_once_nor_when_it_has_closed(town: CaseTown) -> None:
    child, harbour = town.child(), make_provision(town)
    offer(town, child, harbour)
    with pytest.raises(Refused, match="offered already"):
        offer(town, child, harbour)
    closed = make_provision(town, "Beacon", closed_on=clock.today() - timedelta(days=30))
    with pytest.raises(Refused, match="Beacon is closed"):
        offer(town, child, closed)


def test_only_keepers_offer_and_keep_services_and_names_are_once(town: CaseTown) -> None:
    harbour = make_provision(town)
    with pytest.raises(Refused, match="of that name already"):
        make_provision(town, "HARBOUR")
    changed = operations.keep_provision(by=town.actor("Cora"), provision=harbour, name="Harbour", capacity=4)
    assert (changed.capacity, changed.version) == (4, 1)
    with pytest.raises(PermissionDenied):
        operations.keep_provision(by=town.actor("Mina"), name="Mine")
    with pytest.raises(PermissionDenied):
        operations.offer_intervention(
            by=town.actor("Mina"), child=town.child(), group=town.group, provision=harbour, level="low",
            on=clock.today(),
        )  # fmt: skip
