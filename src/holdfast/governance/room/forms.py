"""What is typed in the room, read; the rules are the operations'."""

from __future__ import annotations

from typing import Any

from holdfast.governance.room.models import Presence
from holdfast.governance.room.queries.facts import Facts
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Person
from holdfast.web import forms

TIME_BOX = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})
TIME_HINT = "Leave empty for now, or write a time such as 2:30pm"


class TimedForm(forms.Form):
    """A form with the time at which it happened."""

    says_optional = False
    at = forms.CharField(
        label="At",
        required=False,
        max_length=20,
        help_text=TIME_HINT,
        widget=TIME_BOX,
    )


class ArrivalForm(TimedForm):
    """Somebody who is on no list."""

    person = forms.ChoiceField(label="Who")
    capacity = forms.ChoiceField(label="As what", choices=Presence.Capacity.choices)
    seat = forms.ChoiceField(label="For a deputy: whose seat", required=False)
    is_remote = forms.BooleanField(label="Remote, on the line", required=False)
    left_at = forms.CharField(
        label="Left at",
        required=False,
        max_length=20,
        help_text="Only for somebody who has gone again",
        widget=TIME_BOX,
    )

    def __init__(self, *args: Any, actor: Actor, facts: Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["person"].choices = [("", "Choose somebody"), *people(actor)]
        seats = [(str(seat.id), seat.title) for seat in facts.membership.seats]
        fields["seat"].choices = [("", "No seat"), *seats]
        self.order_fields(["person", "capacity", "seat", "is_remote", "at", "left_at"])


class CorrectionForm(forms.Form):
    """A row of attendance put right."""

    says_optional = False
    arrived_at = forms.CharField(label="Arrived at", max_length=20, widget=TIME_BOX)
    left_at = forms.CharField(
        label="Left at",
        required=False,
        max_length=20,
        help_text="Leave empty if they are still here",
        widget=TIME_BOX,
    )
    capacity = forms.ChoiceField(label="As what", choices=Presence.Capacity.choices)
    seat = forms.ChoiceField(label="For a deputy: whose seat", required=False)
    is_remote = forms.BooleanField(label="Remote, on the line", required=False)
    reason = forms.CharField(label="Why it is corrected", max_length=500)

    def __init__(self, *args: Any, facts: Facts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        seats = [(str(seat.id), seat.title) for seat in facts.membership.seats]
        fields["seat"].choices = [("", "No seat"), *seats]


class ReasonForm(TimedForm):
    """An act that needs a reason."""

    reason = forms.LongTextField(label="Reason", max_length=1000, rows=3)


class WithdrawalForm(forms.Form):
    """Something taken back."""

    reason = forms.CharField(label="Why", max_length=500)


class ScopedReasonForm(ReasonForm):
    """An override: for this item or for the whole meeting."""

    scope = forms.ChoiceField(label="For", choices=[("item", "This item"), ("meeting", "The whole meeting")])


class EndingForm(ReasonForm):
    """Adjourned or cancelled, and perhaps the next date."""

    next_starts_at = forms.InstantField(
        label="When the meeting goes on", required=False, help_text="It can be set later"
    )


class NextForm(forms.Form):
    """The date of the meeting that takes up another."""

    starts_at = forms.InstantField(label="When it meets")
    place = forms.CharField(label="Where", required=False, max_length=300)


class OpeningForm(TimedForm):
    """Opened now, or entered afterwards."""

    afterwards = forms.BooleanField(
        label="The meeting has taken place: I am entering it afterwards",
        required=False,
        help_text="Times are then typed, and nothing is taken as happening now",
    )


class DeclarationForm(TimedForm):
    """An interest in an item."""

    person = forms.ChoiceField(label="Whose interest")
    nature = forms.ChoiceField(
        label="What is declared", choices=[("potential", "Potential conflict"), ("actual", "Actual conflict")]
    )
    text = forms.CharField(label="The interest, in a few words", max_length=500)
    excludes = forms.BooleanField(
        label="Exclude from this item",
        required=False,
        help_text="They lose the item, its papers, the vote and their place in its quorum",
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["person"].choices = choices
        self.order_fields(["person", "nature", "text", "excludes", "at"])


class VoteForm(TimedForm):
    """A question, or an election."""

    question = forms.CharField(label="What is voted on", max_length=500)
    office = forms.ChoiceField(label="For an election: to which office", required=False)
    candidates = forms.MultipleChoiceField(label="Candidates", required=False, widget=forms.Checkboxes)
    is_secret = forms.BooleanField(label="Secret", required=False)

    def __init__(
        self,
        *args: Any,
        offices: list[tuple[str, str]],
        candidates: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["office"].choices = [("", "Not an election"), *offices]
        fields["candidates"].choices = candidates
        if not offices:
            del fields["office"], fields["candidates"]
        self.order_fields(["question", "office", "candidates", "is_secret", "at"])


class ActionForm(forms.Form):
    """An action as it was read from its line, to be corrected before it is saved."""

    says_optional = False
    text = forms.CharField(label="What is to be done", max_length=2000)
    owner = forms.ChoiceField(label="Who does it")
    due_on = forms.DateField(label="By when", required=False)
    decision = forms.ChoiceField(label="Follows from a decision", required=False)

    def __init__(self, *args: Any, owners: Any, decisions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["decision"].choices = [("", "None"), *decisions]
        if not decisions:
            del fields["decision"]
        fields["owner"].choices = [("", "Choose an agency or a person"), *owners]


def people(actor: Actor) -> list[tuple[str, str]]:
    """Everybody of the partnership, by name."""
    rows = Person.objects.visible_to(actor).filter(left_on__isnull=True).select_related("agency")
    return [(str(row.pk), f"{row.name}, {row.agency}") for row in rows.order_by("name")]
