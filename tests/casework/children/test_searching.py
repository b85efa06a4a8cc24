"""Whom somebody finds who searches for a child, however it is typed; and whom they do not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.hooks import HiddenMatch, on_match_of_restricted
from holdfast.casework.children.models import Child, ChildName, Grant, Identifier
from holdfast.casework.children.operations.searching import Match, Terms, search_children
from holdfast.casework.children.rules.names import name_key, similarity
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.town import CaseTown, case_town

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)


@pytest.fixture
def town() -> Iterator[CaseTown]:
    with clock.fixed_at(NOW):
        yield case_town()


def found(town: CaseTown, *terms: object, by: str = "Cora", **more: object) -> list[str]:
    matches = search_children(Terms(*terms, **more), by=town.actor(by))  # type: ignore[arg-type]
    return [match.child.given_names for match in matches]


GIVEN = [
    "Amina",
    "Jayden",
    "Chloe",
    "Mohammed",
    "Olivia",
    "Kacper",
    "Zuzanna",
    "Tyrone",
    "Siobhan",
    "Ffion",
    "Yusuf",
    "Precious",
    "Leo",
    "Isla",
    "Ngozi",
    "Callum",
    "Destiny",
    "Harvey",
    "Aaliyah",
    "Bethany",
    "Rhys",
    "Xavier",
    "Imogen",
    "Kyle",
    "Shanice",
    "Noah",
    "Freya",
    "Omar",
    "Tia",
    "Jo",
]
FAMILY = [
    "Okafor",
    "Smith",
    "O'Brien",
    "Kowalczyk",
    "Begum",
    "Jones-Clarke",
    "Nguyen",
    "MacDonald",
    "Patel",
    "Williams",
    "Eze",
    "Thistlewood",
    "Ali",
    "Featherstone",
    "Khan",
    "Zielińska",
    "Quirke",
    "Adeyemi",
    "Bamford",
    "Li",
]


def crowd(town: CaseTown, number: int, chance: random.Random) -> list[Child]:
    born = [date(2008, 1, 1) + timedelta(days=chance.randrange(4000)) for _ in range(number)]
    return Child.objects.bulk_create(
        Child(
            partnership=town.partnership, birth_on=day, given_names=chance.choice(GIVEN),
            family_name=f"{chance.choice(FAMILY)}", reference=f"CROWD{place}",
        )
        for place, day in enumerate(born)
    )  # fmt: skip


def one_typo(word: str, chance: random.Random) -> str:
    place = chance.randrange(len(word))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return chance.choice([
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    ])  # fmt: skip


@pytest.mark.parametrize("with_birth", [True, False])
def test_at_least_98_in_a_hundred_are_found_with_one_typo_in_the_name(
    town: CaseTown, with_birth: bool
) -> None:
    chance = random.Random(20260303)  # noqa: S311
    children, cora = crowd(town, 600, chance), town.actor("Cora")
    tried, missed = 150, []
    for child in chance.sample(children, tried):
        given, family = child.given_names, child.family_name
        if chance.random() < 0.5:
            given = one_typo(given, chance)
        else:
            family = one_typo(family, chance)
        if chance.random() < 0.3:
            given, family = family, given
        terms = Terms(given, family, child.birth_on if with_birth else None)
        names = {(m.child.given_names, m.child.family_name) for m in search_children(terms, by=cora)}
        if (child.given_names, child.family_name) not in names:
            missed.append((child.name, given, family))
    assert len(missed) <= tried * 0.02, missed


def test_the_database_and_the_rule_make_the_same_keys_and_similarities(town: CaseTown) -> None:
    names = [
        *GIVEN,
        *FAMILY,
        "Zoë  O’Brien-Łuc",
        "D'Arcy (Ray)",
        "Đặng Thị Hương",
        "Straße",
        "Æsa Ingólfsdóttir",
    ]
    with connection.cursor() as cursor:
        for one, other in zip(names, reversed(names), strict=True):
            cursor.execute("select name_key(%s), similarity(name_key(%s), name_key(%s))", [one, one, other])
            key, alike = cursor.fetchone()
            assert key == name_key(one)
            assert similarity(name_key(one), name_key(other)) == pytest.approx(alike, abs=1e-6)


@pytest.mark.parametrize(
    "terms",
    [
        ("Katherine", "Shaw"),  # sounds alike
        ("Shaw", "Catherine"),  # the other way round
        ("Catherine", "Shaw", date(2011, 4, 3)),  # day and month swapped
        ("C", "Shaw", date(2011, 3, 14)),  # a digit off and an initial
        ("Kitty", "Shaw"),  # known as
        ("Shadow", ""),  # a street name
        ("Cat", "O'Dowd"),  # a former name
    ],
)
def test_catherine_is_found_by_what_people_know_of_her(town: CaseTown, terms: tuple[object, ...]) -> None:
    kit = town.child("Catherine", "Shaw", birth_on=date(2011, 3, 4), known_as="Kitty")
    for given, family in (("Shadow", ""), ("Catherine", "O’Dowd")):
        ChildName.objects.create(
            partnership=town.partnership, child=kit, given_names=given, family_name=family
        )
    town.child("Bartholomew", "Featherstone", birth_on=date(2014, 9, 9))
    assert found(town, *terms) == ["Catherine"]


def test_a_child_is_found_by_a_number_of_any_agency_however_it_is_spaced(town: CaseTown) -> None:
    ash = town.child("Ash")
    Identifier.objects.create(partnership=town.partnership, child=ash, kind="nhs", value="9434765919")
    matches = search_children(Terms(numbers=("943 476 5919",)), by=town.actor("Cora"))
    assert [(m.child, m.likeness.score, m.likeness.reasons) for m in matches] == [
        (ash, 100, ("the same NHS number",))
    ]
    assert found(town, numbers=("94",), family_name="Nobodylikethis") == []


def test_ten_noughts_are_nobodys_number(town: CaseTown) -> None:
    ash = town.child("Ash")
    Identifier.objects.create(partnership=town.partnership, child=ash, kind="nhs", value="0000000000")
    assert found(town, family_name="Nobodylikethis", numbers=("000 000 0000",)) == []


def test_a_record_that_was_merged_is_found_as_the_one_that_was_kept(town: CaseTown) -> None:
    kept = town.child("Ash", "Brown")
    town.child("Zebedee", "Quirke", merged_into=kept)
    assert found(town, "Zebedee", "Quirke") == ["Ash"]


def test_a_search_says_nothing_in_the_trail_but_whom_it_showed(town: CaseTown) -> None:
    ash = town.child("Ash")
    found(town, "Ash", "Ashdown")
    entry = TrailEntry.objects.get(verb="searched for a child")
    assert entry.details == {"rows": [str(ash.pk)]}


def test_searching_by_nothing_is_refused(town: CaseTown) -> None:
    with pytest.raises(Refused, match="Enter a name"):
        found(town, " ", "-")


def test_who_sees_no_children_may_not_search_and_mina_finds_those_of_her_agency(town: CaseTown) -> None:
    town.works_with("health", town.child("Ash"))
    town.child("Ash", "Ashdowne")
    assert found(town, "Ash", "Ashdown", by="Mina") == ["Ash"]
    for name in ("Pat", "Ines", "Stella"):
        with pytest.raises(PermissionDenied):
            found(town, "Ash", "Ashdown", by=name)


def test_a_child_of_another_partnership_is_never_found(town: CaseTown) -> None:
    other = case_town("Elsewhere")
    other.child("Ash")
    assert found(town, "Ash", "Ashdown") == []
    with connection.cursor() as cursor:
        cursor.execute("select * from likely_children('Ash', 'Ashdown', '{}', '{}', '{}')")
        assert cursor.fetchall() == []


class Told:
    """What the guardians' hook was told."""

    def __init__(self) -> None:
        self.matches: list[tuple[HiddenMatch, str]] = []

    def __call__(self, match: HiddenMatch, by: Actor) -> None:
        self.matches.append((match, by.name))


