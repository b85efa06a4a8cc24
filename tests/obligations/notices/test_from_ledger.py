"""What the ledger says somebody owes stands in their digest, and only what they may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from holdfast.kernel import clock
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.ledger.operations import chase, settle
from holdfast.obligations.ledger.promises import Party
from holdfast.obligations.notices import from_ledger, sources
from holdfast.obligations.notices.jobs import look_in
from holdfast.obligations.notices.kinds import known_kind
from holdfast.obligations.notices.models import Digest, Message
from holdfast.obligations.notices.operations import choose_notices
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.access.permissions import Role
from tests.factories import appoint, give_office, grant, make_account, make_person, make_seat
from tests.groups.world import Fernshire
from tests.obligations.ledger.invented import NOW, Facts, Promised, invented
from tests.obligations.notices.town import london


class Harbour:
    """Grace chairs, Nia sits for health, Lee leads the police; Uma is of the police, and no more."""

    def __init__(self, facts: Facts, place: Fernshire) -> None:
        self.facts, self.place, group = facts, place, facts.group
        self.police, self.health = place.police, place.health
        self.people = {
            name: make_person(place.partnership, name, self.health if name == "Nia" else self.police)
            for name in ("Grace", "Nia", "Lee", "Uma")
        }
        for name, person in self.people.items():
            make_account(person, f"{name.lower()}@example.org")
        give_office(self.people["Grace"], group)
        appoint(self.people["Nia"], make_seat(group, "Health", self.health, key="health-visitor"))
        grant(self.people["Lee"], Role.AGENCY_LEAD)

    def owed(self, owner: Party, days: int = 2) -> Promised:
        one = self.facts.add(owner=owner, days=days)
        self.settle(one)
        return one

    def settle(self, one: Promised) -> None:
        settle("invented", [one.id], group=self.facts.group, by=None)

    def told(self) -> dict[str, list[list[str | int]]]:
        """What each is told by the messages made so far, by name."""
        set_need_to_know(self.place.partnership.pk)
        return {message.person.name: message.counts for message in Message.objects.select_related("person")}


@pytest.fixture
def harbour(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Harbour]:
    monkeypatch.setattr(sources, "_sources", {"ledger": from_ledger.owed_before})
    with clock.fixed_at(NOW):
        place = Fernshire()
        with invented(place.group) as facts:
            yield Harbour(facts, place)


def test_an_office_a_seat_and_an_agency_that_owe_something_are_told_by_the_people_who_stand_for_them(
    harbour: Harbour,
) -> None:
    """Two working days from Tuesday 3 March end on the 5th, whose digest is the first to hold it."""
    harbour.owed(Party(office="chair"))
    harbour.owed(Party(seat="health-visitor"))
    harbour.owed(Party(agency_id=harbour.police.pk))
    harbour.owed(Party(person_id=harbour.people["Uma"].pk), days=40)
    with clock.fixed_at(london(4, 8)):
        look_in(harbour.place.partnership.pk)
        assert harbour.told() == {}
    with clock.fixed_at(london(5, 8)):
        look_in(harbour.place.partnership.pk)
    one = [["invented-told", 0, 1, 0, 0]]
    assert harbour.told() == {"Grace": one, "Nia": one, "Lee": one}


def test_what_is_met_is_not_told_and_what_is_overdue_is(harbour: Harbour) -> None:
    late, met = harbour.owed(Party(office="chair")), harbour.owed(Party(office="chair"))
    harbour.settle(harbour.facts.change(met, kept_at=NOW + timedelta(hours=1)))
    with clock.fixed_at(london(6, 8)):
        look_in(harbour.place.partnership.pk)
    assert late
    assert harbour.told() == {"Grace": [["invented-told", 1, 0, 0, 0]]}


def look(harbour: Harbour, *moment: int) -> None:
    with clock.fixed_at(london(*moment)):
        look_in(harbour.place.partnership.pk)


def test_what_comes_up_after_the_digest_and_is_due_before_the_next_is_told_at_once_and_once(
    harbour: Harbour,
) -> None:
    look(harbour, 5, 7, 30)
    harbour.owed(Party(office="chair"))
    nobody = harbour.owed(Party(office="treasurer"))
    for minute in (1, 2):
        look(harbour, 5, 10, minute)
    assert harbour.told() == {"Grace": [["invented-told", 0, 1, 0, 0]]}
    assert [message.digest for message in Message.objects.all()] == [None]
    assert Digest.objects.get().passed_over == [str(Obligation.objects.get(cause_id=nobody.id).pk)]


def test_what_the_digest_told_is_not_told_again_on_its_day_and_a_miss_at_midnight_waits_for_the_morning(
    harbour: Harbour,
) -> None:
    harbour.owed(Party(office="chair"))
    for moment in ((5, 7, 30), (5, 10), (5, 23, 59), (6, 0, 1)):
        look(harbour, *moment)
    assert Message.objects.count() == 1
    look(harbour, 6, 7, 30)
    assert Message.objects.count() == 2


def test_what_was_missed_by_the_hour_is_told_at_that_hour(harbour: Harbour) -> None:
    look(harbour, 3, 15)
    harbour.owed(Party(office="chair"))
    Obligation.objects.update(due_at=london(5, 14, 12))
    look(harbour, 5, 7, 30)
    for moment in ((5, 14, 11), (5, 14, 13), (5, 14, 14)):
        look(harbour, *moment)
    said = [message.counts for message in Message.objects.order_by("made_at")]
    assert said == [[["invented-told", 0, 1, 0, 0]], [["invented-told", 1, 0, 0, 0]]]


def test_whoever_wants_no_digest_is_not_told_of_its_content_at_once_either(harbour: Harbour) -> None:
    harbour.owed(Party(office="chair"))
    choose_notices(by=actor_for(harbour.people["Grace"]), digest=False, at_once=True)
    for moment in ((5, 7, 30), (5, 10)):
        look(harbour, *moment)
    assert harbour.told() == {}


def test_whoever_is_chased_is_told_at_once_of_all_of_it_in_one_message(harbour: Harbour) -> None:
    look(harbour, 3, 15)
    for _ in range(2):
        harbour.owed(Party(office="chair"), days=20)
    ids = list(Obligation.objects.values_list("pk", flat=True))
    chase(ids, by=harbour.place.manager)
    look(harbour, 3, 15, 1)
    assert harbour.told() == {"Grace": [["reminder", 0, 0, 0, 2]]}


def test_every_kind_of_obligation_has_a_title_that_a_message_may_hold() -> None:
    from holdfast.obligations.ledger.kinds import kinds

    assert [known_kind(key).title for key in kinds()] == [kind.title for kind in kinds().values()]
