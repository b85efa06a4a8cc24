"""Episodes, levels, the list and the plan of a shared child: what was chosen, and nothing besides."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from holdfast.casework.children import elsewhere
from holdfast.casework.children.models import Child, Received, Share
from holdfast.casework.children.operations.merging import merge_children
from holdfast.casework.children.operations.sharing import end_share
from holdfast.casework.children.queries.sharing import told_of
from holdfast.casework.missing.models import Episode
from holdfast.casework.risk.models import LevelChange, ListEntry, SafetyPlan
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.town import CaseTown
from tests.casework.two_towns import arrived, ask, kestrel, refused, rows_of, shared, towns
from tests.factories import grant, make_account, make_person
from tests.web.fetcher import Fetcher

__all__ = ["towns"]
pytestmark = pytest.mark.django_db
ALL = ("episodes", "risk", "plan")
MARCH = datetime(2026, 3, 1, 21, tzinfo=UTC)
# Free words, other people and reasons: what crosses no border.
KEPT = "Heron"

Sharing = tuple[CaseTown, CaseTown, Share, Received]


def missing_kestrel(town: CaseTown) -> Child:
    """Robin, missing twice (once by error), at high risk, listed, with a plan; Heron is in what stays."""
    child = kestrel(town)
    own = {"partnership": town.partnership, "child": child}
    Episode.objects.create(
        began_at=MARCH, ended_at=MARCH.replace(day=2), gone_from="care", found_state="hurt",
        reasons=["drugs"], circumstances=KEPT, companions=[KEPT], places=[KEPT], found_where=KEPT,
        last_seen_where=KEPT, reported_by=KEPT, **own,
    )  # fmt: skip
    Episode.objects.create(
        began_at=MARCH.replace(day=9), withdrawn_at=MARCH.replace(day=10), withdrawn_why=KEPT, **own
    )
    for number, level in enumerate(("low", "high"), 1):
        LevelChange.objects.create(
            area="criminal", number=number, level=level, at=MARCH.replace(day=number), reason=KEPT,
            child_view=KEPT, framework=KEPT, **own,
        )  # fmt: skip
    ListEntry.objects.create(standing="listed", joined_at=MARCH, from_at=MARCH, **own)
    SafetyPlan.objects.create(
        text="Nan meets the 5pm bus", agreed_on=date(2026, 3, 3), review_on=date(2026, 4, 3),
        agreed_with=KEPT, **own,
    )  # fmt: skip
    return child


@pytest.fixture
def sharing(towns: tuple[CaseTown, CaseTown]) -> Sharing:
    """All three parts shared with Moorshire."""
    fernshire, moorshire = towns
    share = shared(fernshire, missing_kestrel(fernshire), parts=ALL)
    return fernshire, moorshire, share, arrived(moorshire)


def words(row: Share | Received) -> dict[str, list[str]]:
    return {one.title: list(one.lines) for one in told_of(row)}


def test_both_sides_read_the_same_episodes_levels_list_and_plan_and_no_free_words(sharing: Sharing) -> None:
    fernshire, _, share, there = sharing
    read = words(there)
    assert read["Missing episodes"] == [
        "Missing 1 March 2026 at 9pm to 2 March 2026 at 9pm, gone from care, "
        "found hurt or unwell, reasons: drugs"
    ]
    assert read["Levels of risk and place on the exploitation list"] == [
        "Criminal exploitation: high, since 2 March 2026", "On the list, since 1 March 2026",
    ]  # fmt: skip
    assert read["Safety plan"] == [
        "Nan meets the 5pm bus", "Agreed 3 March 2026, last found followed, next looked at 3 April 2026",
    ]  # fmt: skip
    assert KEPT not in str(read)
    fernshire.actor("Cora")
    assert words(share) == read
    fernshire.everything()
    verbs = TrailEntry.objects.filter(verb__endswith="from outside").values_list("verb", flat=True)
    assert sorted(verbs) == [
        "read episodes from outside", "read from outside", "read plan from outside", "read risk from outside",
    ]  # fmt: skip


def test_a_part_that_was_not_chosen_is_refused_by_its_function(towns: tuple[CaseTown, CaseTown]) -> None:
    fernshire, moorshire = towns
    share = shared(fernshire, missing_kestrel(fernshire), parts=("risk",))
    there = arrived(moorshire)
    assert set(elsewhere.read(there)) == {"identity", "risk"}
    for part in ("episodes", "plan"):
        assert "nothing is shared" in refused(f"select shared_{part}(%s)", there.pk)
    fernshire.actor("Cora")
    assert "nothing is shared" in refused("select shared_plan(%s)", share.pk)


def _nothing_is_read(there: Received) -> None:
    assert elsewhere.read(there) == {}
    for part in ("child", *ALL):
        assert "nothing is shared" in refused(f"select shared_{part}(%s)", there.pk)


def test_ending_it_ends_the_view(sharing: Sharing) -> None:
    fernshire, moorshire, share, there = sharing
    end_share(by=fernshire.actor("Cora"), share=share, reason="The placement has ended.")
    moorshire.actor("Cora")
    _nothing_is_read(there)
    there.refresh_from_db()
    assert told_of(there) == ()


def test_a_record_that_is_restricted_or_merged_since_is_not_shared_on(sharing: Sharing) -> None:
    fernshire, moorshire, share, there = sharing
    fernshire.everything()
    Child.objects.filter(pk=share.child_id).update(is_restricted=True, guardian=fernshire.people["Gwen"])
    moorshire.actor("Cora")
    _nothing_is_read(there)
    fernshire.everything()
    Child.objects.filter(pk=share.child_id).update(is_restricted=False, guardian=None)
    kept = fernshire.child("Robyn", "Kestrel")
    merge_children(
        kept=kept, merged=share.child, by=fernshire.actor("Cora"), reason="One child, two records."
    )
    moorshire.actor("Cora")
    _nothing_is_read(there)
    there.refresh_from_db()
    assert there.was_ended_elsewhere


def test_another_partnership_reads_nothing_and_the_rule_itself_is_closed(sharing: Sharing) -> None:
    fernshire, moorshire, share, there = sharing
    for town, row in ((fernshire, there), (moorshire, share)):
        town.actor("Cora")
        for part in ALL:
            assert "nothing is shared" in refused(f"select shared_{part}(%s)", row.pk)
    moorshire.actor("Cora")
    assert "permission denied" in refused("select shared_part(%s, 'risk')", there.pk)


def test_nothing_of_them_lies_in_the_other_partnership(sharing: Sharing) -> None:
    fernshire, moorshire, share, there = sharing
    told_of(there)
    text = str(rows_of(moorshire))
    fernshire.everything()
    ids = [str(pk) for (pk,) in ask("select id from missing_episode union select id from risk_safetyplan")]
    assert len(ids) == 3
    assert not [one for one in ("5pm bus", KEPT, str(share.child_id), *ids) if one in text]


def test_the_pages_of_both_sides_and_of_those_there_who_work_with_no_cases(sharing: Sharing) -> None:
    fernshire, moorshire, share, there = sharing
    moorshire.everything()
    page = Fetcher(moorshire.people["Cora"].account).get(f"/children/from-other-partnerships/{there.pk}/")
    assert "Nan meets the 5pm bus" in page.text
    fernshire.everything()
    cora = Fetcher(make_account(fernshire.people["Cora"]))
    assert "Nan meets the 5pm bus" in cora.get(f"/children/shares/{share.pk}/").text
    for role in (Role.AUDITOR, Role.BOARD_VIEWER, Role.AGENCY_LEAD, Role.PRACTITIONER):
        moorshire.everything()
        person = make_person(moorshire.partnership, role.title, moorshire.agencies["health"])
        grant(person, role)
        Fetcher(make_account(person)).get(f"/children/from-other-partnerships/{there.pk}/", status=403)
