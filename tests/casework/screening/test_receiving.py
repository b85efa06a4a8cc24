"""What is sent is scored by its own version, waits until a meeting has looked at it, and cannot be lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction

from holdfast.casework.children.frontdoor.models import FrontDoorUse
from holdfast.casework.children.models import Child, Grant
from holdfast.casework.links.operations import Contact, outsider
from holdfast.casework.risk.models import LevelChange
from holdfast.casework.risk.operations import set_level
from holdfast.casework.screening.models import (
    GuardedMatch,
    ScreeningOutcome,
    Submission,
    ToolUse,
    ToolVersion,
)
from holdfast.casework.screening.operations import (
    add_tool,
    confirm,
    invite_practitioner,
    match_child,
    put_back,
    put_in_use,
    save_draft,
    send_submission,
    set_aside,
    start_submission,
)
from holdfast.casework.screening.queries import entry_reasons, figures, queue, repeats_due
from holdfast.casework.screening.rules.reading import FaultyTool
from holdfast.casework.screening.rules.shipped import shipped_source
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.notices.models import Notice
from tests.casework.screening.town import ALL_SEEN, NOTHING_SEEN, NOW, ScreeningTown
from tests.factories import make_account
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
HARM: dict[str, Any] = {"is_immediate": True, "front_door": {"told": "no"}}


def told() -> set[str]:
    rows = Notice.objects.filter(withdrawn_at=None, kind="screening-pressing").select_related("person")
    return {notice.person.name for notice in rows}


def level_of(child: Child) -> tuple[str, bool] | None:
    last = LevelChange.objects.filter(child=child, area="sexual").order_by("-number").first()
    return (last.level, last.is_provisional) if last else None


def test_mina_s_screening_waits_with_its_score_until_a_meeting_confirms_it(fernshire: ScreeningTown) -> None:
    sent = fernshire.sent(child=fernshire.child, answers=NOTHING_SEEN | {"debt": ["now"], "changed": ["now"]})
    assert (sent.score, sent.band, sent.level, sent.is_pressing) == (6, "some", "medium", False)
    assert (told(), level_of(fernshire.child)) == (set(), None)
    [waiting] = queue(fernshire.town.actor("Cora"))
    assert (waiting.child, waiting.level, waiting.band) == (fernshire.child, "medium", "Some signs")
    reasons = list(entry_reasons(NOW - timedelta(days=7), NOW + timedelta(days=1)))
    assert reasons == [
        (fernshire.child.pk, "screening", "New screening: medium, received Tuesday 3 March 2026")
    ]
    with clock.fixed_at(NOW + timedelta(days=2)):
        confirm(submission=sent, level="medium", by=fernshire.town.actor("Chidi"), meeting=fernshire.meeting)
        assert queue(fernshire.town.actor("Cora")) == ()
        found = figures(NOW, NOW + timedelta(days=1))
    assert level_of(fernshire.child) == ("medium", False)
    assert (found.received, found.confirmed, found.changed, found.typical) == (1, 1, 0, timedelta(days=2))
    assert found.is_whole


def test_the_top_band_tells_the_coordinator_at_once_and_raises_the_level_until_confirmed(
    fernshire: ScreeningTown,
) -> None:
    sent = fernshire.sent(child=fernshire.child, answers=ALL_SEEN)
    assert (sent.band, told(), level_of(fernshire.child)) == ("severe", {"Cora"}, ("high", True))
    why = "Sexual health says otherwise; the police know the group."
    chair = fernshire.town.actor("Chidi")
    confirm(submission=sent, level="medium", by=chair, meeting=fernshire.meeting, reason=why)
    assert (level_of(fernshire.child), told()) == (("medium", False), set())
    assert ScreeningOutcome.objects.get().is_changed


def test_immediate_harm_asks_for_the_front_door_and_counts_as_high_whatever_the_score(
    fernshire: ScreeningTown,
) -> None:
    draft = fernshire.draft(child=fernshire.child, is_immediate=True)
    with pytest.raises(Refused, match="whether you have told the front door"):
        send_submission(submission=draft, by=fernshire.town.actor("Mina"))
    save_draft(
        submission=draft, said={"front_door": {"told": "yes", "how": "telephone", "whom": "Ola, MASH"}}
    )
    sent = send_submission(submission=draft, by=fernshire.town.actor("Mina"))
    assert (sent.level, level_of(fernshire.child), told()) == ("low", ("high", True), {"Cora"})
    use = FrontDoorUse.objects.get()
    assert (use.whom, use.by_name, use.child) == ("Ola, MASH", "Mina", fernshire.child)
    other = fernshire.sent(child=fernshire.child, **HARM)
    lacking = {w.reference: w.lacks_front_door for w in queue(fernshire.town.actor("Cora"))}
    assert lacking == {sent.reference: False, other.reference: True}


def test_a_level_that_a_meeting_confirmed_higher_stays(fernshire: ScreeningTown) -> None:
    chair = fernshire.town.actor("Chidi")
    set_level(child=fernshire.child, area="sexual", level="high", reason="Seen.", by=chair)
    fernshire.sent(child=fernshire.child, answers=ALL_SEEN)
    assert level_of(fernshire.child) == ("high", False)


def test_what_an_outsider_types_is_matched_by_the_coordinator_who_may_raise_it_to_a_floor(
    fernshire: ScreeningTown,
) -> None:
    sent = fernshire.sent("Pat", **HARM)
    assert (sent.child, sent.level, told()) == (None, "low", {"Cora"})
    young = fernshire.town.child("Robin", "Ashdown", birth_on=NOW.date() - timedelta(days=365 * 11))
    with pytest.raises(PermissionDenied):
        match_child(submission=sent, child=young, by=fernshire.town.actor("Mina"))
    matched = match_child(submission=sent, child=young, by=fernshire.town.actor("Cora"))
    assert (matched.level, level_of(young)) == ("medium", ("high", True))
    chair = fernshire.town.actor("Chidi")
    with pytest.raises(Refused, match="No child under 13 can be low"):
        confirm(submission=sent, level="low", by=chair, meeting=fernshire.meeting, reason="x")


@pytest.mark.parametrize(
    ("level", "reason", "has_meeting", "says"),
    [
        ("severe", "x", True, "is no level of this tool"),
        ("", "x", True, "is no level of this tool"),
        ("high", " ", True, "Say why it is high and not low"),
        ("low", "", False, "at which meeting"),
    ],
)
def test_a_level_outside_the_tool_or_without_its_reason_is_refused(
    fernshire: ScreeningTown, level: str, reason: str, has_meeting: bool, says: str
) -> None:
    sent = fernshire.sent(child=fernshire.child)
    meeting = fernshire.meeting if has_meeting else None
    with pytest.raises(Refused, match=says):
        confirm(submission=sent, level=level, by=fernshire.town.actor("Cora"), meeting=meeting, reason=reason)
    assert len(queue()) == 1


def test_it_is_confirmed_once_by_who_may_and_only_once_it_has_a_child(fernshire: ScreeningTown) -> None:
    town, sent = fernshire.town, fernshire.sent("Pat")
    with pytest.raises(Refused, match="Match it to a child first"):
        confirm(submission=sent, level="low", by=town.actor("Chidi"), meeting=fernshire.meeting)
    match_child(submission=sent, child=fernshire.child, by=town.actor("Cora"))
    with pytest.raises(PermissionDenied):
        confirm(submission=sent, level="low", by=town.actor("Mina"), meeting=fernshire.meeting)
    confirm(submission=sent, level="low", by=town.actor("Chidi"), meeting=fernshire.meeting)
    with pytest.raises(Refused, match="already"):
        confirm(submission=sent, level="low", by=town.actor("Cora"), meeting=fernshire.meeting)
    with pytest.raises(Refused, match="Only what waits"):
        match_child(submission=sent, child=fernshire.child, by=town.actor("Cora"))


def test_what_is_set_aside_has_a_reason_is_counted_and_can_be_put_back(fernshire: ScreeningTown) -> None:
    sent, cora = fernshire.sent("Pat"), fernshire.town.actor("Cora")
    with pytest.raises(Refused, match="Say why"):
        set_aside(submission=sent, by=cora, reason=" ")
    set_aside(submission=sent, by=cora, reason="A child of another area: told them.")
    assert queue(cora) == ()
    found = figures(NOW, NOW + timedelta(days=1))
    assert (found.set_aside, found.waiting, found.is_whole) == (1, 0, True)
    put_back(submission=sent, by=cora)
    assert len(queue(cora)) == 1
    assert figures(NOW, NOW + timedelta(days=1)).is_whole


def test_what_was_received_cannot_be_changed_deleted_or_made_a_draft_again(fernshire: ScreeningTown) -> None:
    sent = fernshire.sent(child=fernshire.child)
    with pytest.raises(Refused, match="cannot be changed any more"):
        save_draft(submission=sent, said={"answers": ALL_SEEN})
    changes: tuple[dict[str, Any], ...] = (
        {"answers": ALL_SEEN}, {"received_at": None, "score": None, "level": ""}, {"is_immediate": True},
        {"score": 80}, {"worries": "Nothing."},
    )  # fmt: skip
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Submission.objects.filter(pk=sent.pk).update(**change)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Submission.objects.filter(pk=sent.pk).delete()
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        ToolVersion.objects.update(source="another")


def test_a_submission_is_scored_for_ever_by_the_version_it_was_filled_with(fernshire: ScreeningTown) -> None:
    town = fernshire.town
    answers = NOTHING_SEEN | {"debt": ["now"], "changed": ["now"]}
    draft = fernshire.draft(child=fernshire.child, answers=answers)
    stricter = (
        shipped_source().replace('version = "1"', 'version = "2"', 1).replace("begins = 6", "begins = 4")
    )
    new = add_tool(by=town.actor("Cora"), source=stricter.replace("begins = 15", "begins = 5"))
    put_in_use(by=town.actor("Cora"), version=new)
    assert [use.version for use in ToolUse.objects.filter(until_at=None)] == [new]
    old = send_submission(submission=draft, by=town.actor("Mina"))
    fresh = start_submission(by=town.actor("Mina"), tool=new, child=fernshire.child)
    save_draft(submission=fresh, said={"answers": answers, "area": "sexual"})
    fresh = send_submission(submission=fresh, by=town.actor("Mina"))
    assert (old.level, fresh.level) == ("medium", "high")


def test_a_version_cannot_be_uploaded_with_another_text(fernshire: ScreeningTown) -> None:
    cora = fernshire.town.actor("Cora")
    assert add_tool(by=cora, source=shipped_source().replace("\n", "\r\n")) == fernshire.tool
    with pytest.raises(Refused, match="exists with another text"):
        add_tool(by=cora, source=shipped_source().replace("score = 3", "score = 4", 1))
    with pytest.raises(FaultyTool):
        add_tool(by=cora, source="format = 1")
    with pytest.raises(PermissionDenied):
        add_tool(by=fernshire.town.actor("Mina"), source=shipped_source())


def test_a_draft_that_is_not_whole_says_all_that_is_missing(fernshire: ScreeningTown) -> None:
    draft = fernshire.draft("Pat", answers={}, area="", given_names="", family_name="")
    with pytest.raises(Refused) as refused:
        send_submission(submission=draft, by=fernshire.town.actor("Pat"))
    assert len(refused.value.finding.missing) == 3
    with pytest.raises(Refused, match="changed in another window"):
        save_draft(submission=draft, said={"worries": "x"}, seen=0)
    with pytest.raises(Refused, match="no answer that this tool takes"):
        save_draft(submission=draft, said={"answers": {"debt": ["yesterday"]}})


def test_who_sees_which_submission(fernshire: ScreeningTown) -> None:
    town = fernshire.town
    on_child, by_pat = fernshire.sent(child=fernshire.child), fernshire.sent("Pat")
    draft = fernshire.draft("Pat")
    seen = {
        name: set(Submission.objects.visible_to(town.actor(name)).values_list("pk", flat=True))
        for name in ("Cora", "Chidi", "Mina", "Saul", "Pat", "Stella", "Ines")
    }
    both = {on_child.pk, by_pat.pk}
    assert seen["Cora"] == seen["Chidi"] == both
    assert seen["Mina"] == {on_child.pk}
    assert seen["Pat"] == {by_pat.pk, draft.pk}
    assert seen["Saul"] == seen["Stella"] == seen["Ines"] == set()


def test_a_restricted_child_s_submission_is_seen_by_those_with_a_grant_and_tells_the_guardian(
    fernshire: ScreeningTown,
) -> None:
    town, sent = fernshire.town, fernshire.sent("Pat", answers=ALL_SEEN)
    town.everything()
    hidden = town.child("Sol", "Reed", is_restricted=True, guardian=town.people["Gwen"])
    Grant.objects.create(
        partnership=town.partnership, child=hidden, person=town.people["Cora"], reason="Coordinates",
        from_on=NOW.date() - timedelta(days=9), granted_by=town.people["Gwen"],
    )  # fmt: skip
    match_child(submission=sent, child=hidden, by=town.actor("Cora"))
    assert told() == {"Cora", "Gwen"}
    assert [one.id for one in queue(town.actor("Cora"))] == [sent.pk]
    assert queue(town.actor("Chidi")) == ()
    with pytest.raises(Refused, match="There is no such submission"):
        confirm(submission=sent, level="high", by=town.actor("Chidi"), meeting=fernshire.meeting)


def sol_reed(fernshire: ScreeningTown, **more: Any) -> Child:
    """A child whose record Gwen guards, and nobody else sees."""
    town, gwen = fernshire.town, fernshire.town.people["Gwen"]
    town.everything()
    make_account(gwen)
    sol = town.child("Robbie", "Ashdon", is_restricted=True, guardian=gwen, **more)
    Grant.objects.create(
        partnership=town.partnership, child=sol, person=gwen, reason="Guards",
        from_on=NOW.date() - timedelta(days=9),
    )  # fmt: skip
    return sol


def asked(sent: Submission, child: Child) -> str:
    """As a guardian's page asks whether a screening is about the child of a record."""
    return f"Screening {sent.reference}, received Tuesday 3 March 2026 at 2pm: record {child.reference}?"


