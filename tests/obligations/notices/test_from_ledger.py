"""What the ledger says somebody owes stands in their digest, and only what they may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from holdfast.kernel import clock
from holdfast.obligations.ledger.operations import settle
from holdfast.obligations.ledger.promises import Party
from holdfast.obligations.notices import from_ledger, sources
from holdfast.obligations.notices.jobs import look_in
from holdfast.obligations.notices.kinds import known_kind
from holdfast.obligations.notices.models import Message
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


def test_every_kind_of_obligation_has_a_title_that_a_message_may_hold() -> None:
    from holdfast.obligations.ledger.kinds import kinds

    assert [known_kind(key).title for key in kinds()] == [kind.title for kind in kinds().values()]
