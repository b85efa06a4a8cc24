"""One digest a person and working day, whatever the clock does; what cannot wait is told at once, once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from holdfast.kernel import clock
from holdfast.obligations.notices.jobs import look_in
from holdfast.obligations.notices.models import Digest, Message, Notice, Urgency
from holdfast.obligations.notices.operations import choose_notices, notify, withdraw_notices
from holdfast.obligations.notices.rules import digest_day, held_until
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.tenancy.models import Person
from tests.obligations.notices.town import Town, london

pytestmark = pytest.mark.django_db
FRIDAY, MONDAY = london(6, 7, 30), london(9, 7, 30)


def look(town: Town, now: datetime) -> None:
    """What the job does each minute, without the job's sending."""
    with clock.fixed_at(now):
        look_in(town.id)
    set_need_to_know(town.id)


def raise_(
    town: Town, person: Person, now: datetime, due_at: datetime | None, kind: str = "test-minutes"
) -> None:
    set_need_to_know(town.id)
    with clock.fixed_at(now):
        notify(person=person, kind=kind, subject_id=uuid4(), due_at=due_at, urgency=Urgency.AT_ONCE)


def test_friday_s_digest_holds_the_weekend_and_monday_s_the_rest(town: Town) -> None:
    weekend = (london(5), london(6, 17), london(7, 12), london(8, 23), london(9, 7))
    town.owes(town.amina, *weekend, london(9, 9))
    look(town, FRIDAY - timedelta(seconds=1))
    assert [m.counts for m in town.messages()] == [[["test-minutes", 1, 0, 0, 0]]]
    look(town, FRIDAY)
    friday = town.messages(made_at=FRIDAY)
    assert [(m.person, m.counts) for m in friday] == [(town.amina, [["test-minutes", 1, 1, 3, 0]])]
    look(town, MONDAY)
    assert [m.counts for m in town.messages(made_at=MONDAY)] == [[["test-minutes", 5, 1, 0, 0]]]


def test_a_digest_that_was_not_made_in_its_morning_is_made_when_somebody_works_again(town: Town) -> None:
    town.owes(town.amina, london(7, 12))
    look(town, london(6, 19))
    assert len(town.messages()) == 1
    look(town, london(7, 3))
    assert len(town.messages()) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    jumps=st.lists(st.sampled_from([60, 3600, -3600, 7200, 86_400, -86_400, 259_200]), max_size=12),
    data=st.data(),
)
def test_however_the_clock_jumps_nobody_gets_two_digests_of_a_day_and_every_one_seen_is_made(
    town: Town, jumps: list[int], data: st.DataObject
) -> None:
    """Across both changes of the clocks, too."""
    set_need_to_know(town.id)
    before = set(Digest.objects.values_list("day", flat=True))
    town.owes(town.amina, london(1, year=2024))
    now = data.draw(st.sampled_from([london(27, 8), london(29, 1, 30), london(23, 6, month=10, year=2025)]))
    seen = set()
    for jump in (0, *jumps):
        now += timedelta(seconds=jump)
        look(town, now)
        seen.add(digest_day(now))
    made = list(
        Message.objects.filter(person=town.amina, digest__isnull=False).values_list("digest__day", flat=True)
    )
    assert sorted(made) == sorted(before | seen)


def test_what_is_due_before_the_next_digest_and_raised_after_this_one_is_told_at_once(town: Town) -> None:
    look(town, FRIDAY)
    raise_(town, town.amina, london(6, 10), london(6, 17))
    raise_(town, town.amina, london(6, 10), london(6, 18))
    raise_(town, town.jo, london(6, 10), london(6, 18), kind="test-person")
    look(town, london(6, 10, 1))
    told = {m.person: m for m in town.messages()}
    assert told[town.amina].counts == [["test-minutes", 0, 2, 0, 0]]
    assert told[town.amina].subject_id is None
    assert told[town.jo].subject_id is not None
    look(town, london(6, 10, 2))
    assert len(town.messages()) == 2


