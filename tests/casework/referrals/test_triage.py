"""No referral is lost: it reaches a meeting, or triage turns it away and says why; the referrer hears."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from holdfast.casework.referrals import operations
from holdfast.casework.referrals.models import Referral, ReferralEntry
from holdfast.casework.referrals.queries import entry_reasons, waiting_for_meeting
from holdfast.kernel import clock
from holdfast.kernel.finding import Refused
from holdfast.obligations.ledger.drift import drift_of
from holdfast.obligations.ledger.models import Obligation
from holdfast.obligations.notices.models import Notice
from tests.casework.referrals.made import matched, refer
from tests.casework.town import CHARTER, CaseTown, case_town
from tests.factories import make_account, make_meeting

pytestmark = pytest.mark.django_db

NOW_USED = {"how": "telephone", "whom": "Duty worker"}


def listed(town: CaseTown) -> Referral:
    row = matched(town, refer(town))
    operations.list_for_meeting(by=town.actor("Cora"), referral=row)
    row.refresh_from_db()
    return row


def test_a_referral_waits_for_the_meeting_until_it_is_decided(town: CaseTown) -> None:
    row = listed(town)
    later = clock.now() + timedelta(hours=1)
    assert list(waiting_for_meeting(town.group)) == [row]
    [(child, key, words)] = entry_reasons(clock.now() - timedelta(days=7), later)
    assert (child, key) == (row.child_id, "referral")
    assert words.startswith("Referral 1 of ")
    [(_, _, words)] = entry_reasons(later, later)
    assert words.endswith(", put off before")
    meeting = make_meeting(town.group)
    operations.decide(by=town.actor("Chidi"), referral=row, meeting=meeting, decision="Beacon is offered")
    row.refresh_from_db()
    assert (row.state, row.meeting) == ("decided", meeting)
    assert "The case meeting has discussed it. Beacon is offered." in row.outcome
    assert not waiting_for_meeting().exists()
    with pytest.raises(Refused, match="Anything new is a new referral"):
        operations.turn_away(by=town.actor("Cora"), referral=row, reason="Too late")


def test_the_list_is_of_children_and_turning_away_needs_a_reason(town: CaseTown) -> None:
    row = refer(town)
    cora = town.actor("Cora")
    with pytest.raises(Refused, match="Say which child"):
        operations.list_for_meeting(by=cora, referral=row)
    with pytest.raises(Refused, match="Say why"):
        operations.turn_away(by=cora, referral=row, reason=" ")
    operations.turn_away(by=cora, referral=row, reason="Lives in another area")
    row.refresh_from_db()
    assert (row.state, row.reason) == ("turned-away", "Lives in another area")
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=row.pk).update(state="listed")


def test_immediate_harm_goes_to_the_front_door_before_anything_else(town: CaseTown) -> None:
    cora_account = make_account(town.people["Cora"])
    row = matched(town, refer(town, is_immediate_harm=True))
    cora = town.actor("Cora")
    assert Notice.objects.get(kind="referral-harm").person.account == cora_account
    for act in (operations.list_for_meeting, operations.turn_away):
        with pytest.raises(Refused, match="Use the front door now"):
            act(by=cora, referral=row, reason="Known")
    with pytest.raises(Refused, match="Tell the front door"):
        operations.send_to_front_door(by=cora, referral=row)
    operations.use_front_door(by=town.actor("Pat"), referral=row, used_at=clock.now(), **NOW_USED)
    operations.list_for_meeting(by=town.actor("Cora"), referral=row)
    operations.send_to_front_door(by=town.actor("Cora"), referral=row, reason="Strategy discussion today")
    row.refresh_from_db()
    assert row.state == "front-door"


def test_only_the_referrer_and_the_keepers_record_the_front_door(town: CaseTown) -> None:
    row = refer(town)
    with pytest.raises(PermissionDenied):
        operations.use_front_door(by=town.actor("Mina"), referral=row, used_at=clock.now(), **NOW_USED)


def test_the_referrer_is_told_once_and_told_again_when_it_changes(town: CaseTown) -> None:
    make_account(town.people["Pat"])
    row = matched(town, refer(town))
    cora = town.actor("Cora")
    with pytest.raises(Refused, match="no outcome to tell yet"):
        operations.tell_outcome(by=cora, referral=row, words="Soon", how="phone", whom="Pat")
    operations.turn_away(by=cora, referral=row, reason="Not exploitation")
    row.refresh_from_db()
    operations.tell_outcome(by=cora, referral=row, words=row.outcome, how="secure", whom="")
    row.refresh_from_db()
    assert (row.told_by, row.told_whom, row.told_how) == (town.people["Cora"], "Pat", "secure")
    assert Notice.objects.filter(kind="referral-outcome", person=town.people["Pat"]).count() == 1
    with pytest.raises(Refused, match="told already"):
        operations.tell_outcome(by=cora, referral=row, words="Again", how="phone", whom="Pat")
    operations.list_for_meeting(by=cora, referral=row, reason="New information")
    row.refresh_from_db()
    assert (row.told_at, row.outcome) == (None, "")
    kinds = list(ReferralEntry.objects.values_list("kind", flat=True))
    assert kinds == ["received", "matched", "turned-away", "told", "listed"]


def test_a_practitioner_sees_their_own_referral_and_nobody_elses(town: CaseTown) -> None:
    own, other = refer(town), refer(town, who="Mina")

    def seen(name: str) -> set[Referral]:
        return set(Referral.objects.visible_to(town.actor(name)))

    assert seen("Pat") == {own}
    assert seen("Mina") == {other}
    assert seen("Cora") == seen("Chidi") == {own, other}
    assert seen("Stella") == seen("Ines") == seen("Saul") == set()
    child = town.child()
    town.works_with("social-care", child)
    matched(town, own, child)
    assert seen("Saul") == {own}


def test_a_restricted_childs_referral_exists_for_nobody_else_in_the_database(town: CaseTown) -> None:
    row = matched(town, refer(town))
    town.everything()
    row.child.is_restricted, row.child.guardian = True, town.people["Gwen"]
    row.child.save()
    for name in ("Cora", "Pat"):
        town.actor(name)
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from referrals_referral")
            assert cursor.fetchone() == (0,)
            cursor.execute("select count(*) from referrals_referralentry")
            assert cursor.fetchone() == (0,)


def test_putting_off_needs_a_reason_and_stays_in_the_history(town: CaseTown) -> None:
    row = listed(town)
    with pytest.raises(Refused, match="Say why it is put off"):
        operations.list_for_meeting(by=town.actor("Cora"), referral=row)
    operations.list_for_meeting(by=town.actor("Cora"), referral=row, reason="Social worker away")
    assert row.entries.filter(kind="deferred", text="Social worker away").exists()
    assert list(waiting_for_meeting()) == [row]


def test_only_keepers_triage(town: CaseTown) -> None:
    row = refer(town)
    for name in ("Pat", "Mina"):
        with pytest.raises(PermissionDenied):
            operations.turn_away(by=town.actor(name), referral=row, reason="No")


def test_a_birth_to_come_and_a_referral_to_come_are_refused(town: CaseTown) -> None:
    with pytest.raises(Refused, match="birth date"):
        refer(town, birth_on=clock.today() + timedelta(days=1))


TIMED = (
    CHARTER
    + """