@pytest.fixture
def told() -> Iterator[Told]:
    listener = Told()
    with on_match_of_restricted.only(listener):
        yield listener


def test_a_restricted_match_is_told_to_the_hook_and_the_searcher_cannot_tell(
    town: CaseTown, told: Told
) -> None:
    with CaptureQueriesContext(connection) as nobody_there:
        assert found(town, "Ash", "Ashdown", date(2011, 2, 28)) == []
    town.everything()
    hidden = town.child("Ash", is_restricted=True, guardian=town.people["Gwen"])
    with CaptureQueriesContext(connection) as somebody_there:
        assert found(town, "Ashe", "Ashdown", date(2011, 2, 28)) == []
    assert told.matches == [(HiddenMatch((hidden.pk,)), "Cora")]
    assert len(somebody_there) == len(nobody_there)
    assert TrailEntry.objects.filter(verb="searched for a child", details={"rows": []}).count() == 2


def test_whoever_was_named_for_a_restricted_record_finds_it_and_nobody_is_told(
    town: CaseTown, told: Told
) -> None:
    hidden = town.child("Ash", is_restricted=True, guardian=town.people["Gwen"])
    Grant.objects.create(
        partnership=town.partnership, child=hidden, person=town.people["Cora"], reason="Asked.",
        from_on=clock.today(), granted_by=town.people["Gwen"],
    )  # fmt: skip
    assert found(town, "Ash", "Ashdown") == ["Ash"]
    assert told.matches == []


def test_a_search_among_five_asks_as_many_questions_as_among_one(town: CaseTown) -> None:
    town.child("Ash")

    def asked() -> tuple[int, tuple[Match, ...]]:
        actor = town.actor("Cora")
        with CaptureQueriesContext(connection) as seen:
            matches = search_children(Terms("Ash", "Ashdown"), by=actor)
        return len(seen), matches

    one, _ = asked()
    town.everything()
    for _ in range(4):
        town.child("Ash")
    five, matches = asked()
    assert (five, len(matches)) == (one, 5)
