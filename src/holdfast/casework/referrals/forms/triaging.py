"""The forms of triage, decision and outcome."""

from __future__ import annotations

from typing import Any

from holdfast.casework.referrals.models import Referral
from holdfast.casework.referrals.rules.triage import State
from holdfast.web import forms
from holdfast.web.identifiers import uuid_or_none

_WAYS = [
    (State.LISTED.value, "Bring it to a meeting"),
    (State.TURNED_AWAY.value, "Turn it away"),
    (State.FRONT_DOOR.value, "Leave it with the front door"),
]
_HINTS = {
    State.LISTED.value: "It stands on the next case list until a meeting has decided.",
    State.TURNED_AWAY.value: "The referrer is told the reason.",
    State.FRONT_DOOR.value: "Once children's social care has been told and that is recorded.",
}


class TriageForm(forms.Form):
    """Where a referral goes."""

    to = forms.ChoiceField(label="Where it goes", choices=_WAYS, widget=forms.Radios(hints=_HINTS))
    meeting = forms.TypedChoiceField(
        label="Which meeting", required=False, coerce=uuid_or_none, empty_value=None
    )
    reason = forms.LongTextField(label="Why", required=False, rows=3)

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "The next one"), *meetings]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What a meeting decided."""

    decision = forms.LongTextField(label="What was decided", help_text="The referrer is told this.")
    meeting = forms.TypedChoiceField(
        label="At which meeting", required=False, coerce=uuid_or_none, empty_value=None
    )

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = [("", "None of these"), *meetings]  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """What the referrer is told, and how."""

    words = forms.LongTextField(
        label="What the referrer is told", help_text="Drafted for you; change it as you like."
    )
    how = forms.ChoiceField(
        label="How",
        choices=[("", "Not yet: keep the draft"), *Referral.Told.choices],
        required=False,
        widget=forms.Radios,
    )
    whom = forms.CharField(label="Who was told", required=False, max_length=200)
    told_at = forms.InstantField(label="When", required=False, help_text="Leave empty for now.")
