"""Referring by telephone, triage on the desk, and the answer back, as people press it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.referrals import operations
from holdfast.casework.referrals.models import Referral, ReferralDraft
from holdfast.kernel import clock
from tests.casework.referrals.made import matched, refer
from tests.casework.town import CaseTown
from tests.factories import make_account, make_meeting
from tests.web.fetcher import Fetcher, _csrf_cookie

pytestmark = pytest.mark.django_db

LONG = "Maximiliana-Konstantinopolitanska " * 4


def fetcher(town: CaseTown, name: str) -> Fetcher:
    person = town.people[name]
    return Fetcher(person.account or make_account(person))


def test_a_practitioner_refers_and_reads_what_came_of_it(town: CaseTown) -> None:
    pat = fetcher(town, "Pat")
    page = pat.get("/referrals/").follow("Refer a child")
    empty = page.submit()
    assert "Enter what worries you" in empty.errors
    sent = empty.submit(
        given_names="Robin", family_name=LONG.strip(), birth_on="28/2/2011", concern="New phone.",
        areas="criminal", voice="Leave me alone.", role="Form tutor",
    )  # fmt: skip
    assert sent.heading == "Referral 1"
    assert sent.banners == ["Referral 1 is on its way. You will hear what came of it."]
    assert "whose record nobody has found yet" not in sent.text
    row = Referral.objects.get()
    assert (row.areas, row.referrer_role, row.referrer_agency) == (["criminal"], "Form tutor", "school")
    operations.turn_away(by=town.actor("Cora"), referral=row, reason="Known to early help")
    assert "Known to early help" not in pat.get(f"/referrals/{row.pk}/").text
    cora = fetcher(town, "Cora").get(f"/referrals/{row.pk}/").follow("Tell the referrer")
    kept = cora.submit(words="Early help is with the family.")
    assert "A draft: the referrer has not been told yet." in kept.text
    told = kept.follow("Tell the referrer").submit(how="phone", whom="Pat")
    assert told.banners == ["It is recorded that the referrer was told."]
    assert "Early help is with the family." in pat.get(f"/referrals/{row.pk}/").text


def test_immediate_harm_leads_to_the_front_door_and_stays_marked_until_it_was_told(town: CaseTown) -> None:
    pat = fetcher(town, "Pat")
    page = pat.get("/referrals/new/").submit(
        given_names="Robin", family_name="Ashdown", concern="In the car now.", is_immediate_harm="on"
    )
    assert page.heading == "Tell the front door now"
    cora = fetcher(town, "Cora")
    assert "Front door not told" in cora.get("/referrals/").text
    refused = (
        cora.get(f"/referrals/{Referral.objects.get().pk}/")
        .follow("Triage")
        .submit(to="turned-away", reason="Known")
    )
    assert any("Use the front door now" in error for error in refused.errors)
    done = page.submit(how="telephone", whom="Duty worker")
    assert "taken by Duty worker" in done.text
    assert "Front door not told" not in cora.get("/referrals/").text


def test_triage_to_a_meeting_and_its_decision(town: CaseTown) -> None:
    child = town.child()
    row = refer(town)
    coming = make_meeting(town.group, clock.now() + timedelta(days=3))
    held = make_meeting(town.group, clock.now() - timedelta(days=1))
    cora = fetcher(town, "Cora")
    page = cora.get(f"/referrals/{row.pk}/").follow("Triage")
    refused = page.submit(to="listed")
    assert any("Say which child" in error for error in refused.errors)
    wrong = cora.get(f"/referrals/{row.pk}/child/").submit("Save", reference="ZZZZZ")
    assert any("No record that you may see" in error for error in wrong.errors)
    found = wrong.submit("Save", reference=child.reference.lower())
    assert child.reference in found.links
    on_list = found.follow("Triage").submit(to="listed", meeting=str(coming.pk))
    assert "On the meeting's list, for the meeting on" in on_list.text
    assert child.reference in cora.get("/referrals/?show=meeting").text
    decided = on_list.follow("Record the meeting's decision").submit(
        decision="Harbour is offered", meeting=str(held.pk)
    )
    assert decided.heading == "Tell the referrer"
    assert "Harbour is offered." in decided.text


def test_a_draft_keeps_itself_for_its_writer_alone_and_goes_when_sent(town: CaseTown) -> None:
    pat, mina = fetcher(town, "Pat"), fetcher(town, "Mina")
    pat.get("/referrals/new/")
    answer = pat.client.post(
        "/referrals/draft/",
        {"given_names": "Robin", "concern": "Half a sen", "birth_on_day": "3", "areas": ["sexual", "missing"],
         "csrfmiddlewaretoken": pat.client.cookies[_csrf_cookie()].value},
    )  # fmt: skip
    assert set(answer.json()) == {"saved_at"}
    page = pat.get("/referrals/new/")
    assert "What you had typed and not sent stands below." in page.text
    assert "Half a sen" in page.text
    assert "Half a sen" not in mina.get("/referrals/new/").text
    page.submit("Send the referral", family_name="Ashdown", birth_on="3/2/2011")
    town.everything()
    assert not ReferralDraft.objects.exists()


def test_a_last_saving_that_overtook_the_sending_is_no_draft(town: CaseTown) -> None:
    pat, token = fetcher(town, "Pat"), str(uuid.uuid4())
    pat.get("/referrals/new/")
    sent = {"given_names": "Robin", "family_name": "Ashdown", "concern": "New phone.", "submission": token}
    for _ in range(2):
        pat.post("/referrals/new/", sent)
    assert Referral.objects.count() == 1
    token_of_form = pat.client.cookies[_csrf_cookie()].value
    answer = pat.client.post("/referrals/draft/", sent | {"csrfmiddlewaretoken": token_of_form})
    assert answer.status_code == 200
    assert "not sent" not in pat.get("/referrals/new/").text


def test_the_draft_can_be_thrown_away(town: CaseTown) -> None:
    operations.save_draft(by=town.actor("Pat"), typed={"concern": "Half a sen"})
    page = fetcher(town, "Pat").get("/referrals/new/").submit("Throw the draft away")
    assert page.banners == ["The draft is gone."]
    assert "Half a sen" not in page.text


def test_lists_need_as_many_queries_for_five_as_for_one(town: CaseTown) -> None:
    cora, pat = fetcher(town, "Cora"), fetcher(town, "Pat")

    def counted() -> list[int]:
        found = []
        for who, address in ((cora, "/referrals/?show=all"), (pat, "/referrals/")):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                who.get(address)
            found.append(len(asked))
        return found

    matched(town, refer(town, is_immediate_harm=True))
    counted()
    one = counted()
    for _ in range(4):
        matched(town, refer(town, is_immediate_harm=True))
    assert counted() == one


def test_a_referral_of_somebody_else_is_not_found(town: CaseTown) -> None:
    row = refer(town)
    for name in ("Mina", "Stella", "Ines"):
        for page in ("", "triage/", "child/", "decision/", "outcome/", "front-door/"):
            answer = fetcher(town, name).client.get(f"/referrals/{row.pk}/{page}")
            assert answer.status_code in (403, 404), (name, page)


def test_a_member_refers_a_child_from_the_childs_own_page(town: CaseTown) -> None:
    child, other = town.child(), town.child("Sam")
    town.works_with("health", child)
    mina = fetcher(town, "Mina")
    page = mina.get(f"/children/{child.pk}/referrals/").follow("Refer this child to the meeting")
    page.submit(concern="Missing again.")
    row = Referral.objects.get()
    assert (row.child, row.given_names) == (child, child.given_names)
    assert other.given_names not in mina.get(f"/referrals/new/?child={other.pk}").text


def test_waits_are_measured_where_the_terms_state_no_time(town: CaseTown) -> None:
    row = refer(town)
    refer(town)
    operations.turn_away(by=town.actor("Cora"), referral=row, reason="Another area")
    page = fetcher(town, "Cora").get("/referrals/?show=all")
    assert "2 referrals: 1 to triage, 1 turned away." in page.text
    assert "Triaged1The same dayThe same day" in page.text
