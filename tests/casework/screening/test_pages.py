"""Screening as pages: filled in on a phone, saved and come back to, sent, looked at, matched, confirmed."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children.models import Child
from holdfast.casework.links.jobs import send_code, send_invitation
from holdfast.casework.links.models import Link
from holdfast.casework.links.operations import Contact
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.screening.models import Submission, ToolVersion
from holdfast.casework.screening.operations import invite_practitioner, match_child
from holdfast.casework.screening.rules.shipped import shipped_source
from holdfast.kernel import clock
from tests.casework.screening.town import KEYS, NOW, ScreeningTown
from tests.factories import make_account
from tests.web.fetcher import Fetcher, Page

pytestmark = pytest.mark.django_db
NONE_SEEN = {f"item-{key}": "no" for key in KEYS}


def browser(fernshire: ScreeningTown, name: str) -> Fetcher:
    fernshire.town.everything()
    return Fetcher(fernshire.town.people[name].account or make_account(fernshire.town.people[name]))


def press(page: Page, then: str, **values: Any) -> Page:
    button = {"send": "Send it", "save": "Save and come back"}[then]
    return page.submit(button, **values)


def test_mina_saves_comes_back_and_sends(fernshire: ScreeningTown) -> None:
    mina = browser(fernshire, "Mina")
    form = mina.get("/screening/new/").submit("Begin", child=fernshire.child.reference.lower())
    assert fernshire.child.name in form.text
    assert "This is a sign of abuse." in form.text
    listed = press(form, "save", **{"item-debt": "now", "worries": "Owes somebody."})
    assert "Saved." in listed.banners[0]
    again = listed.follow(f"Go on {Submission.objects.get().reference}")
    wrong = press(again, "send")
    assert len(wrong.errors) == len(KEYS) - 1 + 2
    done = press(wrong, "send", **(NONE_SEEN | {"item-debt": "now"}), area="sexual", is_immediate="no")
    assert done.heading.startswith("Screening ")
    assert "It was received." in done.banners[0]
    assert "Owes somebody." in done.text
    sent = Submission.objects.get()
    assert (sent.score, sent.level, sent.child) == (3, "low", fernshire.child)
    assert "Waits for a meeting" in mina.get(f"/children/{fernshire.child.pk}/screening/").text
    mina.get(f"/screening/{sent.pk}/form/", 404)


def test_a_draft_changed_in_another_window_is_not_overwritten_unseen(fernshire: ScreeningTown) -> None:
    pat = browser(fernshire, "Pat")
    form = pat.get("/screening/new/").submit("Begin")
    press(form, "save", worries="First")
    stale = press(form, "save", worries="Second")
    assert "another window" in stale.errors[0]
    press(stale, "save")
    assert Submission.objects.get().worries == "Second"


def test_a_page_that_saves_itself_keeps_what_was_typed(fernshire: ScreeningTown) -> None:
    account = make_account(fernshire.town.people["Pat"])
    form = Fetcher(account).get("/screening/new/").submit("Begin")
    draft, client = Submission.objects.get(), Client()
    client.force_login(account)
    address = form.address.replace("/form/", "/autosave/")
    answer = client.post(address, {"version": "0", "worries": "Owes", "item-debt": "now"})
    assert answer.json() == {"saved_at": "2pm", "version": 1}
    assert client.post(address, {"version": "0", "worries": "Other"}).status_code == 409
    draft.refresh_from_db()
    assert (draft.worries, draft.answers) == ("Owes", {"debt": ["now"]})


def test_a_practitioner_types_who_it_is_and_is_never_told_whether_the_child_is_known(
    fernshire: ScreeningTown,
) -> None:
    pat = browser(fernshire, "Pat")
    form = pat.get("/screening/new/").submit("Begin")
    name = {"given_names": fernshire.child.given_names, "family_name": fernshire.child.family_name}
    done = press(form, "send", **NONE_SEEN, **name, area="sexual", is_immediate="no")
    assert "as typed" in done.text
    assert "matched" not in done.text
    assert fernshire.child.reference not in done.text
    pat.get("/screening/queue/", 403)
    pat.get(f"/children/{fernshire.child.pk}/screening/", 404)


def test_cora_matches_and_the_chair_confirms_at_a_meeting(fernshire: ScreeningTown) -> None:
    sent = fernshire.sent("Pat", given_names="Robyn", family_name="Ashdown")
    cora, chidi = browser(fernshire, "Cora"), browser(fernshire, "Chidi")
    queue = cora.get("/screening/queue/")
    assert "Not matched yet" in queue.text
    found = queue.follow(f"Look at {sent.reference}").follow("Match to a child").submit("Search")
    matched = found.submit(f"It is this child {fernshire.child.reference}")
    assert matched.banners == [f"It is about {fernshire.child.reference} from now on."]
    page = chidi.get(f"/screening/{sent.pk}/").follow("Confirm or change the level")
    refused = page.submit("Record the level", level="high")
    assert "Say why it is high and not low." in refused.errors[0]
    done = refused.submit("Record the level", reason="The police know more.")
    assert done.banners == ["The level is high. It is the child’s level from now on."]
    assert (LevelChange.objects.get().level, LevelChange.objects.get().meeting) == ("high", fernshire.meeting)
    forged = chidi.post(f"/screening/{sent.pk}/confirmation/", {"level": "severe"}, 422)
    assert forged.errors
    assert "Changed to high at the meeting" in cora.get(f"/screening/{sent.pk}/").text


def test_immediate_harm_shows_the_way_to_the_front_door_until_it_was_told(fernshire: ScreeningTown) -> None:
    sent = fernshire.sent("Pat", is_immediate=True, front_door={"told": "no"})
    cora = browser(fernshire, "Cora")
    assert "Front door not told yet" in cora.get("/screening/queue/").text
    page = cora.get(f"/screening/{sent.pk}/")
    assert "call 999" in page.text
    told = page.follow("Record that you told the front door").submit("Record", how="telephone", whom="Ola")
    assert "taken by Ola" in told.text
    assert "not told yet" not in cora.get("/screening/queue/").text


def test_the_coordinators_first_page_says_what_waits_and_what_cannot(fernshire: ScreeningTown) -> None:
    cora = browser(fernshire, "Cora")
    assert "waiting for a meeting" not in cora.get("/").text
    fernshire.sent("Pat")
    fernshire.sent("Mina", child=fernshire.child, answers={key: ["now"] for key in KEYS})
    said = cora.get("/").text
    assert "2 tools waiting for a meeting, 1 not matched to a child yet 1 tool that cannot wait." in said
    assert "waiting for a meeting" not in browser(fernshire, "Mina").get("/").text


def test_what_cannot_wait_and_is_matched_to_nobody_stands_above_all_with_its_clock_until_it_is(
    fernshire: ScreeningTown,
) -> None:
    sent = fernshire.sent("Pat", given_names="Robyn", answers={key: ["now"] for key in KEYS})
    cora = browser(fernshire, "Cora")
    assert not LevelChange.objects.exists()
    with clock.fixed_at(NOW + timedelta(hours=3)):
        for address in ("/", "/screening/queue/", f"/cases/meetings/{fernshire.meeting.pk}/"):
            page = cora.get(address)
            assert "1 screening that cannot wait is not matched to a child." in page.text
            assert f"Match {sent.reference} to a child" in page.links
            assert "waits 3 hours" in page.text
        assert any(link.startswith("Screening") and "1" in link for link in page.links)
        assert "cannot wait is not matched" not in browser(fernshire, "Mina").get("/").text
        found = page.follow(f"Match {sent.reference} to a child").submit("Search", given_names="Robin")
        found.submit(f"It is this child {fernshire.child.reference}")
        level = LevelChange.objects.get()
        assert (level.child, level.level, level.is_provisional) == (fernshire.child, "high", True)
        assert level.at == NOW + timedelta(hours=3)
        assert "not matched to a child." not in cora.get("/").text


def test_a_wrong_match_takes_its_level_back_and_gives_it_to_the_right_child(fernshire: ScreeningTown) -> None:
    other = fernshire.town.child("Robyn", "Ashdon")
    sent = fernshire.sent("Pat", answers={key: ["now"] for key in KEYS})
    cora = fernshire.town.actor("Cora")
    match_child(submission=sent, child=fernshire.child, by=cora)
    match_child(submission=sent, child=other, by=cora)
    struck, stands = LevelChange.objects.order_by("recorded_at", "number")
    assert (struck.child, struck.struck_out_reason) == (
        fernshire.child, f"Screening {sent.reference} is about another child."
    )  # fmt: skip
    assert (stands.child, stands.level, stands.struck_out_at) == (other, "high", None)


def test_what_is_set_aside_can_be_put_back(fernshire: ScreeningTown) -> None:
    sent = fernshire.sent("Pat")
    cora = browser(fernshire, "Cora")
    page = cora.get(f"/screening/{sent.pk}/").follow("Set aside").submit("Set aside", reason="Sent twice")
    assert "Set aside on Tuesday 3 March 2026: Sent twice" in page.text
    assert "Waits for a meeting" in page.submit("Put back into the queue").text


def letter(link: Link) -> str:
    send_invitation(str(link.partnership_id), str(link.pk))
    found = re.search(r"/invited/\S+", str(mail.outbox[-1].body))
    assert found is not None
    return found[0]


def come_in(address: str, link: Link, outside: Fetcher) -> Page:
    page = outside.get(address).submit("Send me the code")
    send_code(str(link.partnership_id), str(link.pk))
    found = re.search(r"^\d{6}$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return page.submit("Continue", code=found[0])


def test_nora_outside_fills_in_by_a_link_saves_comes_back_and_sends_once(fernshire: ScreeningTown) -> None:
    cora = browser(fernshire, "Cora")
    page = cora.get("/screening/invitations/").submit(
        "Send the link", name="Nora Okoye", agency="Fernshire Academy", email="nora@school.example"
    )
    assert "on its way" in page.banners[0]
    link = Link.objects.get()
    address, outside = letter(link), Fetcher()
    for canary in ("Nora", "Okoye"):
        assert canary not in outside.get(address).text
    form = come_in(address, link, outside)
    saved = press(form, "save", given_names="Robin", family_name="Ashdown")
    assert saved.heading == "Your answers are saved"
    other = Fetcher()
    assert other.get(f"{address}screening/").heading == "You are asked to fill in a screening tool"
    form = come_in(address, link, other)
    answers = NONE_SEEN | {"item-told-somebody": "now"}
    told = {"is_immediate": "yes", "told": "yes", "how": "telephone", "whom": "Ola"}
    done = press(form, "send", **answers, area="sexual", **told)
    assert done.heading == "Thank you: it was received"
    fernshire.town.everything()
    sent = Submission.objects.get()
    assert (sent.sender_name, sent.given_names, sent.child, sent.by) == ("Nora Okoye", "Robin", None, None)
    assert sent.reference in done.text
    assert fernshire.child.reference not in done.text
    for late in (address, f"{address}screening/", f"{address}code/"):
        assert other.get(late, 404).heading == "This link does not work"
    assert "Received " + sent.reference in cora.get("/screening/invitations/").links


def test_an_invitation_is_withdrawn_or_sent_again(fernshire: ScreeningTown) -> None:
    cora = browser(fernshire, "Cora")
    page = cora.get("/screening/invitations/").submit(
        "Send the link", name="Nora", email="nora@school.example"
    )
    old = letter(Link.objects.get())
    page = page.submit("Withdraw the link of Nora")
    assert page.banners == ["The link no longer works."]
    Fetcher().get(old, 404)
    fernshire.town.everything()
    page.submit("Send a new link to Nora")
    fernshire.town.everything()
    assert Fetcher().get(letter(Link.objects.get())).heading.startswith("You are asked")
    Fetcher().get(old, 404)


def test_cora_uploads_a_version_sees_it_checked_and_puts_it_in_use(fernshire: ScreeningTown) -> None:
    cora = browser(fernshire, "Cora")
    page = cora.get("/screening/tools/new/")
    faulty = page.submit("Check and keep", source=shipped_source().replace("begins = 6", "begins = 99"))
    assert any("cannot be reached" in error or "must be above" in error for error in faulty.errors)
    new = shipped_source().replace('version = "1"', 'version = "2"', 1)
    shown = faulty.submit("Check and show", source=new)
    assert "No fault was found" in shown.text
    assert ToolVersion.objects.count() == 1
    kept = shown.submit("Check and keep").submit("Put in use")
    assert sorted(row[1:3] for row in kept.rows) == [["1", "Not in use"], ["2", "In use"]]


def test_the_shipped_tool_is_one_press_away(fernshire: ScreeningTown) -> None:
    cora = browser(fernshire, "Cora")
    assert "Use the general tool" not in cora.get("/screening/tools/").text


CSV = "tool,version,given_names,family_name,area,immediate,{keys}\n{rows}"


def listed(*rows: str) -> str:
    every = ",".join(["no"] * (len(KEYS) - 1))
    return CSV.format(keys=",".join(KEYS), rows="\n".join(f"{row},{every}" for row in rows))


def test_a_list_is_checked_then_taken_in_and_the_same_list_adds_nothing(fernshire: ScreeningTown) -> None:
    cora = browser(fernshire, "Cora")
    good = "holdfast-general,1,Robin,Ashdown,sexual,no,now"
    text = listed(good, "holdfast-general,9,A,B,sexual,no,now", "holdfast-general,1,,,sexual,maybe,now")
    checked = cora.get("/screening/import/").submit("Check, and keep nothing yet", source=text)
    assert [row[1] for row in checked.rows] == ["Added: low", "Refused", "Refused"]
    assert Submission.objects.count() == 0
    done = checked.submit("Import")
    assert done.banners == ["1 taken into the queue."]
    assert "version 9" in done.rows[1][3]
    assert "write yes or no, not “maybe”" in done.rows[2][3]
    again = done.submit("Import")
    assert [row[1] for row in again.rows] == ["Already here: low", "Refused", "Refused"]
    assert Submission.objects.count() == 1
    assert "no list" not in cora.get("/screening/queue/").text


@pytest.mark.parametrize("text", ["{", "a,b\n1,2", "[1]", "tool,tool\n1,2", "tool\n", '{"submissions": 3}'])
def test_what_is_no_list_is_refused_in_a_sentence(fernshire: ScreeningTown, text: str) -> None:
    page = browser(fernshire, "Cora").get("/screening/import/").submit("Import", source=text)
    assert len(page.errors) == 1


@pytest.mark.parametrize("address", ["/screening/queue/", "/screening/", "/screening/invitations/"])
def test_one_or_five_cost_the_same_number_of_queries(fernshire: ScreeningTown, address: str) -> None:
    cora = browser(fernshire, "Cora")

    def cost() -> int:
        cora.get(address)
        with CaptureQueriesContext(connection) as asked:
            cora.get(address)
        fernshire.town.everything()
        return len(asked)

    def another(number: int) -> None:
        child = Child.objects.create(
            partnership=fernshire.town.partnership, given_names=f"Robin{number}", family_name="Ash",
            has_learning_disability=False,
        )  # fmt: skip
        fernshire.sent("Cora", child=child, answers={key: ["now"] for key in KEYS})
        fernshire.draft("Cora", child=child)
        fernshire.town.everything()
        contact = Contact("Nora", f"nora{number}@school.example")
        invite_practitioner(by=fernshire.town.actor("Cora"), tool=fernshire.tool, contact=contact)

    another(0)
    one = cost()
    for number in range(1, 5):
        another(number)
    assert cost() == one


def test_what_is_due_again_is_listed(fernshire: ScreeningTown) -> None:
    fernshire.sent("Cora", child=fernshire.child, answers={key: ["now"] for key in KEYS})
    with clock.fixed_at(NOW + timedelta(days=90)):
        page = browser(fernshire, "Cora").get("/screening/queue/")
    assert f"{fernshire.child.name} ({fernshire.child.reference})" in page.text
    assert "3 June 2026" in page.text


def test_a_sender_who_may_not_open_the_matched_child_reads_what_was_typed(fernshire: ScreeningTown) -> None:
    sent = fernshire.sent("Pat", given_names="Robyn", family_name="Ashdown")
    cora = browser(fernshire, "Cora")
    found = cora.get(f"/screening/{sent.pk}/").follow("Match which child it is").submit("Search")
    found.submit(f"It is this child {fernshire.child.reference}")
    assert fernshire.child.name in cora.get(f"/screening/{sent.pk}/").links
    page = browser(fernshire, "Pat").get(f"/screening/{sent.pk}/")
    assert "Robyn Ashdown: as typed" in page.text
    assert fernshire.child.reference not in page.text
    assert fernshire.child.name not in page.links


def test_the_queue_leaves_out_a_band_that_the_version_does_not_have(
    fernshire: ScreeningTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = fernshire.sent("Mina", fernshire.child)
    cora = browser(fernshire, "Cora")
    assert f"({sent.score}, " in cora.get("/screening/queue/").text
    module = import_module("holdfast.casework.screening.queries.queue")
    monkeypatch.setattr(module, "band_title", lambda row: "")
    assert f"({sent.score})" in cora.get("/screening/queue/").text