def test_an_urgent_screening_of_a_restricted_child_reaches_the_guardian_who_alone_matches_it(
    fernshire: ScreeningTown,
) -> None:
    town, sol = fernshire.town, sol_reed(fernshire)
    link = invite_practitioner(
        by=town.actor("Cora"), tool=fernshire.tool, contact=Contact("Nora Okoye", "nora@example.org")
    )
    town.everything()
    said = {"given_names": "Robbie", "family_name": "Ashdon", "answers": NOTHING_SEEN, "area": "sexual"}
    draft = save_draft(submission=Submission.objects.get(pk=link.subject_id), said=said | HARM)
    sent = send_submission(submission=draft, by=outsider(link))
    met = Notice.objects.get(kind="screening-met-record", withdrawn_at=None)
    assert (met.person, met.urgency, told()) == (town.people["Gwen"], "at once", {"Cora"})
    for other in ("Cora", "Chidi", "Mina"):
        town.actor(other)
        assert not GuardedMatch.objects.exists()
    with pytest.raises(PermissionDenied):
        match_child(submission=sent, child=sol, by=town.actor("Cora"))
    gwen = town.actor("Gwen")
    with pytest.raises(PermissionDenied):
        match_child(submission=sent, child=fernshire.child, by=gwen)
    match_child(submission=sent, child=sol, by=gwen)
    assert level_of(sol) == ("high", True)
    town.actor("Cora")
    assert not Submission.objects.filter(pk=sent.pk).exists()
    assert queue(town.actor("Cora")) == ()
    town.everything()
    assert (told(), drift_of(town.group)) == (set(), [])


