"""The ledger follows the facts: raised, met, corrected, void, with history; never late because of a sweep."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation, ObligationEntry
from holdfast.obligations.ledger.operations import (
    lift_waiver,
    settle,
    state_done,
    take_back_statement,
    waive,
)
from holdfast.obligations.ledger.promises import Party
from holdfast.obligations.ledger.states import State, state_expression
from holdfast.obligations.ledger.sweeping import sweep
from holdfast.stewardship.access.actor import Standing
from holdfast.stewardship.access.permissions import Role
from tests.factories import give_office, make_actor, make_group, make_partnership, make_person
from tests.groups.world import Fernshire, charter
from tests.obligations.ledger.invented import NOW, SAID, Facts, Promised, later


def settled(facts: Facts, one: Promised, **extra: Any) -> Obligation:
    """The row after settling."""
    settle("invented", [one.id], group=facts.group, by=None, **extra)
    return row_of(one)


def row_of(one: Promised) -> Obligation:
    row: Obligation = Obligation.objects.get(cause_id=one.id)
    return row


def history(row: Obligation) -> list[str]:
    return list(row.entries.order_by("recorded_at", "at").values_list("kind", flat=True))


def test_two_working_days_end_at_the_last_second_of_the_second(facts: Facts) -> None:
    row = settled(facts, facts.add(began_at=datetime(2026, 4, 2, 15, tzinfo=UTC)), until=later(days=60))
    assert row.due_at == datetime(2026, 4, 8, 22, 59, 59, tzinfo=UTC)  # over Easter, in summer time
    assert "Good Friday" in row.counted
    assert history(row) == ["raised"]


def test_settling_again_changes_nothing(facts: Facts) -> None:
    one = facts.add()
    settled(facts, one)
    row = settled(facts, one)
    assert (Obligation.objects.count(), history(row)) == (1, ["raised"])


def test_lateness_follows_from_the_times_and_not_from_when_anybody_looked(facts: Facts) -> None:
    one = facts.add()
    due = settled(facts, one).due_at
    assert due is not None
    with clock.fixed_at(later(days=400)):
        row = settled(facts, facts.change(one, kept_at=due))
        assert row.state(clock.now()) is State.MET
        row = settled(facts, facts.change(one, kept_at=due + timedelta(seconds=1)))
        assert row.state(clock.now()) is State.MET_LATE
    assert history(row) == ["raised", "met", "changed"]
    assert [proof.words for proof in row.evidence.all()] == ["the fact"]


def test_a_correction_that_undoes_the_deed_makes_it_owed_again(facts: Facts) -> None:
    one = facts.add(kept_at=later(hours=1))
    settled(facts, one)
    row = settled(facts, facts.change(one, kept_at=None))
    assert (row.met_at, row.ended_at, row.evidence.count()) == (None, None, 0)
    assert history(row) == ["raised", "met", "unmet"]


def test_a_cause_that_is_undone_makes_it_void_and_one_that_returns_revives_the_same_row(facts: Facts) -> None:
    one = facts.add()
    first = settled(facts, one)
    del facts.rows[one.id]
    void = settled(facts, one, why="the meeting was cancelled")
    assert (void.state(NOW), void.void_reason) == (State.VOID, "the meeting was cancelled")
    facts.rows[one.id] = one
    again = settled(facts, one)
    assert (again.pk, again.state(NOW)) == (first.pk, State.OPEN)
    assert history(again) == ["raised", "voided", "revived"]


def test_a_corrected_start_moves_the_due_time_and_says_what_it_was(facts: Facts) -> None:
    one = facts.add()
    before = settled(facts, one).due_at
    row = settled(facts, facts.change(one, began_at=NOW - timedelta(days=7)))
    entry = row.entries.get(kind="changed")
    assert entry.before["due_at"] == before.isoformat() if before else False
    assert row.state(NOW) is State.MISSED


def test_it_cannot_fall_due_before_it_began(facts: Facts, place: Fernshire) -> None:
    one = facts.add()
    row = settled(facts, one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.filter(pk=row.pk).update(due_at=row.began_at - timedelta(seconds=1))


def test_a_due_time_past_the_published_bank_holidays_says_that_it_is_a_forecast(facts: Facts) -> None:
    row = settled(facts, facts.add(days=480), until=NOW)
    assert row.is_forecast
    assert "forecast" in row.counted


@pytest.mark.parametrize(
    ("due", "met", "waived", "voided"),
    [
        (due, met, waived, voided)
        for due in (None, -1, 0, 1)
        for met in (None, -2, 0, 1)
        for waived in (None, -1)
        for voided in (None, -1)
    ],
)
def test_the_database_and_the_product_agree_on_every_state(
    facts: Facts, due: int | None, met: int | None, waived: int | None, voided: int | None, place: Fernshire
) -> None:
    def at(hours: int | None) -> datetime | None:
        return None if hours is None else later(hours=hours)

    row = settled(facts, facts.add(began_at=later(days=-3), days=None))
    times = {"due_at": at(due), "met_at": at(met), "waived_at": at(waived), "voided_at": at(voided)}
    said = {"waived_by": place.grace, "waiver_reason": "x"} if waived else {}
    void = {"void_reason": "x"} if voided else {}
    ended = next((at(one) for one in (voided, met, waived) if one is not None), None)
    Obligation.objects.filter(pk=row.pk).update(**times, **said, **void, ended_at=ended)
    row.refresh_from_db()
    stored = Obligation.objects.annotate(now_is=state_expression(NOW)).get(pk=row.pk).now_is
    assert stored == row.state(NOW).value


def test_a_waiver_needs_a_reason_and_the_chair(facts: Facts, place: Fernshire) -> None:
    chair = make_actor(place.grace, Standing(Role.CHAIR, place.group.pk))
    row = settled(facts, facts.add())
    with pytest.raises(PermissionDenied):
        waive(row.pk, by=place.member(place.paul), reason="no need")
    with pytest.raises(Refused, match="Say why"):
        waive(row.pk, by=chair, reason="  ")
    waive(row.pk, by=chair, reason="The school was told on the day.")
    row.refresh_from_db()
    assert row.state(NOW) is State.WAIVED
    with pytest.raises(Refused, match="it is waived"):
        waive(row.pk, by=chair, reason="again")
    lift_waiver(row.pk, by=chair, reason="It was another school.")
    row.refresh_from_db()
    assert (row.state(NOW), row.ended_at) == (State.OPEN, None)


def test_a_waiver_outlives_a_correction(facts: Facts, place: Fernshire) -> None:
    one = facts.add()
    row = settled(facts, one)
    waive(row.pk, by=make_actor(place.grace, Role.CHAIR), reason="Not needed.")
    row = settled(facts, facts.change(one, began_at=later(days=-9)))
    assert row.state(NOW) is State.WAIVED
    assert drift_of(facts.group) == []


def test_what_an_office_owes_follows_whoever_holds_it(facts: Facts, place: Fernshire) -> None:
    row = settled(facts, facts.add(kind=SAID, owner=Party(office="vice-chair")))
    with pytest.raises(PermissionDenied):
        state_done(row.pk, by=place.member(place.paul), words="I rang them.")
    give_office(place.paul, place.group, "Vice chair")
    state_done(row.pk, by=place.member(place.paul), words="I rang them.")
    row.refresh_from_db()
    assert (row.state(NOW), row.stated_by) == (State.MET, place.paul)
    assert [proof.words for proof in row.evidence.all()] == ["a statement"]
    with pytest.raises(Refused, match="said so already"):
        state_done(row.pk, by=place.member(place.paul), words="Again.")
    take_back_statement(row.pk, by=place.member(place.paul), reason="It was the wrong school.")
    row.refresh_from_db()
    assert (row.state(NOW), row.statement, row.evidence.count()) == (State.OPEN, "", 0)


def test_what_the_product_knows_itself_cannot_be_met_by_saying_so(facts: Facts, place: Fernshire) -> None:
    row = settled(facts, facts.add(owner=Party(person_id=place.paul.pk)))
    with pytest.raises(Refused, match="by doing it here"):
        state_done(row.pk, by=place.member(place.paul), words="Done.")
    with pytest.raises(Refused, match="by doing it here"):
        state_done(row.pk, by=place.manager, words="")


def test_somebody_with_no_business_in_the_group_sees_no_row(facts: Facts, place: Fernshire) -> None:
    row = settled(facts, facts.add())
    stranger = make_actor(place.person("Sam"), Standing(Role.CHAIR, make_group(place.partnership, "MET").pk))
    with pytest.raises(Http404):
        waive(row.pk, by=stranger, reason="x")
    assert not Obligation.objects.visible_to(stranger).exists()
    owed = settled(facts, facts.add(owed_to=Party(person_id=stranger.person_id)))
    assert list(Obligation.objects.visible_to(stranger)) == [owed]


def test_another_partnership_has_no_such_row(facts: Facts, place: Fernshire) -> None:
    settled(facts, facts.add())
    zebra = make_partnership("Zebra")
    manager = make_actor(make_person(zebra), Role.BUSINESS_MANAGER)
    assert not Obligation.objects.exists()
    assert not Obligation.objects.visible_to(manager).exists()


CLOCK = """
[[clause]]
id = "harbour/{id}"
says = "The school is told within {within}."