[[clause]]
id = "meog/triage"
says = "Referrals are triaged within two working days, and whoever sent them hears the outcome in ten."
[[clause.clock]]
what = "triage of a referral"
within = "2 working days"
after = "receipt of the referral"
by = "chair"
[[clause.clock]]
what = "the outcome to the referrer"
within = "10 working days"
after = "receipt of the referral"
by = "chair"
"""
)


def test_terms_that_state_a_time_are_owed_triage_and_an_answer() -> None:
    town = case_town(charter=TIMED)
    row = matched(town, refer(town))
    owed = {one.kind: one for one in Obligation.objects.filter(cause_id=row.pk)}
    assert {kind: one.owner_office for kind, one in owed.items()} == {
        "referral-triaged": "chair",
        "referral-told": "chair",
    }
    assert owed["referral-told"].says == "Tell whoever sent referral 1 what came of it"
    operations.turn_away(by=town.actor("Cora"), referral=row, reason="Another area")
    row.refresh_from_db()
    operations.tell_outcome(by=town.actor("Cora"), referral=row, words=row.outcome, how="phone", whom="Pat")
    assert not Obligation.objects.outstanding().filter(cause_id=row.pk).exists()
    town.everything()
    assert drift_of(town.group) == []


def test_terms_without_a_time_owe_nothing(town: CaseTown) -> None:
    assert not Obligation.objects.filter(cause_id=refer(town).pk).exists()
