"""A child is shared with another partnership deliberately, both see that, and nothing else ties the two."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404

from holdfast.casework.children import elsewhere
from holdfast.casework.children.models import Child, Received
from holdfast.casework.children.operations.restricting import restrict_record
from holdfast.casework.children.operations.sharing import end_received, end_share, share_child, tie_to_own
from holdfast.kernel.finding import Refused
from holdfast.obligations.concerns.publishing import unpublish_group
from holdfast.obligations.notices.models import Notice
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.town import CaseTown
from tests.casework.two_towns import PARTS, WHY, arrived, ask, kestrel, refused, rows_of, shared, towns

__all__ = ["towns"]
pytestmark = pytest.mark.django_db
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def test_the_other_side_sees_the_parts_that_were_chosen_why_and_by_what_right_and_nothing_else(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, moorshire = towns
    share = shared(fernshire)
    there = arrived(moorshire)
    assert (there.reference, there.other_partnership, there.other_group) == (
        share.reference, "Fernshire", "MEOG",
    )  # fmt: skip
    assert (there.purpose, there.basis, there.parts) == (WHY, "public-task", ["identity", *PARTS])
    told = elsewhere.read(there)
    assert set(told) == {"identity", *PARTS}
    assert told["identity"]["family_name"] == "Kestrel"
    assert [heard["words"] for heard in told["voice"]] == ["I want my own door."]
    assert "Street" not in str(told)
    assert "School" not in str(told)
    assert "Nurse" not in str(told)


def test_what_changes_here_is_what_is_read_there_and_each_reading_is_in_the_trail_here(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, moorshire = towns
    share = shared(fernshire)
    fernshire.everything()
    Child.objects.update(family_name="Falcon")
    assert elsewhere.read(arrived(moorshire))["identity"]["family_name"] == "Falcon"
    fernshire.everything()
    entry = TrailEntry.objects.get(verb="read from outside")
    assert (entry.subject_id, entry.person_id) == (share.pk, None)


def test_the_coordinator_there_is_told_by_count_and_link(towns: tuple[CaseTown, CaseTown]) -> None:
    fernshire, moorshire = towns
    shared(fernshire)
    moorshire.everything()
    notice = Notice.objects.get(kind="child-received")
    assert (notice.person.name, notice.subject_id) == ("Cora", Received.objects.get().pk)


def test_only_those_who_keep_records_see_what_came_and_only_they_share(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, moorshire = towns
    child = kestrel(fernshire)
    fernshire.works_with("health", child)
    with pytest.raises(PermissionDenied):
        share_child(
            by=fernshire.actor("Mina"),
            child=child,
            to=child.pk,
            parts=PARTS,
            purpose=WHY,
            basis="public-task",
        )
    shared(fernshire, child)
    seen = {n for n in moorshire.people if Received.objects.visible_to(moorshire.actor(n)).exists()}
    assert seen == {"Cora", "Chidi"}
    with pytest.raises(Http404):
        tie_to_own(by=fernshire.actor("Cora"), received=Received(pk=child.pk), reference="AAAAA")


def test_ending_it_on_either_side_ends_it_on_both_and_nothing_is_read_any_more(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, moorshire = towns
    share = shared(fernshire)
    end_share(by=fernshire.actor("Cora"), share=share, reason="The placement has ended.")
    there = arrived(moorshire)
    assert there.was_ended_elsewhere
    assert there.end_reason == "The placement has ended."
    assert "nothing is shared" in refused("select shared_child(%s)", there.pk)
    again = shared(fernshire, share.child)
    moorshire.actor("Cora")
    back = Received.objects.get(thread=again.thread)
    end_received(by=moorshire.actor("Cora"), received=back, reason="She has moved away.")
    fernshire.everything()
    again.refresh_from_db()
    assert again.was_ended_elsewhere
    assert again.end_reason == "She has moved away."


def test_nothing_is_shared_twice_with_one_group_nor_without_purpose_or_parts(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, _ = towns
    share = shared(fernshire)
    for more, why in (({}, "already"), ({"purpose": ""}, "shared for"), ({"parts": ()}, "Choose what")):
        with pytest.raises(Refused, match=why):
            shared(fernshire, share.child, **more)


def test_restricting_a_record_ends_its_sharing_and_after_that_only_the_guardian_shares(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, moorshire = towns
    share = shared(fernshire)
    gwen = fernshire.people["Gwen"]
    restrict_record(by=fernshire.actor("Cora"), child=share.child, guardian=gwen, reason=WHY)
    assert arrived(moorshire).ended_at is not None
    with pytest.raises(Http404):
        shared(fernshire, share.child)
    by = fernshire.actor("Gwen")
    to = elsewhere.destinations()[0].id
    share_child(by=by, child=share.child, to=to, parts=PARTS, purpose=WHY, basis="public-task")
    moorshire.actor("Cora")
    assert elsewhere.read(Received.objects.get(ended_at=None))["identity"]["family_name"] == "Kestrel"


def test_a_record_restricted_behind_the_back_of_sharing_is_not_read_either(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, moorshire = towns
    shared(fernshire)
    fernshire.everything()
    Child.objects.update(is_restricted=True, guardian=fernshire.people["Gwen"])
    assert "nothing is shared" in refused("select shared_child(%s)", arrived(moorshire).pk)


def test_what_came_is_tied_to_ones_own_record_and_hidden_from_whoever_may_not_see_that(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, moorshire = towns
    shared(fernshire)
    moorshire.everything()
    own = moorshire.child("Robyn", "Kestrel")
    there = arrived(moorshire)
    with pytest.raises(Refused, match="No record here"):
        tie_to_own(by=moorshire.actor("Cora"), received=there, reference="22222")
    tie_to_own(by=moorshire.actor("Cora"), received=there, reference=own.reference.lower())
    assert arrived(moorshire).child == own
    gwen = moorshire.people["Gwen"]
    restrict_record(by=moorshire.actor("Cora"), child=own, guardian=gwen, reason=WHY)
    moorshire.actor("Cora")
    assert not Received.objects.exists()
    assert "nothing is shared" in refused("select shared_child(%s)", there.pk)


def test_a_group_that_closed_itself_takes_no_children_and_one_that_discusses_none_never_did(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    fernshire, moorshire = towns
    fernshire.everything()
    (entry,) = elsewhere.destinations()
    assert (entry.group, entry.partnership) == ("MEOG", "Moorshire")
    unpublish_group(by=moorshire.actor("Bola"), group=moorshire.group)
    fernshire.everything()
    assert elsewhere.destinations() == ()
    with pytest.raises(Refused, match="no longer takes"):
        shared(fernshire, to=entry.id)


def test_the_functions_act_for_the_present_partnership_alone(towns: tuple[CaseTown, CaseTown]) -> None:
    """Nobody else's row is delivered, ended or read, nothing is done twice, no context means nothing."""
    fernshire, moorshire = towns
    share = shared(fernshire)
    fernshire.everything()
    entry = elsewhere.destinations()[0].id
    assert "duplicate key" in refused("select * from deliver_share(%s, %s)", share.pk, entry)
    assert "cannot be ended" in refused("select * from end_shared(%s)", share.pk)
    there = arrived(moorshire).pk
    fernshire.everything()
    assert "nothing is shared" in refused("select shared_child(%s)", there)
    for partnership in (moorshire.partnership.pk, None):
        set_need_to_know(partnership)
        assert "nothing to share" in refused("select * from deliver_share(%s, %s)", share.pk, entry)
        assert "nothing to end" in refused("select * from end_shared(%s)", share.pk)
    assert ask("select * from sharing_destinations()") == []
    assert "nothing is shared" in refused("select shared_child(%s)", there)


