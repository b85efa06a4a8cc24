"""Who makes a quorum."""

import pytest
from tests.charter.given import deputy, invitee, judged, member, officer, quorum_of, room

from holdfast.charter.quorum import assess_quorum
from holdfast.charter.room import Presence


@pytest.mark.parametrize(
    ("rule", "enough", "too_few", "reason"),
    [
        ("members = 3", "Ann Bea Cal", "Ann Bea", "only 2 of the 3 members needed are here"),
        ("members = 1", "Ann", "", "no member is here"),
        ('share = "50%"', "Ann Bea Cal", "Ann Bea", "only 2 of the 3 members needed (of 6 seats) are here"),
        ('share = "1/4"', "Ann Bea", "Ann", "only 1 of the 2 members needed (of 6 seats) is here"),
        ('more_than = "50%"', "Ann Bea Cal Dev", "Ann Bea Cal", "only 3 of the 4 members needed"),
        ('share = "1/2"\nof = "voting seats"', "Ann Bea Cal", "Ann Bea Dev", "only 2 of the 3 members"),
        ('seats = ["nurse", "teacher"]', "Bea Dev", "Bea", "the Teacher is not here"),
        ('sectors = ["police", "health"]', "Ann Bea", "Ann Cal", "no one from health"),
        ('agencies = ["police", "social-care"]', "Ann Cal", "Ann Fay", "no one from social care"),
        ('agency = "social-care"\nor = "housing"', "Fay", "Ann", "social care (or housing in its place)"),
        ('agency = "council"', "Fay", "Ann Bea", "no one from council"),
        ("distinct_agencies = 3", "Ann Bea Cal", "Ann Cal Fay", "only 2 of the 3 different agencies needed"),
        ("distinct_statutory_agencies = 3", "Ann Bea Fay", "Ann Bea Dev Eve", "only 2 of the 3 different"),
        ("distinct_sectors = 2", "Ann Bea", "Ann", "only 1 of the 2 different sectors needed"),
        ('office = "chair"', "Ann", "Bea Cal", "the chair is not here"),
        ('any = [{ office = "chair" }, { office = "vice-chair" }]', "Bea", "Cal", "neither the chair nor"),
        ('at_least = 2\nof = [{ seat = "nurse" }, { seat = "teacher" }]', "Bea Dev", "Bea", "only 1 of"),
        ('all = [{ members = 2 }, { sector = "health" }]', "Ann Bea", "Ann Cal", "no one from health"),
        ('sector = "local authority"\ncount = 2', "Cal Fay", "Cal", "only 1 of the 2 people needed"),
        ('members = 2\nfrom_sectors = ["health", "police"]', "Ann Bea", "Ann Cal", "only 1 of the 2"),
        ('members = 2\nbesides = ["chair"]', "Bea Cal", "Ann Bea", "only 1 of the 2 members"),
        (
            'members = 2\nnot_from_sectors = "local authority"',
            "Ann Eve",
            "Ann Cal Fay",
            "only 1 of the 2 members not",
        ),
        ('members = 1\nnot_from_agencies = "council"', "Eve", "Cal Fay", "no member not from council"),
        ("members = 2\nvoting = true", "Ann Bea", "Ann Dev", "only 1 of the 2 voting"),
    ],
)
def test_a_quorum_is_met_by_the_right_people_and_says_who_is_missing(
    rule: str, enough: str, too_few: str, reason: str
) -> None:
    charter = quorum_of(rule)
    assert judged(charter, *enough.split()).met is True
    finding = judged(charter, *too_few.split())
    assert finding.met is False
    assert finding.reason.startswith("not quorate: ")
    assert reason in finding.reason
    assert finding.missing
    assert finding.clauses == ("quorum",)


def test_the_reason_names_who_is_here() -> None:
    charter = quorum_of('sectors = ["police", "health", "local authority"]')
    finding = judged(charter, "Ann", "Bea", "Cal")
    assert finding.reason == "quorate: police, health and local authority are here"


def test_a_person_in_two_seats_counts_once_as_a_member() -> None:
    charter = quorum_of("members = 2")
    gus = member("Gus", "nurse")
    assert judged(charter, gus, member("Gus", "teacher")).met is False
    assert judged(charter, gus, member("Gus", "teacher"), "Ann").met is True


def test_a_person_in_two_seats_stands_for_both_agencies_unless_different_people_are_asked_for() -> None:
    people = (member("Gus", "nurse"), member("Gus", "inspector"))
    assert judged(quorum_of('agencies = ["police", "health"]'), *people).met is True
    strict = quorum_of('agencies = ["police", "health"]\ndifferent_people = true')
    finding = judged(strict, *people)
    assert finding.met is False
    assert "must be 2 different people" in finding.reason


def test_the_chair_is_counted_beside_three_others_of_three_agencies() -> None:
    charter = quorum_of(
        'different_people = true\nall = [{ any = [{ office = "chair" }, { office = "vice-chair" }] },'
        " { distinct_agencies = 3, different_people = true }]"
    )
    assert judged(charter, "Ann", "Bea", "Cal").met is False
    assert judged(charter, "Ann", "Bea", "Cal", "Dev").met is True
    assert judged(charter, "Ann", "Cal", "Fay", "Dev").met is False


def test_a_deputy_counts_for_the_seat_unless_the_terms_say_otherwise() -> None:
    assert judged(quorum_of('agency = "health"'), deputy("Dan", "nurse")).met is True
    silent = quorum_of('agency = "health"\ndeputies_count = false')
    assert judged(silent, deputy("Dan", "nurse")).met is False
    never = '[[clause]]\nid = "d"\nsays = "No deputies."\ndeputies = { allowed = false }\n'
    assert judged(quorum_of('agency = "health"', never), deputy("Dan", "nurse")).met is False


