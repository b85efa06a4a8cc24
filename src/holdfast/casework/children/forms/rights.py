"""The forms around a restricted record: restricting, naming people, emergency access and its review."""

from __future__ import annotations

from typing import Any

from holdfast.casework.children.rules.rights import EMERGENCY_HOURS
from holdfast.kernel.finding import counted
from holdfast.web import forms

_JUDGED = "Somebody else will read this to judge it."


class ReasonForm(forms.TextForm):
    """Why something is done."""

    reason = forms.LongTextField(help_text=_JUDGED)


class PersonForm(forms.Form):
    """A person of the partnership, and why."""

    person = forms.ChoiceField(label="Who")
    reason = forms.LongTextField(label="Why", help_text=_JUDGED)

    def __init__(self, *args: Any, people: Any, label: str = "Who", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = label
        self.fields["person"].choices = [("", "Choose a person"), *people]  # type: ignore[attr-defined]


class GrantForm(PersonForm):
    """Sight of a record for a named person, until a day."""

    to_on = forms.DateField(label="Last day", help_text="At most a year ahead. For example, 31 3 2027.")
    field_order = ("person", "to_on", "reason")


class EmergencyForm(forms.Form):
    """Which record, for how long, and what the emergency is."""

    reference = forms.CharField(
        label="Reference of the record",
        max_length=12,
        required=False,
        help_text="Such as K7F3Q, if you have it.",
    )
    given_names = forms.CharField(label="Given names", max_length=200, required=False)
    family_name = forms.CharField(label="Family name", max_length=200, required=False)
    birth_on = forms.DateField(label="Birth date", required=False)
    hours = forms.TypedChoiceField(
        label="For how long",
        coerce=int,
        choices=[(hours, counted(hours, "hour")) for hours in EMERGENCY_HOURS],
        widget=forms.Radios(attrs={"class": "inline"}),
        initial=EMERGENCY_HOURS[0],
    )
    reason = forms.LongTextField(label="The emergency, in a sentence or two", help_text=_JUDGED)


class ReviewForm(forms.Form):
    """Whether an emergency access was right, and what the review found."""

    was_justified = forms.ChoiceField(
        label="Was it justified?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.Radios(attrs={"class": "inline"}),
    )
    review = forms.LongTextField(label="What you found, and what follows from it")


class NoteForm(forms.Form):
    """What came of looking into a search."""

    note = forms.LongTextField(label="What came of it", required=False)
