"""The pages of escalation: deciding, answering, ladders and wordings, as Grace and Bola use them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.kernel import clock
from holdfast.obligations.escalation.models import Escalation, LetterTemplate, Rung, Step
from tests.factories import make_account
from tests.obligations.escalation.town import Town
from tests.obligations.ledger.invented import later
from tests.web.fetcher import Fetcher


@pytest.fixture
def bola(town: Town) -> Fetcher:
    return Fetcher(town.place.account)


@pytest.fixture
def grace(town: Town) -> Fetcher:
    return Fetcher(make_account(town.place.grace))


def test_grace_reads_the_draft_changes_it_and_records_it_as_sent(town: Town, grace: Fetcher) -> None:
    town.rung(Step.LINE_MANAGER, "Sergeant Moss", email="moss@police.example")
    town.missed()
    town.swept(days=10)
    with clock.fixed_at(later(days=10)):
        assert "1 step up the ladder waits for your decision" in grace.get("/").text
        group = grace.get(f"/groups/{town.place.group.pk}/escalation/")
        page = group.follow("Tell the school").follow("Read over and send")
        page = page.submit(addressee="Sergeant Moss", body="Please see to it.", sent_on="40.40.2026")
        assert page.by_id("id_body").text == "Please see to it."
        page = page.submit(sent_on="13/3/2026")
        assert "Sent Friday 13 March 2026, by email" in page.text
        page = page.follow("Record the reply").submit(text="It was done today.")
        assert "It was done today." in page.text
        page.follow("Close this").submit(text="Settled.")
    assert Escalation.objects.get().state == "closed"


def test_the_letter_is_taken_away_as_word_and_pdf(town: Town, grace: Fetcher) -> None:
    town.missed()
    [step] = town.swept(days=10)
    grace.prove()
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF")):
        answer = grace.client.get(f"/escalation/{step.pk}/letter.{kind}")
        assert answer.content.startswith(start)


def test_grace_declines_with_a_reason(town: Town, grace: Fetcher) -> None:
    town.missed()
    [step] = town.swept(days=10)
    page = grace.get(f"/escalation/{step.pk}/").follow("Decline").submit(text="")
    assert page.errors
    page = page.submit(text="Paul was ill.")
    assert "Declined: Paul was ill." in page.text


def test_bola_keeps_the_ladders(town: Town, bola: Fetcher) -> None:
    page = bola.get("/ladders/").follow("Put somebody on the ladder of Fernshire Police")
    page = page.submit(step="1", name="Moss " * 20, answers_for=str(town.place.paul.pk))
    assert "(line manager of Paul Okafor)" in page.text
    page = page.follow("Name the Independent Chair").submit(name="Imogen Quill", email="not an address")
    assert page.errors
    page = page.submit(email="quill@example.org")
    rung = Rung.objects.get(name="Imogen Quill")
    page = bola.get(f"/ladders/rungs/{rung.pk}/").submit(telephone="01632 960001")
    assert "01632 960001" in page.text
    page = bola.get(f"/ladders/rungs/{rung.pk}/end/").submit()
    assert "until 3 March 2026" in page.text


def test_bola_changes_the_wording_and_goes_back_to_the_first(town: Town, bola: Fetcher) -> None:
    page = bola.get("/letters/reminder/").submit(body="Dear [addresse], do it.")
    assert "There is no blank called [addresse]" in page.errors[0]
    page = page.submit(body="Dear [addressee], [what] was due by [due].")
    assert "Your own wording" in page.text
    town.rung(Step.LINE_MANAGER, "Sergeant Moss")
    town.missed()
    [step] = town.swept(days=10)
    assert step.body == "Dear Sergeant Moss, Tell the school was due by Thursday 5 March 2026."
    bola.get("/letters/").submit("Go back to the first wording of to a manager")
    assert not LetterTemplate.objects.exists()


def test_two_people_changing_one_wording_see_each_others(town: Town, bola: Fetcher) -> None:
    first, second = bola.get("/letters/direct/"), bola.get("/letters/direct/")
    first.submit(body="Hers.")
    page = second.submit(body="His.", status=409)
    assert "Hers." in page.text
    assert "His." in page.text


def test_a_groups_page_costs_the_same_for_one_step_and_for_six(town: Town, grace: Fetcher) -> None:
    address = f"/groups/{town.place.group.pk}/escalation/"
    counts = []
    grace.get("/")
    for number in (1, 5):
        for _ in range(number):
            town.missed()
        town.swept(days=10)
        with CaptureQueriesContext(connection) as caught:
            grace.get(address)
        counts.append(len(caught))
    assert counts[0] == counts[1]
