"""When the meeting closes: voice is flagged, minutes hold references, feedback is drafted, owed and given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from holdfast.casework.children.models import Child, Conflict, Voice
from holdfast.casework.links.models import Link
from holdfast.casework.panel.events import discussions
from holdfast.casework.panel.models import Bundle, CaseList, Discussion, FeedbackPart
from holdfast.casework.panel.operations.acting import decide, give_action
from holdfast.casework.panel.operations.discussing import begin_discussion
from holdfast.casework.panel.operations.feeding_back import (
    StalePart,
    acknowledge_feedback,
    change_part,
    give_feedback,
    set_aside,
)
from holdfast.casework.panel.operations.feeding_outside import acknowledge_outside, send_link
from holdfast.casework.panel.operations.noting import (
    Conduct,
    check_conduct,
    note_practice,
    record_disclosure,
    resolve_practice,
)
from holdfast.casework.panel.queries.figures import meeting_figures, period_figures
from holdfast.governance.minutes.models import Minutes
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.notices.models import Notice
from tests.casework.panel.weekly import Weekly, at, weekly
from tests.casework.town import CHARTER
from tests.web.fetcher import Fetcher


def _held(week: Weekly) -> Weekly:
    """Robin and Ash discussed: Chidi works with both, Pat with Robin, a school nurse outside with Ash."""
    town, robin, ash = week.town, week.children["Robin"], week.children["Ash"]
    town.works_with("police", robin, "Chidi")
    town.works_with("police", ash, "Chidi")
    town.works_with("school", robin, "Pat")
    town.works_with("health", ash, name="Nell Lee", email="nell@example.org")
    Voice.objects.create(
        partnership=town.partnership,
        child=robin,
        words="I want my nan",
        heard_on=date(2026, 3, 1),
        heard_by="Tom",
    )
    week.issued("Robin", "Ash").opened()
    for minute, given in ((5, "Robin"), (9, "Ash")):
        with clock.fixed_at(at(14, minute)):
            begin_discussion(by=week.cora, listing=week.listing(given))
    with clock.fixed_at(at(14, 12)):
        decide(
            by=week.cora, listing=week.listing("Ash"), kind="other", words="Work stops being planned apart"
        )
        give_action(
            by=week.cora, listing=week.listing("Ash"), text="Ring Ash's mother",
            agency=town.agencies["health"],
            due_on=date(2026, 3, 9),
        )  # fmt: skip
    return week.closed(at(16))


def _bundle(week: Weekly, name: str) -> Bundle:
    week.town.everything()
    return Bundle.objects.get(name=name)


def test_each_professional_has_one_bundle_owed_in_two_working_days(week: Weekly) -> None:
    _held(week)
    week.town.everything()
    parts = {
        bundle.name: {part.child.given_names for part in bundle.parts.select_related("child")}
        for bundle in Bundle.objects.all()
    }
    assert parts == {"Chidi": {"Robin", "Ash"}, "Pat": {"Robin"}, "Nell Lee": {"Ash"}}
    owed = Obligation.objects.filter(kind="feedback")
    assert owed.count() == 3
    assert {row.due_at for row in owed} == {datetime(2026, 3, 5, 23, 59, 59, tzinfo=UTC)}
    assert {row.clause for row in owed} == {"meog/feedback"}
    names = [child.family_name for child in Child.objects.all()]
    assert not any(name in row.says for row in owed for name in names)
    with clock.fixed_at(at(17)):
        assert drift_of(week.town.group) == []


def test_nobody_hears_of_a_child_they_do_not_work_with_or_of_another_agencys_action(week: Weekly) -> None:
    _held(week)
    week.town.everything()
    texts = {(part.bundle.name, part.child.given_names): part.text for part in FeedbackPart.objects.all()}
    reference = week.children["Ash"].reference
    assert f"Ring {reference}'s mother" in texts["Nell Lee", "Ash"]
    assert "Ring" not in texts["Chidi", "Ash"]
    assert "Other agencies have 1 action." in texts["Chidi", "Ash"]
    assert "planned apart" not in texts["Pat", "Robin"]


def test_feedback_given_is_kept_in_time_and_the_members_sight_ends_with_the_last(week: Weekly) -> None:
    _held(week)
    with clock.fixed_at(at(17)):
        give_feedback(by=week.cora, bundle=_bundle(week, "Pat"), how="notice")
        week.town.everything()
        assert Notice.objects.filter(person=week.town.people["Pat"], kind="case-feedback").count() == 1
        with pytest.raises(Refused, match="no account"):
            give_feedback(by=week.cora, bundle=_bundle(week, "Nell Lee"), how="notice")
        set_aside(by=week.cora, bundle=_bundle(week, "Nell Lee"), reason="She has left the school")
        assert Child.objects.visible_to(week.actor("Vic")).exists()
        give_feedback(by=week.cora, bundle=_bundle(week, "Chidi"), how="telephone")
        assert CaseList.objects.get().feedback_closed_at is not None
        assert not Child.objects.visible_to(week.actor("Vic")).exists()
        week.town.everything()
        assert {row.owed_person.name: row.met_at is not None for row in Obligation.objects.filter(
            kind="feedback", voided_at=None
        )} == {"Pat": True, "Chidi": True}  # fmt: skip
        assert drift_of(week.town.group) == []
        figures = meeting_figures(week.meeting)
        assert figures is not None
        assert (figures.bundles, figures.in_time, figures.acknowledged) == (2, 2, 1)


def test_pat_reads_and_acknowledges_what_is_meant_for_pat_alone(week: Weekly) -> None:
    _held(week)
    with clock.fixed_at(at(17)):
        bundle = give_feedback(by=week.cora, bundle=_bundle(week, "Pat"), how="notice")
        pat = Fetcher(week.town.people["Pat"].account)
        page = pat.get(f"/cases/feedback/{bundle.pk}/read/")
        assert "Robin Ashdown" in page.text
        assert "Ash Birch" not in page.text
        page = page.submit("I have read this")
        assert "You said that you had read it" in page.text
        Fetcher(week.town.people["Mina"].account).get(f"/cases/feedback/{bundle.pk}/read/", status=404)
        pat.get(f"/cases/feedback/{bundle.pk}/", status=403)
        with pytest.raises(PermissionDenied):
            acknowledge_feedback(by=week.actor("Mina"), bundle=bundle)


def test_somebody_outside_gets_a_link_that_holds_nothing_and_works_once(week: Weekly) -> None:
    _held(week)
    with clock.fixed_at(at(17)):
        link = send_link(by=week.cora, bundle=_bundle(week, "Nell Lee"))
        assert link.contact_email == "nell@example.org"
        acknowledge_outside(link)
        assert _bundle(week, "Nell Lee").acknowledged_at == at(17)
        with pytest.raises(Refused, match="used already"):
            acknowledge_outside(Link.objects.get())


def test_a_draft_is_put_right_before_it_is_given_and_not_after(week: Weekly) -> None:
    _held(week)
    with clock.fixed_at(at(17)):
        part = FeedbackPart.objects.select_related("bundle").get(bundle=_bundle(week, "Pat"))
        change_part(by=week.cora, part=part, text="We talked about school.", version=0)
        with pytest.raises(StalePart):
            change_part(by=week.actor("Mo"), part=part, text="Mo's words", version=0)
        give_feedback(by=week.cora, bundle=_bundle(week, "Pat"), how="in-person")
        with pytest.raises(Refused, match="given already"):
            change_part(by=week.cora, part=part, text="Too late", version=1)
        for name in ("Mina", "Pat", "Stella"):
            with pytest.raises(PermissionDenied):
                give_feedback(by=week.actor(name), bundle=_bundle(week, "Chidi"), how="telephone")


def test_a_conflict_keeps_a_child_out_of_a_bundle(week: Weekly) -> None:
    Conflict.objects.create(
        partnership=week.town.partnership, child=week.children["Ash"], person=week.town.people["Chidi"],
        reason="A neighbour", declared_at=clock.now(),
    )  # fmt: skip
    town = week.town
    town.works_with("police", week.children["Robin"], "Chidi")
    town.works_with("police", week.children["Ash"], "Chidi")
    week.issued("Robin", "Ash").opened()
    with clock.fixed_at(at(14, 5)):
        begin_discussion(by=week.cora, listing=week.listing("Ash"))
    with clock.fixed_at(at(14, 9)):
        begin_discussion(by=week.cora, listing=week.listing("Robin"))
    week.closed(at(16))
    week.town.everything()
    assert [part.child.given_names for part in FeedbackPart.objects.all()] == ["Robin"]


def test_the_minutes_hold_references_and_no_name_level_or_story(week: Weekly) -> None:
    _held(week)
    week.town.everything()
    sections = list(Minutes.objects.get().sections.all())
    assert [section.heading for section in sections] == [
        f"Child {week.children[given].reference}" for given in ("Robin", "Ash")
    ]
    whole = " ".join(f"{section.heading} {section.text} {section.record}" for section in sections)
    for secret in ("Robin", "Ashdown", "Birch", "planned apart", "my nan"):
        assert secret not in whole
    assert "Decision" in sections[1].text or "decision" in sections[1].text
    assert "without the child's own views" in sections[1].text


def test_a_discussion_without_the_childs_voice_is_flagged_and_counted(week: Weekly) -> None:
    _held(week)
    week.town.everything()
    flagged = {row.child.given_names: row.is_without_voice for row in Discussion.objects.all()}
    assert flagged == {"Robin": False, "Ash": True}
    figures = meeting_figures(week.meeting)
    assert figures is not None
    assert (figures.discussed, figures.without_voice, figures.actions) == (2, 1, 1)
    assert figures.longest == timedelta(hours=1, minutes=51)
    over = period_figures(week.town.group.pk, at(0), at(23))
    assert (over.meetings, over.children, over.without_voice) == (1, 2, 1)


def test_without_a_clock_in_the_terms_nothing_is_owed(db: None) -> None:
    i = CHARTER.index('[[clause]]\nid = "meog/feedback"')
    j = CHARTER.index('[[clause]]\nid = "meog/pathway"')
    with clock.fixed_at(at(13)):
        week = _held(weekly(charter=CHARTER[:i] + CHARTER[j:]))
    week.town.everything()
    assert Bundle.objects.count() == 3
    assert not Obligation.objects.filter(kind="feedback").exists()
    assert CaseList.objects.get().feedback_closed_at is not None


def test_the_childs_time_line_and_page_of_meetings_tell_of_the_discussion(week: Weekly) -> None:
    _held(week)
    with clock.fixed_at(at(17)):
        cora = Fetcher(week.town.people["Cora"].account)
        page = cora.get(f"/children/{week.children['Ash'].pk}/meetings/")
        assert "Work stops being planned apart" in page.text
        assert "Without voice" in page.text
        events = list(discussions(week.children["Ash"].pk, week.cora))
    assert [event.title for event in events] == ["Discussed at MEOG"]


def test_what_is_noted_disclosed_and_checked_is_kept(week: Weekly) -> None:
    week.issued("Robin").opened()
    group, robin = week.town.group, week.children["Robin"]
    with clock.fixed_at(at(14, 5)):
        with pytest.raises(Refused, match="stuck case is a child's"):
            note_practice(by=week.cora, group=group, kind="stuck", words="No bed")
        note = note_practice(
            by=week.actor("Mina"),
            group=group,
            kind="stuck",
            words="No bed",
            child=robin,
            meeting=week.meeting,
        )
        resolve_practice(by=week.cora, note=note, resolution="A bed was found")
        told = {
            "recipient": "Ann Poe",
            "organisation": "Probation",
            "purpose": "Safety",
            "basis": "public-task",
        }
        with pytest.raises(Refused, match="Say what"):
            record_disclosure(by=week.cora, group=group, child=robin, content=" ", **told)
        record_disclosure(by=week.cora, group=group, child=robin, content="That he is missing", **told)
        conduct = Conduct(
            kept_to_aims=True, all_contributed=False, only_relevant=True, actions_understood=True
        )
        with pytest.raises(PermissionDenied):
            check_conduct(by=week.cora, case_list=week.case_list, conduct=conduct)
        check_conduct(by=week.actor("Chidi"), case_list=week.case_list, conduct=conduct)
        cora = Fetcher(week.town.people["Cora"].account)
        assert "A bed was found" in cora.get("/cases/practice/").text
        assert "Ann Poe, Probation" in cora.get("/cases/disclosures/").text
        assert (
            "Not every agency could contribute"
            in cora.get(f"/cases/meetings/{week.meeting.pk}/figures/").text
        )


@pytest.mark.parametrize("who", ["Cora", "Mo"], ids=["coordinator", "minute taker"])
def test_whoever_runs_the_cases_gives_feedback_on_its_pages(week: Weekly, who: str) -> None:
    _held(week)
    with clock.fixed_at(at(17)):
        page = Fetcher(week.town.people[who].account).get(f"/cases/meetings/{week.meeting.pk}/feedback/")
        assert "3 of 3 people have not been told yet." in page.text
        page = page.follow("Give the next one")
        assert page.heading == "Feedback to Chidi"
        page = page.follow("Give it").submit(how="telephone")
        assert page.banners == ["The feedback to Chidi is given."]
        assert page.heading == "Feedback to Nell Lee"