def test_the_same_thing_raised_twice_is_told_once_and_one_that_was_done_is_not_told(town: Town) -> None:
    look(town, FRIDAY)
    one, other = uuid4(), uuid4()
    with clock.fixed_at(london(6, 10)):
        for subject in (one, one, other):
            notify(
                person=town.amina,
                kind="test-minutes",
                subject_id=subject,
                due_at=london(6, 17),
                urgency=Urgency.AT_ONCE,
            )
        withdraw_notices(kind="test-minutes", subject_id=other)
    look(town, london(6, 10, 1))
    with clock.fixed_at(london(6, 11)):
        notify(
            person=town.amina,
            kind="test-minutes",
            subject_id=one,
            due_at=london(6, 17),
            urgency=Urgency.AT_ONCE,
        )
    look(town, london(6, 11, 1))
    assert [m.counts for m in town.messages()] == [[["test-minutes", 0, 1, 0, 0]]]


def test_news_is_told_in_the_morning_and_can_be_new_again(town: Town) -> None:
    look(town, FRIDAY)
    subject = uuid4()
    for _ in range(2):
        notify(person=town.amina, kind="test-minutes", subject_id=subject)
    look(town, MONDAY)
    notify(person=town.amina, kind="test-minutes", subject_id=subject)
    look(town, held_until(digest_day(MONDAY)))
    assert [m.counts for m in town.messages()] == [[["test-minutes", 0, 0, 0, 1]]] * 2


def choose(person: Person, *, digest: bool, at_once: bool) -> None:
    choose_notices(by=actor_for(person), digest=digest, at_once=at_once)


def test_without_the_digest_what_is_overdue_still_comes(town: Town) -> None:
    choose(town.amina, digest=False, at_once=True)
    choose(town.jo, digest=False, at_once=True)
    town.owes(town.amina, london(5), london(6, 17))
    town.owes(town.jo, london(6, 17))
    look(town, FRIDAY)
    assert [(m.person, m.counts) for m in town.messages()] == [(town.amina, [["test-minutes", 1, 0, 0, 0]])]


def test_whoever_wants_nothing_at_once_finds_it_in_the_morning_but_for_the_gravest(town: Town) -> None:
    choose(town.amina, digest=True, at_once=False)
    look(town, FRIDAY)
    raise_(town, town.amina, london(6, 10), london(6, 17))
    raise_(town, town.amina, london(6, 10), london(6, 17), kind="test-interview")
    look(town, london(6, 10, 1))
    assert [m.counts for m in town.messages()] == [[["test-interview", 0, 1, 0, 0]]]
    look(town, MONDAY)
    assert [m.counts for m in town.messages(made_at=MONDAY)] == [[["test-minutes", 1, 0, 0, 0]]]


def test_a_newer_digest_takes_the_place_of_one_that_has_not_gone(town: Town) -> None:
    town.owes(town.amina, london(5))
    look(town, FRIDAY)
    look(town, MONDAY)
    assert [m.state for m in town.messages()] == ["overtaken", "waiting"]


def test_whoever_cannot_be_told_is_named_to_the_manager_and_nothing_is_tried(town: Town) -> None:
    town.owes(town.vera, london(5))
    look(town, FRIDAY)
    assert town.messages() == []
    assert Digest.objects.get().unreachable == [str(town.vera.pk)]


def test_a_source_is_asked_as_the_person_so_that_what_is_hidden_is_not_counted(town: Town) -> None:
    seen = []

    def ask(person: Person, until: datetime) -> Iterator[object]:
        with connection.cursor() as cursor:
            cursor.execute("select current_setting('holdfast.person', true)")
            seen.append((str(person.pk), cursor.fetchone()[0]))
        yield from ()

    town.owed_before = ask  # type: ignore[assignment,method-assign]
    from holdfast.obligations.notices import sources

    sources.register_notice_source("test", ask)  # type: ignore[arg-type]
    look(town, FRIDAY)
    assert len(seen) == 3
    assert all(person == context for person, context in seen)


def test_a_look_costs_the_same_however_much_was_told_before(town: Town) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            look(town, london(6, 12))
        return len(captured)

    town.owes(town.amina, london(5))
    look(town, FRIDAY)
    first = queries()
    for hour in range(5):
        raise_(town, town.amina, london(6, 8), london(6, 13 + hour))
    look(town, london(6, 8, 1))
    assert queries() == first
    assert Notice.objects.untold().count() == 0
