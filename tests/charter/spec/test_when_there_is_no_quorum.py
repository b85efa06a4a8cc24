"""When there is no quorum."""

import pytest
from tests.charter.given import judged, quorum_of, room

from holdfast.charter.quorum import assess_quorum
from holdfast.charter.room import RoomOverride
from holdfast.kernel.finding import Refused


def inquorate(inside: str) -> str:
    return f'[[clause]]\nid = "without"\nsays = "Without a quorum."\ninquorate = {{ {inside} }}\n'


def by_ann(reason: str = "urgent", item: str | None = None) -> RoomOverride:
    return RoomOverride(by="Ann", reason=reason, item=item)


@pytest.mark.parametrize(
    ("inside", "consequence"),
    [
        ('then = "cancelled"', "the meeting is cancelled"),
        (
            'then = "adjourned", within = "10 working days"',
            "adjourned to another date within 10 working days",
        ),
        ('then = "reconvened", within = "14 calendar days"', "is reconvened within 14 calendar days"),
        ('then = "discussion only", may_adjourn = true', "nothing may be decided; it may be adjourned"),
        ('then = "cancelled", wait = "30 minutes"', "if there is still no quorum 30 minutes after the start"),
    ],
)
def test_what_follows_is_said_by_its_clause(inside: str, consequence: str) -> None:
    finding = judged(quorum_of("members = 2", inquorate(inside)), "Ann")
    assert finding.met is False
    assert consequence in (finding.consequence or "")
    assert finding.clauses == ("quorum", "without")


def test_terms_that_do_not_say_what_follows_decide_nothing() -> None:
    finding = judged(quorum_of("members = 2"), "Ann")
    assert finding.consequence == "the terms do not say what follows; nothing should be decided"


def test_what_had_begun_may_finish_where_the_terms_allow_it() -> None:
    charter = quorum_of("members = 2", inquorate('then = "cancelled", lost_midway = "what began may finish"'))
    assert judged(charter, "Ann", quorum_was_met=True).consequence == (
        "what has begun may finish; nothing new is started"
    )


def test_those_present_are_the_quorum_of_a_reconvened_meeting_where_the_terms_say_so() -> None:
    charter = quorum_of("members = 3", inquorate('then = "reconvened", reconvened_quorum = "those present"'))
    assert judged(charter, "Ann").met is False
    assert judged(charter, "Ann", is_reconvened=True).met is True
    assert judged(charter, is_reconvened=True).met is False


def test_a_refusal_carries_the_sentence_that_the_user_reads() -> None:
    with pytest.raises(Refused, match=r"^not quorate: only 1 of the 2 members needed is here$"):
        judged(quorum_of("members = 2"), "Ann").require()


def test_the_chair_sets_the_quorum_aside_with_a_reason() -> None:
    charter = quorum_of("members = 2\noverride = true")
    finding = judged(charter, "Ann", override=by_ann())
    assert finding.met is True
    assert finding.is_overridden
    assert "Reason given: urgent" in finding.reason
    assert finding.missing == ("1 more member",)


@pytest.mark.parametrize(
    ("rule", "override", "why"),
    [
        ("members = 2", by_ann(), "these terms do not let the chair set the quorum aside"),
        ("members = 2\noverride = false", by_ann(), "these terms do not let the chair"),
        ("members = 2\noverride = true", by_ann(" "), "the chair must give a reason"),
        ("members = 2\noverride = true", RoomOverride(by="Zoe", reason="x"), "only the chair may"),
        ('members = 2\noverride = { scope = "item" }', by_ann(), "for one item at a time: say which"),
    ],
)
def test_an_override_that_the_terms_do_not_allow_changes_nothing(
    rule: str, override: RoomOverride, why: str
) -> None:
    finding = judged(quorum_of(rule), "Ann", override=override)
    assert finding.met is False
    assert why in finding.reason


def test_an_override_for_one_item_holds_for_that_item_alone() -> None:
    charter = quorum_of('members = 2\noverride = { scope = "item" }')
    here = room("Ann", override=by_ann(item="4"))
    assert assess_quorum(charter, here, item="4").met is True
    assert assess_quorum(charter, here, item="5").met is False
    assert assess_quorum(charter, here).met is False


def test_whoever_acts_as_chair_may_set_the_quorum_aside_unless_the_terms_keep_it_to_the_chair() -> None:
    bea = RoomOverride(by="Bea", reason="urgent")
    assert judged(quorum_of("members = 2\noverride = true"), "Bea", override=bea).met is True
    kept = quorum_of("members = 2\noverride = { acting_chair = false }")
    assert judged(kept, "Bea", override=bea).met is False


def test_the_chair_may_agree_from_afar() -> None:
    charter = quorum_of("members = 2\noverride = true")
    assert judged(charter, "Cal", override=by_ann(), offices={"chair": "Ann"}).met is True
