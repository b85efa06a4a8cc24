"""What the five charters hold as data beyond their meetings: reports, reviews, approvals, pathways, flags."""

from datetime import date

import pytest

from holdfast.charter.promises import Approval, Consultation, Escalation, Flag, Pathway, Report, Review

from .shipped_rooms import in_clause

# Reports


@pytest.mark.parametrize(
    ("clause", "to", "every", "parts"),
    [
        ("darlington-mesa/attendance-2", "board", "every year", 2),
        ("north-tyneside-mset/aim-11", "executive-group", None, 3),
        ("plymouth-mcse/5.16", "board", "every year", 2),
        ("west-sussex-meog/governance-1", "tactical-group", "every month", 5),
        ("west-sussex-meog/governance-2", "exploitation-subgroup", None, 7),
    ],
)
def test_a_report_has_its_route_its_rhythm_and_its_parts(
    clause: str, to: str, every: str | None, parts: int
) -> None:
    [report] = in_clause(clause, Report)
    assert (report.to, report.every and str(report.every), len(report.parts)) == ((to,), every, parts)


@pytest.mark.parametrize("clause", ["darlington-mesa/reporting-1", "darlington-mesa/chair-6"])
def test_darlington_reports_to_each_meeting_of_the_board(clause: str) -> None:
    [report] = in_clause(clause, Report)
    assert report.each_meeting_of == "board"


def test_the_four_boards_hear_by_their_executive_and_themselves_yearly_and_on_request() -> None:
    by_executive, direct = in_clause("4lscb-met/reporting-2", Report)
    assert by_executive.via == "executive-group"
    assert (str(direct.every), direct.on_request, len(direct.to)) == ("every year", True, 4)


def test_the_tactical_group_of_west_sussex_hears_monthly_and_the_subgroup_as_needed() -> None:
    monthly, as_needed = in_clause("west-sussex-meog/purpose-13", Report)
    assert (monthly.to, str(monthly.every)) == (("tactical-group",), "every month")
    assert (as_needed.to, as_needed.every) == (("exploitation-subgroup",), None)


# Reviews and approvals


@pytest.mark.parametrize(
    ("clause", "by", "every", "last", "next_on", "is_blank"),
    [
        ("4lscb-met/membership-4", "chair", "every year", None, None, False),
        ("4lscb-met/review-1", "policy-and-procedures-group", "every year", None, date(2017, 2, 28), False),
        ("north-tyneside-mset/review-1", "group", None, date(2021, 4, 6), None, False),
        ("plymouth-mcse/3-review", "independent-chair", "every 2 years", None, None, False),
        ("plymouth-mcse/16", "group", "every 2 years", None, None, True),
        ("west-sussex-meog/review-1", "group", "every year", date(2018, 4, 9), date(2019, 4, 30), False),
    ],
)
def test_a_review_says_by_whom_how_often_and_its_dates(
    clause: str, by: str, every: str | None, last: date | None, next_on: date | None, is_blank: bool
) -> None:
    [review] = in_clause(clause, Review)
    assert (review.by, review.every and str(review.every)) == ((by,), every)
    assert (review.last, review.next, review.dates_left_blank) == (last, next_on, is_blank)


def test_two_signatures_bring_the_terms_of_plymouth_into_force_and_neither_is_dated() -> None:
    [approval] = in_clause("plymouth-mcse/17", Approval)
    assert (approval.by, approval.on) == (("chair", "independent-chair"), None)
    assert approval.dates_left_blank


@pytest.mark.parametrize("clause", ["documents-1", "documents-2", "duty-6"])
def test_nobody_in_darlington_is_asked_for_comments_without_a_deadline(clause: str) -> None:
    [consultation] = in_clause(f"darlington-mesa/{clause}", Consultation)
    assert consultation.deadline_required


def test_silence_in_darlington_counts_as_agreement_and_the_board_signs_last() -> None:
    [consultation] = in_clause("darlington-mesa/documents-2", Consultation)
    [approval] = in_clause("darlington-mesa/documents-2", Approval)
    assert (consultation.silence, approval.by) == ("means agreement", ("board",))


# Children


def services_for(level: str, *, after_event: bool) -> list[str]:
    [pathway] = in_clause("west-sussex-meog/purpose-6", Pathway)
    return [step.to for step in pathway.steps if level in step.levels and (after_event or step.when is None)]


@pytest.mark.parametrize(
    ("level", "after_event", "services"),
    [
        ("low", False, ["Asphaleia"]),
        ("medium", False, ["Asphaleia", "Barnardo's"]),
        ("high", False, ["Barnardo's"]),
        ("high", True, ["Barnardo's", "Lifecentre"]),
    ],
)
def test_the_pathway_of_west_sussex_says_which_services_take_a_child(
    level: str, after_event: bool, services: list[str]
) -> None:
    assert services_for(level, after_event=after_event) == services


def test_three_starts_in_any_ninety_days_make_a_child_frequently_missing() -> None:
    [flag] = in_clause("west-sussex-meog/purpose-7", Flag)
    assert (flag.times, flag.days, flag.counted, flag.exactly) == (3, 90, "any consecutive days", False)
    assert "starts" in flag.of


def test_an_undone_action_in_west_sussex_climbs_to_the_line_manager_and_then_higher() -> None:
    [ladder] = in_clause("west-sussex-meog/purpose-10", Escalation)
    first, second = ladder.steps
    assert "line manager" in first.to
    assert (str(second.after), second.when) == ("14 calendar days", "a second date is missed")