def test_the_table_between_is_closed_and_holds_no_words(towns: tuple[CaseTown, CaseTown]) -> None:
    for statement in ("select * from", "delete from", "insert into"):
        more = " values (null)" if statement.startswith("insert") else ""
        assert "permission denied" in refused(f"{statement} children_sharing{more}")
    typed = "select distinct t.typname from pg_attribute a join pg_type t on t.oid = a.atttypid"
    held = ask(f"{typed} where a.attrelid = 'children_sharing'::regclass and a.attnum > 0")
    assert {name for (name,) in held} == {"uuid", "timestamptz"}


def test_no_row_of_one_partnership_refers_to_another_s_but_in_the_named_tables(
    towns: tuple[CaseTown, CaseTown],
) -> None:
    """Raw SQL over every table: no identifier of the one's rows stands anywhere in the other's."""
    fernshire, moorshire = towns
    share = shared(fernshire)
    elsewhere.read(arrived(moorshire))
    moorshire.everything()
    here, there = rows_of(fernshire), rows_of(moorshire)
    ids = {
        table: {_UUID.findall(row)[0] for row in rows if _UUID.search(row)} for table, rows in here.items()
    }
    own = set().union(*ids.values()) - {str(share.thread)}
    found = {
        (table, one)
        for table, rows in there.items()
        for row in rows
        for one in _UUID.findall(row)
        if one in own
    }
    assert str(share.pk) in own
    assert str(share.child_id) in own
    assert found == set()
    crossing = {"concerns_delivery", "children_sharing"}
    named = ask(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition"
        " and c.relname in ('concerns_delivery', 'children_sharing')"
    )
    assert {name for (name,) in named} == crossing
    assert not crossing & {model._meta.db_table for model in apps.get_models()}


def test_no_word_of_the_child_lies_in_the_other_partnership(towns: tuple[CaseTown, CaseTown]) -> None:
    """What is shared is read, not copied: once it is ended, nothing of it is left there."""
    fernshire, moorshire = towns
    shared(fernshire)
    elsewhere.read(arrived(moorshire))
    text = str(rows_of(moorshire))
    assert "Kestrel" not in text
    assert "my own door" not in text
