"""What becomes of a referral: whom it is about, where triage sends it, what was decided, who was told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from holdfast.casework.children.frontdoor.models import FrontDoorUse
from holdfast.casework.children.frontdoor.operations import move_to_child, record_front_door_use
from holdfast.casework.children.frontdoor.queries import has_been_used
from holdfast.casework.children.models import Child
from holdfast.casework.referrals.models import Referral, ReferralEntry
from holdfast.casework.referrals.operations.receiving import enter
from holdfast.casework.referrals.promises import REFERRAL
from holdfast.casework.referrals.rules.triage import State, assess_move, assess_telling, assess_triage
from holdfast.casework.referrals.telling import tell_no_more, tell_referrer
from holdfast.casework.referrals.wording import drafted_outcome
from holdfast.governance.meetings.models import Meeting
from holdfast.kernel import clock
from holdfast.kernel.finding import refuse
from holdfast.obligations.ledger.operations import settle
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission

LABEL = "referrals.referral"
Kind = ReferralEntry.Kind
# Whoever was told of an outcome is told again when there is another.
_UNTOLD: dict[str, Any] = {"told_at": None, "told_by": None, "told_how": "", "told_whom": ""}


@contextmanager
def _keeping(by: Actor, referral: Referral) -> Iterator[Referral]:
    """The referral as it is now, held until what is done with it is written."""
    by.require(Permission.KEEP_REFERRALS, referral.group_id)
    with transaction.atomic():
        now: Referral = Referral.objects.select_for_update().get(pk=referral.pk)
        yield now
        settle(REFERRAL, [now.pk], group=now.group, by=by)


def _save(referral: Referral, kind: Kind, *, by: Actor, text: str = "", **changed: Any) -> None:
    for name, value in changed.items():
        setattr(referral, name, value)
    referral.version += 1
    referral.save(update_fields=[*changed, "version"])
    enter(referral, kind, by=by, text=text)


def match_to_child(*, by: Actor, referral: Referral, child: Child) -> None:
    """Say whose record it is about; it can be put right until the meeting has decided."""
    with _keeping(by, referral) as now:
        if now.state == State.DECIDED:
            refuse("The meeting has decided this referral: which child it was about stays as it was.")
        if not Child.objects.visible_to(by).filter(pk=child.pk).exists():
            refuse("There is no such record.")
        _save(now, Kind.MATCHED, by=by, text=child.reference, child=child)
        move_to_child(cause=(LABEL, now.pk), child=child)


def list_for_meeting(
    *, by: Actor, referral: Referral, meeting: Meeting | None = None, reason: str = ""
) -> None:
    """Put it on the list of a meeting, the next one if none is named; again to put it off, with a reason."""
    with _keeping(by, referral) as now:
        if now.state == State.LISTED:
            _put_off(now, meeting, reason, by)
            return
        _judge(now, State.LISTED, reason)
        _triaged(now, State.LISTED, Kind.LISTED, by=by, reason=reason, meeting=meeting)


def _put_off(now: Referral, meeting: Meeting | None, reason: str, by: Actor) -> None:
    if not reason.strip():
        refuse("It is on the list already. Say why it is put off to another meeting.")
    _save(now, Kind.DEFERRED, by=by, text=reason, meeting=meeting)


def turn_away(*, by: Actor, referral: Referral, reason: str) -> None:
    """End it without a meeting, for a reason that the referrer is told."""
    with _keeping(by, referral) as now:
        _judge(now, State.TURNED_AWAY, reason)
        _triaged(now, State.TURNED_AWAY, Kind.TURNED_AWAY, by=by, reason=reason, meeting=None)


def send_to_front_door(*, by: Actor, referral: Referral, reason: str = "") -> None:
    """It belongs with children's social care, and is there: its use has been recorded."""
    with _keeping(by, referral) as now:
        if not has_been_used(LABEL, now.pk):
            refuse("Tell the front door, and record that you did. Then it can be closed here.")
        _judge(now, State.FRONT_DOOR, reason)
        _triaged(now, State.FRONT_DOOR, Kind.FRONT_DOOR, by=by, reason=reason, meeting=None)


def _judge(now: Referral, to: State, reason: str) -> None:
    assess_move(now.state, to).require()
    used = now.is_immediate_harm and has_been_used(LABEL, now.pk)
    assess_triage(
        to,
        reason=reason,
        has_child=now.child_id is not None,
        is_harm=now.is_immediate_harm,
        has_used_route=used,
    ).require()


def _triaged(
    now: Referral, to: State, kind: Kind, *, by: Actor, reason: str, meeting: Meeting | None
) -> None:
    at = now.triaged_at or clock.now()
    now.state, now.reason, now.meeting, now.triaged_at = to.value, reason.strip(), meeting, at
    outcome = "" if to == State.LISTED else drafted_outcome(now)
    _save(
        now, kind, by=by, text=reason.strip(),
        state=to.value, reason=reason.strip(), meeting=meeting, triaged_at=at, outcome=outcome, **_UNTOLD,
    )  # fmt: skip
    tell_no_more(now)


def decide(*, by: Actor, referral: Referral, meeting: Meeting | None, decision: str) -> None:
    """A meeting has looked at it: what was decided, in words; the referrer's message is drafted from it."""
    if not decision.strip():
        refuse("Say what the meeting decided: the referrer is told what came of it.")
    with _keeping(by, referral) as now:
        assess_move(now.state, State.DECIDED).require()
        now.state, now.reason = State.DECIDED.value, decision.strip()
        _save(
            now, Kind.DECIDED, by=by, text=decision.strip(), state=now.state, reason=now.reason,
            meeting=meeting or now.meeting, decided_at=clock.now(), outcome=drafted_outcome(now),
        )  # fmt: skip


def draft_outcome(*, by: Actor, referral: Referral, words: str) -> None:
    """Change what the referrer will be told."""
    with _keeping(by, referral) as now:
        assess_telling(now.state, words).require()
        if now.told_at is not None:
            refuse("The referrer has been told already.")
        _save(now, Kind.DRAFTED, by=by, outcome=words.strip())


def tell_outcome(
    *,
    by: Actor,
    referral: Referral,
    words: str,
    how: str,
    whom: str,
    told_at: datetime | None = None,
) -> None:
    """Record that the referrer was told: what, how, whom and when. By the secure route it is sent now."""
    with _keeping(by, referral) as now:
        assess_telling(now.state, words).require()
        if now.told_at is not None:
            refuse("The referrer has been told already.")
        if how == Referral.Told.SECURE and not (now.referrer_id or now.referrer_email):
            refuse("No secure route to this referrer is known. Tell them by telephone or in person.")
        at = told_at or clock.now()
        if at > clock.now() or at < now.received_at:
            refuse("Say when the referrer was told: after the referral came, and not later than now.")
        _save(
            now, Kind.TOLD, by=by, text=Referral.Told(how).label, outcome=words.strip(), told_at=at,
            told_by_id=by.person_id, told_how=how, told_whom=whom.strip() or now.referrer_name,
        )  # fmt: skip
        if how == Referral.Told.SECURE:
            tell_referrer(now, by)


def use_front_door(*, by: Actor, referral: Referral, **used: Any) -> FrontDoorUse:
    """Record that the front door was told, by the referrer or by whoever keeps referrals."""
    if referral.referrer_id != by.person_id:
        by.require(Permission.KEEP_REFERRALS, referral.group_id)
    return record_front_door_use(by=by, cause=(LABEL, referral.pk), child=referral.child, **used)