def test_a_deputy_beside_the_member_does_not_count_twice() -> None:
    finding = judged(quorum_of("members = 2"), "Bea", deputy("Dan", "nurse"))
    assert finding.met is False
    assert finding.counted == ("Bea",)


def test_a_deputy_for_two_seats_at_once_counts_for_one() -> None:
    charter = quorum_of('agencies = ["health", "police"]')
    assert judged(charter, deputy("Dan", "nurse", "inspector")).met is False
    several = '[[clause]]\nid = "d"\nsays = "Deputies."\ndeputies = { several_seats = true }\n'
    charter = quorum_of('agencies = ["health", "police"]', several)
    assert judged(charter, deputy("Dan", "nurse", "inspector")).met is True


def test_a_member_does_not_also_count_as_somebody_elses_deputy() -> None:
    charter = quorum_of('agencies = ["health", "police"]')
    assert judged(charter, "Ann", deputy("Ann", "nurse")).met is False


def test_invitees_and_officers_in_attendance_do_not_count_unless_the_terms_say_so() -> None:
    guests = (invitee("Ivy", "health"), officer("Olu", "clerk"))
    assert judged(quorum_of("members = 1"), *guests).met is False
    all_count = quorum_of("members = 2\ninvitees_count = true\nin_attendance_count = true")
    assert judged(all_count, *guests).met is True
    assert judged(quorum_of('sector = "health"\nanyone = true'), *guests).met is True


def test_an_officer_whose_seat_is_required_makes_the_quorum_without_counting_or_voting() -> None:
    charter = quorum_of('all = [{ seat = "clerk" }, { members = 1 }]')
    assert judged(charter, "Ann").reason == "not quorate: the Clerk is not here"
    assert judged(charter, officer("Olu", "clerk")).met is False
    assert judged(charter, "Ann", officer("Olu", "clerk")).met is True


def test_remote_members_count_unless_the_terms_say_otherwise() -> None:
    remote = member("Ann", is_remote=True)
    assert judged(quorum_of("members = 1"), remote).met is True
    finding = judged(quorum_of("members = 1\nremote_count = false"), remote)
    assert finding.met is False
    assert "Ann does not count, being remote" in finding.reason


def test_a_member_excluded_from_an_item_does_not_count_to_its_quorum() -> None:
    charter = quorum_of("members = 2")
    conflicted = member("Ann", excluded_from=frozenset(["4"]))
    here = room(conflicted, "Bea")
    assert assess_quorum(charter, here).met is True
    assert assess_quorum(charter, here, item="5").met is True
    finding = assess_quorum(charter, here, item="4")
    assert finding.met is False
    assert "Ann does not count, being excluded from this item" in finding.reason


def test_a_declaration_that_keeps_the_count_keeps_the_excluded_member_in_it() -> None:
    declared = (
        '[[clause]]\nid = "d"\nsays = "Interests."\n'
        'declarations = { excludes_from = ["discussion", "vote"] }\n'
    )
    here = room(member("Ann", excluded_from=frozenset(["4"])), "Bea")
    assert assess_quorum(quorum_of("members = 2", declared), here, item="4").met is True


def test_a_police_inspector_without_a_seat_counts_as_police_only_if_the_reading_says_so() -> None:
    office = '[[clause]]\nid = "c"\nsays = "May chair."\n[[clause.office]]\nkey = "relief"\ncounted = {}\n'
    office += 'held_by = {{ role = "Police inspector", agency = "police" }}\n'
    inspector = Presence(person="Ivo", agency="police", role="Police inspector")
    assert judged(quorum_of('agency = "police"', office.format("true")), inspector).met is True
    assert judged(quorum_of('agency = "police"', office.format("false")), inspector).met is False


def test_a_seat_that_several_people_share_counts_once_as_a_member() -> None:
    extra = '[[clause]]\nid = "s"\nsays = "Youth workers."\n[[clause.seat]]\nkey = "youth"\n'
    extra += 'role = "Youth workers"\n'
    extra += 'agency = "charity"\nseveral_people = true\n'
    charter = quorum_of("members = 2", extra)
    assert judged(charter, member("Y1", "youth"), member("Y2", "youth")).met is False
    assert judged(charter, member("Y1", "youth"), member("Y2", "youth"), "Ann").met is True


def test_vacant_seats_lower_a_share_of_filled_seats() -> None:
    charter = quorum_of('share = "50%"\nof = "filled seats"')
    assert judged(charter, "Ann", "Bea").met is False
    assert judged(charter, "Ann", "Bea", vacancies=("teacher", "charity-lead")).met is True


def test_someone_who_arrives_twice_is_one_person() -> None:
    assert judged(quorum_of("members = 2"), "Ann", "Ann").met is False


def test_no_quorum_stated_refuses_nothing_and_says_so() -> None:
    finding = judged(quorum_of("none = true"))
    assert finding.met is None
    assert finding.reason.startswith("no quorum is stated")
    assert finding.clauses == ("quorum",)
    assert finding.require() is finding


def test_a_quorum_may_differ_by_kind_of_item() -> None:
    more = '[[clause]]\nid = "b"\nsays = "Budget."\n[clause.quorum]\nfor = "budget"\nmembers = 4\n'
    charter = quorum_of("members = 2", more)
    here = room("Ann", "Bea")
    assert assess_quorum(charter, here).met is True
    finding = assess_quorum(charter, here, kind="Budget")
    assert finding.met is False
    assert finding.clauses == ("b",)
