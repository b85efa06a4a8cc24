"""Files are brought in row by row: what is new is added, what is known is matched, what conflicts waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.casework.children.models import Child, Grant, Identifier, RestrictedMatch
from holdfast.casework.missing.models import Episode, FrequentSpell
from holdfast.casework.missing.operations.episodes import change_episode, record_episode, withdraw_episode
from holdfast.casework.missing.rules.reporting import EpisodeFacts
from holdfast.exchange.models import HeldRow, ImportFile, ImportRow, ImportRun
from holdfast.exchange.operations import importing
from holdfast.exchange.operations.importing import ask_to_apply, begin_import
from holdfast.exchange.queries.pages import plain_rows
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.notices.models import Notice
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.missing.missing_children import at, dated, timed, went_missing
from tests.casework.town import CaseTown
from tests.exchange.bringing import bring_list, bring_return
from tests.factories import make_account

SHARED = Path(__file__).resolve().parents[3] / "shared/data/ssda903"
ROW = "510,12/03/2012,M,13/11/2025,25/11/2025"


def test_a_file_is_looked_through_before_anything_is_changed(town: CaseTown) -> None:
    looked = bring_return(town, ROW, "511,12/03/2012,M,,", apply=False)
    assert looked.outcomes == ["added", "tray"]
    assert (looked.run.state, looked.run.totals["added"], looked.run.totals["tray"]) == ("looked", 1, 1)
    assert not Episode.objects.exists()
    assert not Child.objects.exists()
    assert not ImportRow.objects.exclude(state="").exists()


def test_a_new_child_and_its_episode_are_added(town: CaseTown) -> None:
    header = "CHILD,SEX,DOB,ETHNIC,UPN\n510,2,12/03/2012,WBRI,B801200005001\n"
    brought = bring_return(town, ROW, header=header)
    assert brought.outcomes == ["added"]
    child = Child.objects.get()
    assert (child.birth_on, child.sex, child.ethnic_group) == (date(2012, 3, 12), "female", "WBRI")
    assert set(Identifier.objects.values_list("kind", "value")) == {
        ("looked-after", "510"),
        ("upn", "B801200005001"),
    }
    episode = Episode.objects.get()
    assert (episode.began_at, episode.ended_at) == (at("2025-11-13"), at("2025-11-25"))
    assert (episode.is_began_known, episode.is_ended_known, episode.source) == (False, False, "imported")
    assert not ImportFile.objects.exists()
    assert TrailEntry.objects.filter(verb="applied an import", subject_id=brought.run.pk).exists()


def test_the_same_file_twice_adds_nothing(town: CaseTown) -> None:
    rows = (ROW, "510,12/03/2012,A,01/12/2025,01/12/2025", "510,12/03/2012,M,01/12/2025,", "9,x,M,2025,")
    first = bring_return(town, *rows)
    assert first.outcomes == ["added", "added", "added", "tray"]
    assert bring_return(town, *rows).outcomes == ["matched", "matched", "matched", "tray"]
    assert Episode.objects.count() == 3
    assert Child.objects.count() == 1
    assert ImportRow.objects.filter(state="waiting").count() == 1


def test_bad_rows_keep_no_good_one_out_and_none_is_lost(town: CaseTown) -> None:
    brought = bring_return(
        town,
        ROW,
        "510,12/03/2012,M,31/02/2025,",
        "511,12/03/2012,M,01/06/2025,01/05/2025",
        "512,12/03/2012,M,01/06/2025,09/06/2025",
        "512,12/03/2012,M,05/06/2025,12/06/2025",
        ",,,,x",
        ",,M,,",
    )
    assert brought.outcomes == ["added", "tray", "tray", "tray", "tray", "tray", "refused"]
    waiting = ImportRow.objects.filter(state="waiting").values_list("number", flat=True)
    assert list(waiting) == [3, 4, 5, 6, 7]
    assert ["MIS_START", "31/02/2025"] in ImportRow.objects.get(number=3).written
    assert Episode.objects.count() == 1


def test_a_later_file_that_knows_the_return_changes_the_open_episode(town: CaseTown) -> None:
    bring_return(town, "510,12/03/2012,M,13/11/2025,")
    later = bring_return(town, ROW, "510,12/03/2012,M,30/11/2025,01/12/2025")
    assert later.outcomes == ["changed", "added"]
    assert Episode.objects.get(began_at=at("2025-11-13")).ended_at == at("2025-11-25")
    assert bring_return(town, "510,12/03/2012,M,13/11/2025,").codes(2) == {"ended-on-record"}


def test_what_a_person_recorded_or_corrected_is_not_overwritten(town: CaseTown) -> None:
    bring_return(town, ROW)
    episode = Episode.objects.select_related("child").get()
    right = replace(EpisodeFacts.of(episode), ended_at=at("2025-11-20"))
    change_episode(by=town.actor("Cora"), episode=episode, facts=right)
    again = bring_return(town, ROW)
    assert (again.outcomes, again.codes(2)) == (["tray"], {"differs-from-record"})
    episode.refresh_from_db()
    withdraw_episode(by=town.actor("Cora"), episode=episode, reason="Never happened")
    withdrawn = bring_return(town, "510,12/03/2012,M,13/11/2025,20/11/2025")
    assert withdrawn.codes(2) == {"withdrawn-on-record"}


def test_rows_that_contradict_the_record_wait_with_the_reason(town: CaseTown) -> None:
    child = town.child(birth_on=date(2012, 3, 12))
    Identifier.objects.create(partnership=town.partnership, child=child, kind="looked-after", value="510")
    went_missing(town, child, dated("2025-11-10", "2025-11-20"))
    went_missing(town, child, timed(at("2026-02-01", 9)))
    brought = bring_return(
        town,
        ROW,
        "510,12/03/2012,M,03/02/2026,04/02/2026",
        "510,12/03/2013,M,01/08/2025,02/08/2025",
    )
    assert brought.codes(2) == {"overlaps-record"}
    assert brought.codes(3) == {"new-while-open-on-record"}
    assert brought.codes(4) == {"birth-differs-from-record"}
    other_type = bring_return(town, "510,12/03/2012,A,10/11/2025,20/11/2025")
    assert other_type.codes(2) == {"kind-differs"}


def test_a_police_row_with_the_hour_refines_what_the_return_brought(town: CaseTown) -> None:
    bring_return(town, ROW)
    child = Child.objects.get()
    Identifier.objects.create(partnership=town.partnership, child=child, kind="police", value="P1")
    brought = bring_list(town, "p/1,,,12/03/2012,13/11/2025 22:10,25/11/2025 07:45")
    assert brought.outcomes == ["changed"]
    episode = Episode.objects.get()
    assert (episode.began_at, episode.ended_at) == (at("2025-11-13", 22, 10), at("2025-11-25", 7, 45))
    assert bring_return(town, ROW).outcomes == ["matched"]


def test_children_are_recognised_by_name_and_birth_and_never_guessed(town: CaseTown) -> None:
    robin = town.child("Robin", "Ashdown", birth_on=date(2011, 2, 28))
    brought = bring_list(
        town,
        ",Robin,Ashdown,28/02/2011,01/05/2026 10:00,",
        ",Robyn,Ashdown,28/02/2011,02/05/2026 10:00,02/05/2026 11:00",
        ",Ida,Reyes,03/04/2012,02/05/2026 10:00,",
        ",Ida,,,02/05/2026 10:00,",
    )
    assert brought.outcomes == ["added", "tray", "added", "tray"]
    assert brought.judged[2].child is not None
    assert brought.judged[2].child.pk == robin.pk
    assert brought.codes(3) == {"child-may-be-on-record"}
    assert brought.codes(5) == {"child-missing", "child-unknown"}


def test_a_map_can_let_new_children_wait(town: CaseTown) -> None:
    brought = bring_list(town, "7,Ida,Reyes,03/04/2012,02/05/2026 10:00,", new_children="wait")
    assert (brought.outcomes, brought.codes(2)) == (["tray"], {"child-unknown"})
    assert not Child.objects.exists()


def _as_importer_sees(town: CaseTown, asked: str) -> tuple[object, ...]:
    """Everything that one row leaves behind for the importer, but for ids, moments and what the file said."""
    town.actor("Cora")
    before = set(ImportRow.objects.values_list("pk", flat=True))
    brought = bring_list(town, f"{asked},,,,02/05/2026 10:00,", new_children="wait")
    town.actor("Cora")
    row = ImportRow.objects.exclude(pk__in=before).get()
    return (
        brought.outcomes, brought.codes(2), brought.run.totals, row.problems, row.state, row.child_id,
        row.episode_id, row.outcome, sorted(row.asked_child), sorted(row.facts), bool(row.fingerprint),
    )  # fmt: skip


def test_a_row_about_a_restricted_child_and_one_about_nobody_are_alike_to_the_importer(
    town: CaseTown,
) -> None:
    make_account(town.people["Gwen"])
    guarded = town.child("Kit", "Vale", is_restricted=True, guardian=town.people["Gwen"])
    Identifier.objects.create(partnership=town.partnership, child=guarded, kind="police", value="71")
    assert _as_importer_sees(town, "71") == _as_importer_sees(town, "72")


def test_a_first_look_that_meets_a_restricted_record_tells_its_guardian_alone_and_once(
    town: CaseTown,
) -> None:
    make_account(town.people["Gwen"])
    guarded = town.child("Kit", "Vale", is_restricted=True, guardian=town.people["Gwen"])
    Identifier.objects.create(partnership=town.partnership, child=guarded, kind="police", value="71")
    row = "71,,,12/03/2012,02/05/2026 10:00,"
    assert bring_list(town, row, row, apply=False).codes(2) == {"child-unknown"}
    bring_list(town, row, apply=False)
    notice = Notice.objects.get(kind="restricted-match", withdrawn_at=None)
    match = RestrictedMatch.objects.get(pk=notice.subject_id)
    assert (notice.person, match.child, match.searched_by) == (
        town.people["Gwen"], guarded, town.people["Cora"],
    )  # fmt: skip
    town.actor("Cora")
    assert not RestrictedMatch.objects.exists()
    assert not HeldRow.objects.exists()


def test_a_guardian_records_on_the_records_that_they_guard_and_on_no_other(town: CaseTown) -> None:
    gwen = town.people["Gwen"]
    guarded = town.child("Kit", "Vale", is_restricted=True, guardian=gwen)
    other = town.child("Ida", "Reyes")
    for child in (guarded, other):
        own = {"partnership": town.partnership, "child": child, "person": gwen}
        Grant.objects.create(reason="guards", from_on=date(2020, 1, 1), **own)
    facts = EpisodeFacts(kind="missing", began_at=datetime(2026, 1, 2, 20, tzinfo=UTC), ended_at=None)
    by = town.actor("Gwen")
    assert Child.objects.visible_to(by).filter(pk=other.pk).exists()
    with pytest.raises(PermissionDenied):
        record_episode(by=by, child=other, facts=facts)
    assert record_episode(by=by, child=guarded, facts=facts).child == guarded


def test_a_number_that_two_children_bear_decides_nothing(town: CaseTown) -> None:
    for name in ("Robin", "Ida"):
        child = town.child(name)
        Identifier.objects.create(partnership=town.partnership, child=child, kind="police", value="7")
    assert bring_list(town, "7,,,,02/05/2026 10:00,").codes(2) == {"child-unclear"}


def test_a_restricted_childs_row_waits_for_the_guardian_and_for_the_importer_as_of_nobody_known(
    town: CaseTown,
) -> None:
    make_account(town.people["Gwen"])
    guarded = town.child(
        "Kit", "Vale", birth_on=date(2012, 3, 12), is_restricted=True, guardian=town.people["Gwen"]
    )
    Identifier.objects.create(partnership=town.partnership, child=guarded, kind="looked-after", value="510")
    Grant.objects.create(
        partnership=town.partnership, child=guarded, person=town.people["Gwen"], reason="guards",
        from_on=date(2020, 1, 1),
    )  # fmt: skip
    brought = bring_return(town, ROW, "510,12/03/2012,M,31/02/2025,")
    assert (brought.outcomes, brought.codes(2)) == (["tray", "tray"], {"child-unknown"})
    assert brought.codes(3) == {"start-bad", "child-unknown"}
    town.actor("Cora")
    shown = list(ImportRow.objects.order_by("number").values_list("child", "state"))
    assert shown == [(None, "waiting")] * 2
    assert not HeldRow.objects.exists()
    gwen = town.actor("Gwen")
    held = HeldRow.objects.visible_to(gwen).order_by("number")
    assert [(row.child_id, row.state) for row in held] == [(guarded.pk, "waiting")] * 2
    assert held[1].problems[0]["code"] == "start-bad"
    assert Notice.objects.filter(person=town.people["Gwen"], kind="imported-row-held").count() == 2
    town.everything()
    assert not Episode.objects.exists()
    assert Child.objects.count() == 1


def test_a_long_file_goes_in_by_parts_that_add_up(town: CaseTown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "PART", 2)
    rows = [f"{n},12/03/2012,M,13/11/2025,25/11/2025" for n in range(510, 515)]
    brought = bring_return(town, *rows, "510,12/03/2012,M,bad,")
    assert brought.run.totals["added"] == 5
    assert (brought.run.done, brought.run.total, brought.run.totals["problems"]) == (6, 6, {"start-bad": 1})
    page = plain_rows(town.actor("Cora"), brought.run, 0, 50)
    assert [(row.number, row.child_id is not None) for row in page] == [(n, True) for n in range(2, 7)]


def test_three_imported_starts_make_a_child_frequently_missing(town: CaseTown) -> None:
    rows = [f"510,12/03/2012,M,0{day}/09/2025,0{day}/09/2025" for day in (1, 4, 8)]
    bring_return(town, *rows)
    assert FrequentSpell.objects.get().from_on == date(2025, 9, 8)
    assert drift_of(town.group) == []


def test_only_those_who_import_may(town: CaseTown) -> None:
    for name in ("Chidi", "Mina", "Gwen", "Pat", "Stella"):
        with pytest.raises(PermissionDenied):
            begin_import(by=town.actor(name), kind="ssda903", name="f", files={"missing": b"x"})


def test_a_looked_through_file_is_applied_once(town: CaseTown) -> None:
    looked = bring_return(town, ROW, apply=False)
    applying = ask_to_apply(looked.run, by=town.actor("Cora"))
    assert applying.state == ImportRun.State.APPLYING
    with pytest.raises(Exception, match="not ready to be applied"):
        ask_to_apply(looked.run, by=town.actor("Cora"))


@pytest.mark.skipif(not SHARED.exists(), reason="the published fake return is not beside this checkout")
def test_the_published_fake_return_goes_in_once(town: CaseTown) -> None:
    files = {name: (SHARED / f"{name}.csv").read_text() for name in ("missing", "header", "episodes")}
    rows = files["missing"].splitlines()[1:]
    first = bring_return(town, *rows, header=files["header"], care=files["episodes"])
    assert first.run.totals["rows"] == 43
    assert (first.run.totals["added"], first.run.totals["tray"]) == (41, 2)
    assert Child.objects.count() == 38
    again = bring_return(town, *rows, header=files["header"], care=files["episodes"])
    assert (again.run.totals["added"], again.run.totals["matched"], again.run.totals["tray"]) == (0, 41, 2)
    assert Episode.objects.count() == 41
    assert ImportRow.objects.filter(state="waiting").count() == 2
