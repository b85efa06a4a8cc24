"""The forms of decisions on a child in the meeting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.casework.risk.models import Level, PlanReview
from holdfast.web import forms

Choices = list[tuple[str, str]]


class FirstLevelForm(forms.Form):
    """A level in an area in which there was none."""

    area = forms.ChoiceField(label="Area of risk", widget=forms.Radios)
    level = forms.ChoiceField(label="Level", choices=Level.choices, widget=forms.Radios)
    circumstances = forms.CharField(
        label="Circumstances", max_length=200, required=False, help_text="For example, after an event"
    )
    reason = forms.LongTextField(label="Why")

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """How the child stands on the exploitation list from now on."""

    what = forms.ChoiceField(
        label="What the meeting decided",
        widget=forms.Radios,
        choices=[
            ("join", "Put on the exploitation list"),
            ("watch", "Put on a watching brief"),
            ("resume", "Back from the watching brief to the list"),
            ("leave", "Take off the list"),
        ],
    )
    review_on = forms.DateField(label="Look at the watching brief again on", required=False)
    reason = forms.LongTextField(label="Why")


class PlanForm(forms.Form):
    """A plan agreed, or how the one in force goes."""

    followed = forms.ChoiceField(
        label="What the meeting decided",
        required=False,
        widget=forms.Radios,
        choices=[
            ("", "A new plan is agreed"),
            *((value, f"The plan: {words.lower()}") for value, words in PlanReview.Followed.choices),
        ],
    )
    text = forms.LongTextField(label="What is agreed, or how it goes")
    next_on = forms.DateField(label="Look at it again on")


class PathwayForm(forms.Form):
    """A service offered to the child."""

    provision = forms.TypedChoiceField(label="Service", coerce=UUID)
    level = forms.ChoiceField(label="Level of risk", choices=Level.choices, widget=forms.Radios)
    circumstances = forms.CharField(
        label="Circumstances", max_length=200, required=False, help_text="As the pathway names them"
    )
    reason = forms.LongTextField(label="Why, if the pathway names another service", required=False)

    def __init__(self, *args: Any, services: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provision"].choices = [("", "Choose a service"), *services]  # type: ignore[attr-defined]


class ReferralForm(forms.Form):
    """What the meeting says to a referral."""

    referral = forms.TypedChoiceField(label="Referral", coerce=UUID)
    decision = forms.LongTextField(label="What the meeting decided", help_text="The referrer is told this.")

    def __init__(self, *args: Any, referrals: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referral"].choices = [("", "Choose a referral"), *referrals]  # type: ignore[attr-defined]


class OtherForm(forms.Form):
    words = forms.CharField(label="What was decided", max_length=500)
