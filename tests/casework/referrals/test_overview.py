"""What is open stands on a child's overview and by the name; the coordinator begins with what wants doing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from holdfast.casework.children.marks import marks_of
from holdfast.casework.children.operations.merging import merge_children
from holdfast.casework.referrals import operations
from holdfast.kernel import clock
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from tests.casework.referrals.made import make_provision, matched, offer, refer
from tests.casework.referrals.test_referral_pages import fetcher
from tests.casework.town import CaseTown

pytestmark = pytest.mark.django_db


def test_the_coordinators_first_page_counts_what_wants_doing(town: CaseTown) -> None:
    refer(town, is_immediate_harm=True)
    row = refer(town)
    operations.turn_away(by=town.actor("Cora"), referral=row, reason="Another area")
    page = fetcher(town, "Cora").get("/")
    assert "1 referral marked immediate harm" in page.text
    assert "1 referral to triage" in page.links
    assert "1 referrer to tell what came of it" in page.links
    assert "to triage" not in fetcher(town, "Pat").get("/").text


def test_a_childs_overview_shows_what_is_open_and_the_mark_stays_until_the_front_door_was_told(
    town: CaseTown,
) -> None:
    child = town.child()
    row = matched(town, refer(town, is_immediate_harm=True), child)
    offer(town, child, make_provision(town))
    cora = fetcher(town, "Cora")
    page = cora.get(f"/children/{child.pk}/")
    assert {"Referral 1", "Harbour"} <= set(page.links)
    assert [mark.text for mark in marks_of(town.actor("Cora"), [child.pk])[child.pk]] == [
        "Front door not told"
    ]
    operations.use_front_door(
        by=town.actor("Cora"), referral=row, how="telephone", whom="Duty worker", used_at=clock.now()
    )
    assert "Front door not told" not in cora.get(f"/children/{child.pk}/").text


def test_a_merged_record_takes_its_referrals_and_what_is_owed_with_it(town: CaseTown) -> None:
    kept, merged = town.child(), town.child("Robyn")
    row = matched(town, refer(town), merged)
    mechanism = operations.refer_to_mechanism(
        by=town.actor("Cora"), child=merged, group=town.group, route="central", first_responder="Police",
        referred_at=clock.now() - timedelta(days=1),
    )  # fmt: skip
    merge_children(kept=kept, merged=merged, by=town.actor("Cora"), reason="The same child")
    row.refresh_from_db()
    assert row.child == kept
    owed = Obligation.objects.get(cause_id=mechanism.pk)
    assert (owed.subject_id, owed.says) == (kept.pk, f"Reasonable grounds decision for {kept.reference}")
    town.everything()
    assert drift_of(town.group) == []
