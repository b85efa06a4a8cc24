"""What a review does not let happen: lost comments, hurried proposals, overwritten clauses, empty words."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from holdfast.charter.place import FaultyCharter
from holdfast.governance.terms_review.models import TermsComment, TermsDraft
from holdfast.governance.terms_review.operations.commenting import (
    comment_on_terms,
    record_comment,
    reply_to_comment,
    resolve_comment,
    say_nothing_to_add,
)
from holdfast.governance.terms_review.operations.drafting import (
    DraftChanged,
    Kind,
    Wanted,
    change_draft,
    replace_draft,
)
from holdfast.governance.terms_review.operations.proposing import choose_carries, propose_amendments
from holdfast.governance.terms_review.operations.reviewing import (
    close_comments,
    end_without_change,
    open_review,
)
from holdfast.groups.models import TermsApproval, TermsCarry
from holdfast.kernel.finding import Refused
from tests.governance.terms_review.world import QUORUM, VICE, Harbour
from tests.groups.world import TODAY

THREE = Wanted(QUORUM, "Three make a quorum.", "[clause.quorum]\nmembers = 3")


def test_one_review_at_a_time_and_none_of_terms_that_are_not_there(harbour: Harbour) -> None:
    harbour.open()
    with pytest.raises(Refused, match="under way already"):
        harbour.open()


def test_the_last_day_for_comments_and_who_asked_are_real(harbour: Harbour) -> None:
    with pytest.raises(Refused, match="passed already"):
        harbour.open(date(2026, 3, 2))
    paul = harbour.actor(harbour.paul)
    with pytest.raises(Refused, match="who asked"):
        open_review(harbour.group.pk, by=paul, why="asked", comments_until=TODAY)
    harbour.group.terms.update(in_force_to=date(2026, 3, 2))
    with pytest.raises(Refused, match="nothing to review"):
        open_review(harbour.group.pk, by=harbour.manager, why="scheduled", comments_until=TODAY)


def test_a_comment_can_neither_be_changed_nor_taken_away_not_even_by_hand(harbour: Harbour) -> None:
    review = harbour.open()
    grace = harbour.actor(harbour.grace)
    comment = comment_on_terms(review, by=grace, clause=QUORUM, text="Too few.")
    for act in (TermsComment.objects.filter(pk=comment.pk).delete, lambda: _rewrite(comment)):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert TermsComment.objects.get().text == "Too few."


def _rewrite(comment: TermsComment) -> None:
    comment.text = "Enough."
    comment.save()


def test_what_is_said_must_be_said_in_time_in_words_and_of_a_clause_that_exists(harbour: Harbour) -> None:
    review, paul = harbour.open(), harbour.actor(harbour.paul)
    with pytest.raises(Refused, match="what you have to say"):
        comment_on_terms(review, by=paul, clause="", text=" ")
    with pytest.raises(Refused, match="no such clause"):
        comment_on_terms(review, by=paul, clause="harbour/none", text="What of it?")
    with pytest.raises(PermissionDenied):
        comment_on_terms(review, by=harbour.actor(harbour.person("Stan")), clause="", text="Me too.")
    close_comments(review, by=paul)
    for late in (
        lambda: comment_on_terms(review, by=paul, clause="", text="One more thing"),
        lambda: say_nothing_to_add(review, by=paul),
    ):
        with pytest.raises(Refused, match="Comments are closed"):
            late()
    said = record_comment(review, by=paul, author_name="The Board", clause="", text="Go on.")
    assert said.author_id is None, "the Board is still heard"


def test_nothing_is_proposed_or_ended_while_a_comment_waits_for_its_answer(harbour: Harbour) -> None:
    review, paul = harbour.open(), harbour.actor(harbour.paul)
    comment = comment_on_terms(review, by=harbour.actor(harbour.grace), clause="", text="Why?")
    reply = reply_to_comment(comment, by=paul, text="Why not?")
    assert reply_to_comment(reply, by=paul, text="I mean it.").answers == comment, "threads stay one deep"
    with pytest.raises(Refused, match="Close them first"):
        propose_amendments(review, by=paul, version="2")
    close_comments(review, by=paul)
    for act in (
        lambda: propose_amendments(review, by=paul, version="2"),
        lambda: end_without_change(review, by=paul, agreed_by="All", outcome="Fine.", on=TODAY),
    ):
        with pytest.raises(Refused, match="1 comment still to be settled"):
            act()
    with pytest.raises(Refused, match="in a sentence"):
        resolve_comment(comment, by=paul, outcome="answered", text=" ")
    resolve_comment(comment, by=paul, outcome="answered", text="Because it works.")
    with pytest.raises(Refused, match="still what is in force"):
        propose_amendments(review, by=paul, version="2")
    with pytest.raises(Refused, match="not to come"):
        end_without_change(review, by=paul, agreed_by="All", outcome="Fine.", on=date(2026, 3, 4))
    with pytest.raises(Refused, match="who agreed it"):
        end_without_change(review, by=paul, agreed_by="", outcome="Fine.", on=TODAY)


def test_two_people_write_at_once_but_not_over_the_same_clause(harbour: Harbour) -> None:
    review, paul, bola = harbour.open(), harbour.actor(harbour.paul), harbour.manager
    change_draft(review, by=paul, kind=Kind.CHANGED, wanted=THREE, seen_version=0)
    change_draft(review, by=bola, kind=Kind.REMOVED, wanted=Wanted(VICE), seen_version=0)
    assert TermsDraft.objects.get().version == 2
    with pytest.raises(DraftChanged) as changed:
        change_draft(review, by=bola, kind=Kind.CHANGED, wanted=THREE, seen_version=0)
    assert changed.value.edit.made_by == harbour.paul
    with pytest.raises(DraftChanged):
        replace_draft(review, by=bola, source=harbour.first.source, seen_version=1)


def test_only_the_clauses_own_rule_is_changed_and_only_by_a_text_without_fault(harbour: Harbour) -> None:
    review, paul = harbour.open(), harbour.actor(harbour.paul)
    smuggled = Wanted(QUORUM, "Two.", '[clause.quorum]\nmembers = 2\n[[agency]]\nkey = "x"')
    with pytest.raises(Refused, match="more than the one clause"):
        change_draft(review, by=paul, kind=Kind.CHANGED, wanted=smuggled, seen_version=0)
    members = Wanted("harbour/members-1")
    with pytest.raises(FaultyCharter, match="harbour/chair-1"):
        change_draft(review, by=paul, kind=Kind.REMOVED, wanted=members, seen_version=0)
    with pytest.raises(Refused, match="already"):
        change_draft(review, by=paul, kind=Kind.ADDED, wanted=THREE, seen_version=0)
    gone = Wanted("harbour/none", "x", "attested = true")
    with pytest.raises(Refused, match="not in the draft any more"):
        change_draft(review, by=paul, kind=Kind.CHANGED, wanted=gone, seen_version=0)
    assert not TermsDraft.objects.exists()


def test_a_removed_clause_put_back_stands_where_it_stood(harbour: Harbour) -> None:
    review, paul = harbour.open(), harbour.actor(harbour.paul)
    change_draft(review, by=paul, kind=Kind.REMOVED, wanted=Wanted(VICE), seen_version=0)
    draft = change_draft(review, by=paul, kind=Kind.RESTORED, wanted=Wanted(VICE), seen_version=1)
    close_comments(review, by=paul)
    with pytest.raises(Refused, match="still what is in force"):
        propose_amendments(review, by=paul, version="2")
    assert draft.version == 2


def test_what_is_owed_under_a_clause_that_stays_ends_only_for_a_reason(harbour: Harbour) -> None:
    review, paul = harbour.open(), harbour.actor(harbour.paul)
    change_draft(review, by=paul, kind=Kind.CHANGED, wanted=THREE, seen_version=0)
    change_draft(review, by=paul, kind=Kind.REMOVED, wanted=Wanted(VICE), seen_version=0)
    close_comments(review, by=paul)
    propose_amendments(review, by=paul, version="2")
    with pytest.raises(Refused, match="Say why"):
        choose_carries(review, by=paul, choices={QUORUM: ("end", ""), VICE: ("end", "")})
    with pytest.raises(Refused, match="no new wording"):
        choose_carries(review, by=paul, choices={QUORUM: ("new", ""), VICE: ("new", "")})
    assert not TermsCarry.objects.exists(), "all of it or nothing"
    choose_carries(review, by=paul, choices={QUORUM: ("end", "Counted anew."), VICE: ("end", "")})
    assert dict(TermsCarry.objects.values_list("clause", "reason")) == {QUORUM: "Counted anew.", VICE: ""}


def test_what_becomes_of_what_is_owed_stands_once_somebody_has_signed(harbour: Harbour) -> None:
    review, paul = harbour.open(), harbour.actor(harbour.paul)
    change_draft(review, by=paul, kind=Kind.CHANGED, wanted=THREE, seen_version=0)
    close_comments(review, by=paul)
    terms = propose_amendments(review, by=paul, version="2")
    choose_carries(review, by=paul, choices={QUORUM: ("new", "")})
    TermsApproval.objects.create(
        partnership=harbour.partnership, terms=terms, capacity="chair", signatory_name="Paul Okafor"
    )
    with pytest.raises(Refused, match="it stands"):
        choose_carries(review, by=harbour.manager, choices={QUORUM: ("end", "Late anyway.")})
    assert TermsCarry.objects.get().choice == "new"
    page = harbour.browser(harbour.paul).get(f"/terms-reviews/{review.pk}/carries/")
    assert "Goes on under the new wording" in page.text


def test_nobody_but_chair_and_manager_runs_a_review(harbour: Harbour) -> None:
    grace = harbour.actor(harbour.grace)
    with pytest.raises(PermissionDenied):
        open_review(harbour.group.pk, by=grace, why="scheduled", comments_until=TODAY)
    review = harbour.open()
    with pytest.raises(PermissionDenied):
        change_draft(review, by=grace, kind=Kind.CHANGED, wanted=THREE, seen_version=0)


def test_the_second_writer_of_a_clause_is_shown_both_texts(harbour: Harbour) -> None:
    review = harbour.open()
    address = f"/terms-reviews/{review.pk}/amendments/clause/?clause={QUORUM}"
    page = harbour.browser(harbour.paul).get(address)
    change_draft(review, by=harbour.manager, kind=Kind.CHANGED, wanted=THREE, seen_version=0)
    both = page.submit(wording="Four make a quorum.", rule="[clause.quorum]\nmembers = 4", status=409)
    assert "Bola Adeyemi changed this first" in both.text
    assert "Three make a quorum." in both.text
    saved = both.submit()
    assert "at least 4 members" in saved.text


def test_the_pages_ask_as_many_queries_of_five_comments_as_of_one(harbour: Harbour) -> None:
    review, paul = harbour.open(), harbour.browser(harbour.paul)

    def queries() -> list[int]:
        counts = []
        for page in ("", "comments/", "amendments/", "carries/"):
            with CaptureQueriesContext(connection) as captured:
                paul.get(f"/terms-reviews/{review.pk}/{page}")
            counts.append(len(captured))
        harbour.look()
        return counts

    def say(text: str) -> None:
        grace = harbour.actor(harbour.grace)
        comment = comment_on_terms(review, by=grace, clause=QUORUM, text=text)
        reply_to_comment(comment, by=grace, text="I mean it.")
        resolve_comment(comment, by=harbour.manager, outcome="declined", text="Not now.")

    say("One <script>alert(1)</script>")
    paul.get("/")  # enters the partnership
    once = queries()
    for number in range(4):
        say(f"Number {number}")
    assert queries() == once
