"""The review of the terms and the signatures under them stand in the ledger, and are met by what is done."""

from datetime import date

from holdfast.governance.terms_review.operations.drafting import Kind, Wanted, change_draft
from holdfast.governance.terms_review.operations.proposing import propose_amendments, take_back_proposal
from holdfast.governance.terms_review.operations.reviewing import close_comments, end_without_change
from holdfast.governance.terms_review.promises import REVIEWED, SIGNED
from holdfast.groups.operations.in_force import put_in_force
from holdfast.groups.operations.terms import record_signature, sign_terms
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from tests.governance.terms_review.world import Harbour, with_review
from tests.groups.world import TODAY, charter

APPROVAL = '[clause.approval]\nof = "these terms"\nby = ["chair", "the-board"]'


def owed(kind: str) -> list[tuple[str, str, str]]:
    """The rows of a kind: owner, due day, state."""
    rows = Obligation.objects.filter(kind=kind).order_by("began_at", "owner_key")
    return [
        (
            row.owner_office or row.owner_body or "the group",
            f"{row.due_at.astimezone(LONDON):%-d %B %Y}" if row.due_at else "",
            str(row.state(clock.now())),
        )
        for row in rows
    ]


def test_the_review_is_owed_and_a_review_without_change_meets_it_late_and_begins_the_next(
    harbour: Harbour,
) -> None:
    assert owed(REVIEWED.key) == [("the group", "1 January 2026", "missed and still open")]
    assert "the terms leave the date blank" in Obligation.objects.get(kind=REVIEWED.key).counted
    paul, review = harbour.actor(harbour.paul), harbour.open()
    close_comments(review, by=paul)
    end_without_change(review, by=paul, agreed_by="The group", outcome="It still fits.", on=TODAY)
    assert owed(REVIEWED.key) == [
        ("the group", "1 January 2026", "met late"),
        ("the group", "3 March 2027", "open"),
    ]
    met = Obligation.objects.filter(kind=REVIEWED.key).earliest("began_at")
    assert [proof.words for proof in met.evidence.all()] == [
        "Review of the terms, Tuesday 3 March 2026: no change needed"
    ]
    assert drift_of(harbour.group) == []


def test_signatures_are_owed_from_the_proposal_and_void_once_it_is_taken_back(harbour: Harbour) -> None:
    paul, review = harbour.actor(harbour.paul), harbour.open()
    close_comments(review, by=paul)
    wanted = Wanted("harbour/approval-1", "Both sign.", APPROVAL)
    change_draft(review, by=paul, kind=Kind.ADDED, wanted=wanted, seen_version=0)
    terms = propose_amendments(review, by=paul, version="2")
    assert owed(SIGNED.key) == [("Fernshire Board", "", "open"), ("chair", "", "open")]
    take_back_proposal(review, by=paul, reason="The Board wants another wording.")
    assert {state for *_, state in owed(SIGNED.key)} == {"void"}
    again = propose_amendments(review, by=paul, version="2")
    assert again == terms, "the same text is the same version"
    sign_terms(again.pk, "chair", by=paul, signed_on=TODAY)
    record_signature(again.pk, "the-board", by=harbour.manager, signatory_name="Ines Moreau")
    assert {state for *_, state in owed(SIGNED.key)} == {"met"}
    put_in_force(again.pk, by=paul, from_on=date(2026, 4, 1))
    assert owed(REVIEWED.key)[0] == ("the group", "1 January 2026", "met late")
    assert owed(SIGNED.key) == [("Fernshire Board", "", "met"), ("chair", "", "met")]
    assert drift_of(harbour.group) == []


def test_a_version_that_comes_without_a_review_puts_no_review_off(harbour: Harbour) -> None:
    harbour.adopt(with_review("2").replace("members = 2", "members = 3"), from_on=date(2026, 3, 2))
    assert owed(REVIEWED.key) == [("the group", "1 January 2026", "missed and still open")]
    harbour.adopt(charter("3"), from_on=TODAY)
    assert owed(REVIEWED.key)[0][2] == "void", "the clause is gone, and what was owed under it ends with it"
