"""Who chairs."""

from tests.charter.given import deputy, group, invitee, member, room

from holdfast.charter.chairing import derive_chair
from holdfast.charter.room import Presence

NOMINATION = """
[[clause]]
id = "absent"
says = "In the chair's absence those present name one of themselves."
[clause.chairing]
in_absence = ["vice-chair", "nomination"]
nominees_from_sectors = ["local authority", "education"]
"""


def test_the_holder_of_the_office_chairs() -> None:
    finding = derive_chair(group(), room("Ann", "Bea"))
    assert (finding.met, finding.person, finding.office, finding.is_acting) == (True, "Ann", "chair", False)
    assert finding.clauses == ("chair",)


def test_the_vice_chair_chairs_in_the_chairs_absence() -> None:
    finding = derive_chair(group(), room("Bea", "Cal"))
    assert (finding.person, finding.is_acting) == ("Bea", True)
    assert finding.reason == "Bea chairs as the vice chair, because the chair is not here"


def test_a_deputy_in_the_chairs_seat_does_not_hold_the_office() -> None:
    assert derive_chair(group(), room(deputy("Dan", "inspector"), "Bea")).person == "Bea"


def test_nobody_may_chair_when_the_ladder_is_used_up() -> None:
    finding = derive_chair(group(), room("Cal"))
    assert finding.met is False
    assert "the chair and the vice chair are not here" in finding.reason


def test_those_present_name_one_of_themselves_for_that_meeting_only() -> None:
    charter = group(NOMINATION)
    asked = derive_chair(charter, room("Cal", "Dev", "Eve", invitee("Ivy")))
    assert asked.met is False
    assert asked.nominees == ("Cal", "Dev")
    named = derive_chair(charter, room("Cal", "Dev", nominated="Dev"))
    assert named.met is True
    assert named.person == "Dev"
    assert "this meeting only" in named.reason


def test_someone_who_may_not_be_named_does_not_chair() -> None:
    finding = derive_chair(group(NOMINATION), room("Cal", "Eve", nominated="Eve"))
    assert finding.met is False
    assert "Eve may not be named to chair" in finding.reason


def test_a_nomination_gives_way_to_a_vice_chair_who_arrives() -> None:
    assert derive_chair(group(NOMINATION), room("Cal", "Bea", nominated="Cal")).person == "Bea"


def test_the_chair_leaves_the_chair_for_an_item_of_their_own_interest() -> None:
    here = room(member("Ann", excluded_from=frozenset(["3"])), "Bea")
    assert derive_chair(group(), here).person == "Ann"
    assert derive_chair(group(), here, item="3").person == "Bea"


def test_either_of_two_may_chair_and_the_room_says_who_does() -> None:
    base = 'key = "x"\ntitle = "X"\n[[agency]]\nkey = "police"\n'
    either = base + (
        '[[clause]]\nid = "c"\nsays = "Either chairs."\n[[clause.office]]\nkey = "chair"\n'
        'held_by = [{ role = "Service manager" }, { role = "Police inspector", agency = "police" }]\n'
    )
    people = (
        Presence(person="Sue", role="Service manager"),
        Presence(person="Ivo", role="police inspector", agency="police"),
    )
    charter = group(base=either)
    first = derive_chair(charter, room(*people))
    assert first.person == "Sue"
    assert first.notes == ("Ivo may chair as well",)
    assert derive_chair(charter, room(*people, chair="Ivo")).person == "Ivo"
    assert derive_chair(charter, room(people[1])).person == "Ivo"


def test_terms_that_name_no_chair_say_so() -> None:
    charter = group(base='key = "x"\ntitle = "X"\n[[clause]]\nid = "1"\nsays = "Y"\nattested = true\n')
    finding = derive_chair(charter, room("Ann"))
    assert finding.met is None
    assert finding.reason == "the terms do not say who chairs"
