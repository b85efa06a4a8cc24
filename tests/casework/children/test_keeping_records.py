"""Cora adds a child after a search, corrects the record with its history, and nobody overwrites another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children import hooks
from holdfast.casework.children.models import Child, ChildEntry, Identifier, Merge, Voice
from holdfast.casework.children.operations.areas import set_areas
from holdfast.casework.children.operations.changing import change_child
from holdfast.casework.children.operations.creating import NotLookedAt, create_child
from holdfast.casework.children.operations.entering import ChildChanged
from holdfast.casework.children.operations.merging import merge_children
from holdfast.casework.children.operations.rows import add_identifier, add_name, end_address, end_name
from holdfast.casework.children.operations.working import Working, add_professional
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.town import CaseTown, case_town
from tests.factories import make_account
from tests.web.fetcher import Fetcher, Page

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)
BORN = date(2011, 2, 28)


@pytest.fixture
def town() -> Iterator[CaseTown]:
    with clock.fixed_at(NOW):
        yield case_town()


def browser(town: CaseTown, name: str = "Cora") -> Fetcher:
    town.everything()
    person = town.people[name]
    return Fetcher(person.account or make_account(person))


def searched(cora: Fetcher, **typed: str) -> Page:
    return cora.get("/children/search/").submit("Find", **typed)


def test_cora_looks_first_and_then_adds_a_child_with_what_she_typed(town: CaseTown) -> None:
    cora = browser(town)
    found = searched(
        cora, given_names="Ash", family_name="Ashdown", birth_on="28/2/2011", number="943 476 5919"
    )
    assert found.address == "/children/search/"
    assert "Nobody on record whom you may see is likely to be this child." in found.text
    made = found.submit("Add a child").submit("Add the child", known_as="Ziggy")
    town.everything()
    child = Child.objects.get()
    assert made.banners == [f"The record {child.reference} is made."]
    assert (child.name, child.birth_on, child.known_as) == ("Ash Ashdown", BORN, "Ziggy")
    assert Identifier.objects.get().value == "9434765919"


def test_a_likely_match_is_shown_with_why_and_need_not_be_the_child(town: CaseTown) -> None:
    twin = town.child("Ash", "Ashdown")
    found = searched(browser(town), given_names="Elm", family_name="Ashdown", birth_on="28/2/2011")
    assert [row[0] for row in found.rows] == [f"Ash Ashdown{twin.reference}"]
    assert found.rows[0][1].startswith("Possible")
    assert "perhaps a twin" in found.text
    found.submit("None of these: add a child").submit("Add the child")
    town.everything()
    assert {child.given_names for child in Child.objects.all()} == {"Ash", "Elm"}


def test_of_three_agencies_that_report_one_child_the_second_and_third_are_shown_the_first(
    town: CaseTown,
) -> None:
    cora = town.actor("Cora")
    first = create_child(by=cora, shown=[], given_names="Ash", family_name="Ashdown", birth_on=BORN)
    for given, family, born in (("Ashe", "Ashdown", BORN), ("Ashdown", "Ash", date(2011, 2, 18))):
        with pytest.raises(NotLookedAt) as others:
            create_child(by=cora, shown=[], given_names=given, family_name=family, birth_on=born)
        assert [match.child for match in others.value.matches] == [first]
    assert Child.objects.count() == 1


def test_whoever_was_added_in_between_is_shown_before_a_second_record_is_made(town: CaseTown) -> None:
    begun = searched(browser(town), given_names="Ash", family_name="Ashdown").submit("Add a child")
    town.everything()
    town.child("Ash", "Ashdown")
    asked = begun.submit("Add the child", status=409)
    assert "Look at these first" in asked.text
    town.everything()
    assert Child.objects.count() == 1
    asked.submit("None of them: add the child")
    town.everything()
    assert Child.objects.count() == 2


def test_a_child_is_not_added_without_a_search_nor_by_whoever_does_not_keep_records(town: CaseTown) -> None:
    assert browser(town).get("/children/new/").address == "/children/search/"
    for name in ("Mina", "Gwen"):
        with pytest.raises(PermissionDenied):
            create_child(by=town.actor(name), shown=[], given_names="Ash", family_name="Ashdown")
    assert "Add a child" not in searched(browser(town, "Mina"), given_names="Ash").text


def test_a_reference_that_another_record_has_is_not_given_twice(
    town: CaseTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.child("Hidden", reference="KKKKK", is_restricted=True, guardian=town.people["Gwen"])
    given = iter(["KKKKK", "KKKKK", "QQQQQ"])
    # A field works out once where its default comes from, and keeps it there.
    monkeypatch.setattr(Child._meta.get_field("reference"), "_get_default", lambda: next(given))
    made = create_child(by=town.actor("Cora"), shown=[], given_names="Ash", family_name="Ashdown")
    assert made.reference == "QQQQQ"


def test_a_birth_date_ahead_is_refused_and_what_was_typed_is_still_there(town: CaseTown) -> None:
    begun = searched(browser(town), given_names="Ash", family_name="Ashdown").submit("Add a child")
    asked = begun.submit("Add the child", birth_on="4/3/2026", status=422)
    assert "has not come yet" in asked.text
    assert asked.by_id("id_given_names").get("value") == "Ash"


def test_a_birth_date_after_something_on_record_is_refused(
    town: CaseTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "_events", {})
    hooks.nothing_before_birth(Voice, "heard_on")
    hooks.nothing_before_birth(Voice, "recorded_at")
    ash = town.child("Ash")
    Voice.objects.create(partnership=town.partnership, child=ash, words="Home.", heard_on=date(2025, 5, 1))
    cora = town.actor("Cora")
    with pytest.raises(Refused, match="already on this record, on 1 May 2025"):
        change_child(ash, {"birth_on": date(2025, 5, 2)}, by=cora, seen_version=0)
    assert change_child(ash, {"birth_on": date(2025, 5, 1)}, by=cora, seen_version=0) == {"birth_on"}


def test_a_correction_keeps_what_was_there_before_with_who_and_why(town: CaseTown) -> None:
    ash = town.child("Ash", ethnic_group="WBRI")
    cora = browser(town)
    form = cora.get(f"/children/{ash.pk}/details/").follow("Change who this is")
    form.submit("Save", family_name="Ashdowne", ethnic_group="MWBC", reason="Birth certificate")
    town.everything()
    entry = ChildEntry.objects.get()
    assert entry.before == {"family_name": "Ashdown", "ethnic_group": "WBRI"}
    assert entry.after == {"family_name": "Ashdowne", "ethnic_group": "MWBC"}
    history = cora.get(f"/children/{ash.pk}/history/").text
    for said in ("from “Ashdown” to “Ashdowne”", "from “White British” to", "Birth certificate", "Cora"):
        assert said in history
    town.everything()
    trail = TrailEntry.objects.get(verb="changed details")
    assert trail.details == {"reference": ash.reference, "fields": ["ethnic_group", "family_name"]}


def test_two_people_who_change_one_record_see_each_others_change(town: CaseTown) -> None:
    ash = town.child("Ash")
    form = browser(town).get(f"/children/{ash.pk}/identity/")
    change_child(ash, {"sex": "female", "family_name": "Ashdowne"}, by=town.actor("Chidi"), seen_version=0)
    asked = form.submit("Save", birth_on_day="27", birth_on_month="2", birth_on_year="2011", status=409)
    assert asked.heading == "Chidi changed this first"
    assert {"Female", "Ashdowne"} <= {
        "".join(element.itertext()).strip() for element in asked.by_class("hf-conflict__theirs")
    }
    asked.submit("Save yours in its place", sex="Female")
    town.everything()
    ash.refresh_from_db()
    assert (ash.birth_on, ash.sex, ash.family_name) == (date(2011, 2, 27), "female", "Ashdown")
    with pytest.raises(ChildChanged):
        change_child(ash, {"school": "Elm"}, by=town.actor("Cora"), seen_version=1)


def test_circumstances_know_what_is_not_known(town: CaseTown) -> None:
    ash = town.child("Ash")
    cora = browser(town)
    form = cora.get(f"/children/{ash.pk}/circumstances/")
    form.submit("Save", school="Elm School", needs_interpreter="yes", has_learning_disability="no")
    town.everything()
    ash.refresh_from_db()
    assert (ash.needs_interpreter, ash.has_learning_disability, ash.is_looked_after) == (True, False, None)
    assert ChildEntry.objects.get().after.keys() == {"school", "needs_interpreter", "has_learning_disability"}


def test_a_number_with_a_wrong_check_digit_is_kept_with_a_warning(town: CaseTown) -> None:
    ash = town.child("Ash")
    cora = browser(town)
    page = cora.get(f"/children/{ash.pk}/numbers/new/").submit("Add", kind="nhs", written="943 476 5918")
    assert any("kept as you typed it" in banner for banner in page.banners)
    assert "943 476 5918" in page.text
    assert "Check this number" in page.text
    with pytest.raises(Refused, match="already on the record"):
        add_identifier(ash, by=town.actor("Cora"), kind="nhs", written="9434765918")


def test_a_number_that_another_record_has_is_said_and_leads_to_that_record(town: CaseTown) -> None:
    """A police reference stands as the police write it."""
    ash, other = town.child("Ash"), town.child("Quentin", "Zebedee", birth_on=date(2012, 7, 7))
    add_identifier(other, by=town.actor("Cora"), kind="police", written="47/1234/26")
    cora = browser(town)
    page = cora.get(f"/children/{ash.pk}/numbers/new/").submit("Add", kind="police", written="47 1234 26")
    assert f"The number is on {other.reference} too: is it the same child?" in page.text
    assert "Police reference: 47/1234/26" in cora.get(f"/children/{other.pk}/details/").text
    assert "Quentin Zebedee" in cora.get(f"/children/{ash.pk}/others/").text


def test_the_history_says_days_areas_and_agencies_in_words(town: CaseTown) -> None:
    ash, cora = town.child("Ash"), town.actor("Cora")
    set_areas(by=cora, child=ash, areas=frozenset(["missing", "sexual"]), reason="Screened.")
    working = Working(
        agency=town.agencies["police"], role="Officer", name="Q. Long", from_on=date(2026, 1, 5)
    )
    add_professional(by=cora, child=ash, working=working)
    with pytest.raises(Refused, match="recorded already"):
        add_professional(by=cora, child=ash, working=working)
    text = browser(town).get(f"/children/{ash.pk}/history/").text
    for said in (
        "“Missing and Sexual exploitation”",
        "Agency: “Fernshire police”",
        "Since: “5 January 2026”",
    ):
        assert said in text


def test_names_and_addresses_end_and_stay_in_the_history(town: CaseTown) -> None:
    ash = town.child("Ash")
    cora = browser(town)
    page = cora.get(f"/children/{ash.pk}/names/new/").submit("Add", given_names="Ziggy", kind="street name")
    assert "Ziggy (street name)" in page.text
    page = cora.get(f"/children/{ash.pk}/addresses/new/").submit(
        "Add", lines="1 Harbour Street", postcode="fs1  1aa"
    )
    assert "1 Harbour Street, FS1 1AA" in page.text
    page = page.follow("Take off the name Ziggy").submit("Take off", reason="Somebody else's.")
    assert "No other name is known." in page.text
    page = page.follow("The child has left 1 Harbour Street").submit("Save", to_on="1/3/2026")
    assert "until 1 March 2026" in page.text
    text = cora.get(f"/children/{ash.pk}/history/").text
    assert "Somebody else's." in text
    town.everything()
    address = ash.addresss.get()
    with pytest.raises(Refused, match="has not come yet"):
        end_address(address, by=town.actor("Cora"), to_on=clock.today() + timedelta(days=1))


def test_a_name_is_ended_once(town: CaseTown) -> None:
    cora = town.actor("Cora")
    name = add_name(town.child("Ash"), by=cora, given_names="Ziggy")
    end_name(name, by=cora, reason="No.")
    with pytest.raises(Refused, match="ended already"):
        end_name(name, by=cora, reason="No.")
    with pytest.raises(Refused, match="Enter a given name"):
        add_name(name.child, by=cora, given_names=" ")


def test_a_characteristic_was_answered_or_is_not_known_or_was_not_asked(town: CaseTown) -> None:
    ash = town.child("Ash")
    cora = browser(town)
    form = cora.get(f"/children/{ash.pk}/characteristics/")
    wrong = form.submit("Save", religion="answered", status=422)
    assert "Religion or belief: enter the answer, or choose what else came of asking" in wrong.errors
    page = form.submit("Save", **{"religion": "answered", "religion-words": "Sikh", "pregnancy": "declined"})
    text = cora.get(f"/children/{ash.pk}/details/").text
    for said in (
        "Religion or beliefSikh",
        "Pregnancy or maternityDid not want to say",
        "Sexual orientationNot asked",
    ):
        assert said in text
    assert page.banners == ["The characteristics are recorded."]


def test_cora_merges_two_records_on_their_pages_and_takes_them_apart(town: CaseTown) -> None:
    ash, ashe = town.child("Ash"), town.child("Ashe", school="Elm School")
    cora = browser(town)
    page = cora.get(f"/children/{ash.pk}/details/").follow("Another record is of this child too")
    assert [row[0] for row in page.rows] == [f"Ashe Ashdown{ashe.reference}"]
    page = page.follow("Ashe Ashdown").submit("Make them one record", reason="The school says so.")
    assert (page.address, "Elm School" in page.text) == (f"/children/{ash.pk}/details/", True)
    page = page.follow(f"Undo the merge of {ashe.reference}")
    assert "How you know that these are two children" in page.text
    page = page.submit("Undo the merge", reason="Two cousins.")
    assert page.banners == [f"{ashe.reference} has its own record again, with what it had."]
    cora.get(f"/children/{ashe.pk}/details/")
    town.everything()
    assert Merge.objects.get().why_undone == "Two cousins."


def test_details_of_much_and_of_little_ask_as_many_questions(town: CaseTown) -> None:
    ash = town.child("Ash")
    town.child("Ashe")
    cora = browser(town)
    cora.get(f"/children/{ash.pk}/details/")

    def asked(place: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            cora.get(f"/children/{ash.pk}/{place}/")
        return len(seen)

    little = [asked("details"), asked("history"), asked("others")]
    by = town.actor("Cora")
    for number in range(4):
        add_name(ash, by=by, given_names=f"Alias {number}")
        add_identifier(ash, by=by, kind="police", written=f"P{number}000")
        merge_children(kept=ash, merged=town.child("Other", f"One {number}"), by=by, reason="One child.")
        town.child("Ash", f"Ashdown{number}")
    assert [asked("details"), asked("history"), asked("others")] == little