[clause.clock]
what = "telling the school"
within = "{within}"
after = "it was asked for"
"""


def adopt(place: Fernshire, version: str, within: str, from_on: date, clause: str = "tell") -> None:
    place.adopt(charter(version, more=CLOCK.format(id=clause, within=within)), from_on)


@pytest.mark.parametrize(
    ("kept_on", "clause", "expected"),
    [
        (None, "tell", (date(2026, 3, 10), "2")),
        (None, "other", None),
        (date(2026, 3, 4), "tell", (date(2026, 3, 5), "1")),
        (date(2026, 3, 4), "other", (date(2026, 3, 5), "1")),
        (date(2026, 3, 9), "tell", (date(2026, 3, 10), "2")),
    ],
)
def test_new_terms_take_over_what_is_still_open(
    facts: Facts, place: Fernshire, kept_on: date | None, clause: str, expected: tuple[date, str] | None
) -> None:
    adopt(place, "1", "2 working days", date(2025, 1, 1))
    kept_at = datetime.combine(kept_on, NOW.timetz()) if kept_on else None
    one = facts.add(clause="harbour/tell", kept_at=kept_at)
    settled(facts, one)
    with clock.fixed_at(later(days=2)):
        adopt(place, "2", "5 working days", date(2026, 3, 5), clause)
    row = row_of(one)
    if expected is None:
        assert row.state(NOW) is State.VOID
        return
    due, version = expected
    assert row.due_at is not None
    assert row.terms is not None
    assert (row.due_at.astimezone(clock.LONDON).date(), row.terms.version) == (due, version)
    assert row.entries.filter(kind=ObligationEntry.Kind.CARRIED).exists() == (version == "2")


def test_terms_of_a_coming_day_take_nothing_over_before_that_day(facts: Facts, place: Fernshire) -> None:
    adopt(place, "1", "2 working days", date(2025, 1, 1))
    row = settled(facts, facts.add(clause="harbour/tell"))
    adopt(place, "2", "5 working days", date(2026, 3, 5))
    assert drift_of(facts.group) == []
    with clock.fixed_at(later(days=1)):
        sweep()
        row.refresh_from_db()
        assert row.due_at == datetime(2026, 3, 5, 23, 59, 59, tzinfo=UTC)
    with clock.fixed_at(later(days=2)):
        sweep()
        row.refresh_from_db()
        assert row.due_at == datetime(2026, 3, 10, 23, 59, 59, tzinfo=UTC)
        assert drift_of(facts.group) == []
        assert row.entries.filter(kind="carried").count() == 1
        sweep()
    assert row.entries.filter(kind="carried").count() == 1


def test_the_drift_report_finds_what_no_operation_settled_and_changes_nothing(facts: Facts) -> None:
    settled(facts, facts.add())
    gone, changed = facts.add(), facts.add()
    settled(facts, gone), settled(facts, changed)
    del facts.rows[gone.id]
    facts.change(changed, kept_at=later(hours=1))
    facts.add()
    whats = sorted(one.what for one in drift_of(facts.group))
    assert whats[0].startswith("it is owed in the ledger")
    assert whats[1].startswith("it should be owed, and is not")
    assert [what for what in whats[2:] if "evidence" not in what] == [
        f"met_at is None, by the facts {later(hours=1)}"
    ]
    assert Obligation.objects.count() == 3


def test_settling_costs_the_same_number_of_queries_for_one_and_for_twenty(facts: Facts) -> None:
    counts = []
    for number in (1, 20):
        ids = [facts.add(kept_at=later(hours=1)).id for _ in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as caught:
            settle("invented", ids, group=facts.group, by=None)
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert counts[0] <= 9
