"""A review by page: from opening it to the new version in force, as people would do it."""

from typing import Any

from holdfast.groups.charters import carries_of, terms_in_force
from tests.governance.terms_review.world import QUORUM, VICE, Harbour
from tests.groups.world import TODAY
from tests.web.fetcher import Fetcher, Page


def open_it(harbour: Harbour) -> tuple[Fetcher, Page]:
    """The chair opens a review from the page of the terms."""
    paul = harbour.browser(harbour.paul)
    terms = paul.get(f"/groups/{harbour.group.pk}/terms/")
    assert "The next review is due on 1 January 2026" in terms.text
    assert "leave its date blank" in terms.text
    return paul, terms.follow("Open a review").submit(comments_until="31/3/2026")


def test_a_chair_with_no_training_reviews_the_terms(harbour: Harbour) -> None:
    paul, page = open_it(harbour)
    assert page.banners == ["The review is open. Members can say what they think of each clause."]
    assert "Next: ask members what they say, then close the comments" in page.text
    assert "Assurance" in page.follow("how the group has kept these terms").title
    heard = hear_grace(harbour, paul, page.address)
    assert "Next: write the amendments, or say that no change is needed" in heard.text
    signed = sign(harbour, amend(heard.follow("Go on")))
    signed.follow("Go on").submit()

    harbour.look()
    found = terms_in_force(harbour.group, TODAY)
    assert found is not None
    assert (found.version, carries_of(found)) == ("2", {VICE: "old", QUORUM: "new"})
    harbour.first.refresh_from_db()
    assert str(harbour.first.in_force_to) == "2026-03-02"
    ended = paul.get(page.address)
    assert "In force" in ended.text
    for kind in ("Word", "PDF"):
        assert paul.client.get(ended.links[kind]).content[:4] in (b"PK\x03\x04", b"%PDF")


def hear_grace(harbour: Harbour, paul: Fetcher, address: str) -> Page:
    """Grace comments, Paul answers, settles it and closes the comments."""
    grace = harbour.browser(harbour.grace)
    asked = grace.get("/").follow("Harbour: say what you think of the terms")
    told = asked.follow(f"Comment on clause {QUORUM}").submit(text="Two are too few.")
    assert "Two are too few." in told.text
    assert "1 of 4 have answered. Nothing heard from Paul Okafor" in told.text
    paul.get(address).submit("I have nothing to add")
    comments = paul.get(address).follow("Go on")
    answered = comments.follow("Answer Grace Lindqvist").submit(text="I think so too.")
    settled = answered.follow("Settle it: what Grace Lindqvist said").submit(
        outcome="accepted", text="Three from now on."
    )
    assert "Three from now on." in settled.text
    closing = settled.follow("Close the comments")
    assert "Nothing has been heard from The scrutiny panel and Fernshire Board." in closing.text
    return closing.submit()


def amend(page: Page) -> Page:
    """A clause is changed (after a fault), one removed, one added; then all of it is proposed."""
    every = page.follow("Show every clause, to change it")
    assert "1 accepted" in every.text
    faulty = every.follow(f"Change clause {QUORUM}").submit(rule="[clause.quorum]\nmembers = 0")
    assert faulty.rows[0][0] == "Line 2 of the rule"
    assert faulty.by_id("id_rule").text == "[clause.quorum]\nmembers = 0", "nothing typed is lost"
    changed = faulty.submit(wording="Three members make a quorum.", rule="[clause.quorum]\nmembers = 3")
    assert "1 clause: quorum-1 changed" in changed.text
    assert "at least 3 members" in changed.text
    every = changed.follow("Show every clause, to change it")
    gone = every.follow(f"Remove clause {VICE}").submit()
    more = gone.follow("Add a clause").submit(
        clause="harbour/approval-1", wording="The chair signs.",
        rule='[clause.approval]\nof = "these terms of reference"\nby = ["chair", "the-board"]',
    )  # fmt: skip
    assert "To be signed by Chair and Fernshire Board" in more.text
    return more.follow("Propose the amendments").submit()


def sign(harbour: Harbour, page: Page) -> Page:
    """What is owed under the clause that goes is finished; the chair signs, the Board has signed on paper."""
    assert "Next: say what becomes of what is still owed" in page.text
    finished: dict[str, Any] = {"carry-0": "old"}
    kept = page.follow("Go on").submit(**finished)
    assert "Next: have it signed: Chair" in kept.text
    signed = kept.follow("Go on").follow("Sign as Chair").submit()
    bola = harbour.browser(harbour.bola)
    bola.get(signed.address).follow("Record a signature given on paper").submit(signatory_name="Ines Moreau")
    review = signed.follow("go to the review")
    assert "Ines Moreau, not dated" in review.text
    assert "Next: put the new version in force" in review.text
    return review


def test_a_clause_whose_wording_changes_and_whose_rule_does_not_says_so(harbour: Harbour) -> None:
    _, page = open_it(harbour)
    every = page.follow("Go on").follow("Close the comments").submit().follow("Go on")
    every = every.follow("Show every clause, to change it")
    shown = every.follow(f"Change clause {QUORUM}").submit(wording="Three members make a quorum.")
    assert "Only the wording changes." in shown.text