def test_a_guardian_reads_the_one_screening_and_leaves_it_when_it_is_about_another_child(
    fernshire: ScreeningTown,
) -> None:
    sol, gwen = sol_reed(fernshire), fernshire.town.people["Gwen"]
    sent, calm = fernshire.sent("Pat", **HARM), fernshire.sent("Pat")
    guardian = Fetcher(gwen.account).prove()
    assert "1 urgent screening that may be about a record in your care" in guardian.get("/").text
    page = guardian.get("/children/restricted/").follow(asked(sent, sol))
    assert ("Immediate harm" in page.text, calm.reference in page.text) == (True, False)
    guardian.get(f"/screening/{sent.pk}/", 403)
    assert page.submit("Save", whose="another").banners
    assert "urgent screening" not in guardian.get("/").text
    guardian.get(page.address, 404)
    second = fernshire.sent("Pat", answers=ALL_SEEN)
    page = guardian.get("/children/restricted/").follow(asked(second, sol))
    assert sol.reference in page.submit("Save", whose="this").banners[0]
    assert "urgent screening" not in guardian.get("/").text


def test_high_tools_are_to_be_repeated_after_three_months(fernshire: ScreeningTown) -> None:
    sent = fernshire.sent(child=fernshire.child, answers=ALL_SEEN)
    other = fernshire.town.child("Alex", "Birch")
    fernshire.sent("Cora", child=other)
    cora = fernshire.town.actor("Cora")
    assert repeats_due(cora, NOW.date()) == ()
    [due] = repeats_due(cora, NOW.date() + timedelta(days=92))
    assert (due.child, due.due_on.isoformat()) == (fernshire.child, "2026-06-03")
    confirm(
        submission=sent, level="medium", by=cora, meeting=fernshire.meeting, reason="The meeting knows more."
    )  # fmt: skip
    assert repeats_due(cora, NOW.date() + timedelta(days=92)) == ()
