"""A clause that nothing measures is never shown as kept: the five shipped charters, clause by clause."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from holdfast.charter.model import Charter
from holdfast.charter.registry import MECHANISMS, UNDERTAKINGS
from holdfast.charter.shelf import load_shipped, shipped
from holdfast.insight.compliance.casework import HOW, subject_of
from holdfast.insight.compliance.clauses import ClauseRow, Line, Tally
from holdfast.insight.compliance.figures import Figures
from holdfast.insight.compliance.mechanisms import AFTER_EACH_MEETING, ATTESTED, BY_SYSTEM, Standing, names_of
from holdfast.insight.compliance.reading import Known, clause_rows
from holdfast.obligations.ledger.kinds import Kind, kinds

CHARTERS = [charter for key in shipped() for charter in load_shipped(key).charters]
PART = date(2026, 1, 1)
TERMS, KEPT = uuid4(), Figures(in_time=3)
SOUND = {Standing.SYSTEM, Standing.ATTESTED, Standing.NOTHING_DUE, Standing.NOT_MEASURED}


def known(declared: dict[str, Kind] | None = None, kept: Charter | None = None) -> Known:
    """With an empty ledger; or with three promises of each kind kept under each clause of `kept`."""
    everything = kinds() if declared is None else declared
    cells = {}
    for clause in kept.clauses if kept else ():
        names = {name for mechanism in clause.mechanisms for name in names_of(mechanism)}
        due = {key: {PART: KEPT} for key, kind in everything.items() if names.intersection(kind.keeps)}
        if due:
            cells[TERMS, clause.id] = due
    return Known(Tally((PART,), cells), everything, frozenset(everything))


def rows(charter: Charter, what: Known) -> list[ClauseRow]:
    return list(clause_rows(charter, TERMS, what))


@pytest.mark.parametrize("charter", CHARTERS, ids=lambda charter: charter.key)
def test_with_an_empty_ledger_every_clause_is_honest_and_none_is_green(charter: Charter) -> None:
    found = rows(charter, known())
    assert [row.id for row in found] == [clause.id for clause in charter.clauses]
    for row in found:
        assert row.lines, row.id
        assert row.standing in SOUND, row.id
        assert row.colour != "green"
        assert row.words
        for line in row.lines:
            hold_to_account(row, line)


def hold_to_account(row: ClauseRow, line: Line) -> None:
    """Each mechanism says what it may say, by what the product declares."""
    declared = line.kinds or [kind for kind in kinds().values() if line.name in kind.keeps]
    if line.name in BY_SYSTEM or line.how:
        assert (line.standing, bool(line.how)) == (Standing.SYSTEM, True), row.id
    elif not declared:
        assert (line.standing, bool(line.because)) == (Standing.NOT_MEASURED, True), row.id
    else:
        expected = (
            {Standing.ATTESTED} if line.name == ATTESTED else {Standing.NOTHING_DUE, Standing.ELSEWHERE}
        )
        assert line.standing in expected, row.id


@pytest.mark.parametrize("charter", CHARTERS, ids=lambda charter: charter.key)
def test_with_everything_measured_kept_only_whole_clauses_are_green(charter: Charter) -> None:
    for row in rows(charter, known(kept=charter)):
        blind = any(line.standing is Standing.NOT_MEASURED for line in row.lines)
        assert (row.colour == "green") == (not row.figures.is_empty and not blind), row.id
        if row.figures.is_empty:
            assert row.standing in SOUND, row.id
        assert (row.blind_part is not None) == (blind and row.standing is not Standing.NOT_MEASURED)


@pytest.mark.parametrize("charter", CHARTERS, ids=lambda charter: charter.key)
def test_with_no_kind_declared_only_what_the_system_keeps_is_more_than_not_measured(charter: Charter) -> None:
    for row in rows(charter, known(declared={})):
        for line in row.lines:
            expected = Standing.SYSTEM if line.how else Standing.NOT_MEASURED
            assert line.standing is expected, row.id


def test_what_the_system_keeps_and_what_kinds_keep_are_mechanisms_of_charters() -> None:
    assert set(BY_SYSTEM) <= {*MECHANISMS, *HOW}
    declared = {name for kind in kinds().values() for name in kind.keeps}
    assert declared <= {*MECHANISMS, *UNDERTAKINGS, AFTER_EACH_MEETING, *HOW}


def test_no_standing_without_a_measure_is_green_and_each_is_said_in_words() -> None:
    assert [one for one in Standing if one.colour == "green"] == [Standing.KEPT]
    assert len({one.words for one in Standing}) == len(Standing)


# Every clause of the five charters that asks something of the work with children, and what measures it: by
# kinds of obligation, by the record, or by both. A charter that is changed is looked through again here.
MEASURED = {
    ("4lscb-met/aim-1", "measure: several areas"): (),
    ("darlington-mesa/purpose-2", "measure: gone from"): (),
    ("darlington-mesa/objective-4", "pathway"): (),
    ("darlington-mesa/objective-4", "casework: referrals"): ("referral-told", "referral-triaged"),
    ("north-tyneside-mset/aim-10", "measure: missing and placed"): (),
    ("plymouth-mcse/5.7", "casework: assessments"): (),
    ("plymouth-mcse/5.10", "measure: first help"): (),
    ("plymouth-mcse/5.12", "measure: health"): (),
    ("plymouth-mcse/5.13", "register: watching"): (),
    ("west-sussex-meog/purpose-1", "voice: discussions"): (),
    ("west-sussex-meog/purpose-2", "casework: screenings"): ("screening-confirmed",),
    ("west-sussex-meog/purpose-3", "after each meeting"): ("after-meeting",),
    ("west-sussex-meog/purpose-4", "casework: placed"): ("host-told",),
    ("west-sussex-meog/purpose-5", "casework: referrals"): ("referral-told", "referral-triaged"),
    ("west-sussex-meog/purpose-6", "pathway"): (),
    ("west-sussex-meog/purpose-7", "flag"): (),
    ("west-sussex-meog/purpose-7b", "casework: plans"): ("recorded",),
    ("west-sussex-meog/purpose-8", "sharing: recorded"): ("recorded",),
    ("west-sussex-meog/purpose-9", "clock"): (
        "feedback", "referral-told", "referral-triaged", "return-interview", "screening-confirmed",
    ),
    ("west-sussex-meog/purpose-13", "register: practice"): (),
    ("west-sussex-meog/membership-2", "sharing: disclosures"): (),
    ("west-sussex-meog/chair-4", "sharing: recorded"): ("recorded",),
}  # fmt: skip
# What the five charters ask of children and nothing measures: contexts have no records of their own yet.
UNMEASURED = {("north-tyneside-mset/purpose-4", "casework")}
OF_CHILDREN = {"casework", "flag", "pathway", "clock"}


def test_every_clause_on_the_work_with_children_is_measured_by_what_stands_here() -> None:
    keeping = {name: set() for name in ("", *HOW, "clock", AFTER_EACH_MEETING)}
    for key, kind in kinds().items():
        for name in kind.keeps:
            keeping.setdefault(name, set()).add(key)
    for (clause, name), by in MEASURED.items():
        assert name in HOW or by, clause
        assert keeping[name] == set(by), (clause, name)


def test_no_clause_on_the_work_with_children_is_left_behind() -> None:
    found = {
        (clause.id, subject_of(one) or names_of(one)[-1])
        for charter in CHARTERS
        for clause in charter.clauses
        for one in clause.mechanisms
        if subject_of(one) or OF_CHILDREN.intersection(names_of(one))
    }
    listed = {pair for pair in MEASURED if pair[1] != AFTER_EACH_MEETING}
    assert found == listed | UNMEASURED
