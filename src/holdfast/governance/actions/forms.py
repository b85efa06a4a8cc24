"""The forms of actions."""

from __future__ import annotations

from typing import Any

from holdfast.governance.actions import queries
from holdfast.governance.actions.queries import ActionFilter
from holdfast.stewardship.access.actor import Actor
from holdfast.web import forms
from holdfast.web.identifiers import uuid_or_none


class FilterForm(forms.Form):
    """Narrows a list of actions; it stands in the address."""

    says_optional = False
    whose = forms.ChoiceField(
        label="Whose",
        required=False,
        choices=[("", "All that I may see"), ("mine", "Mine"), ("agency", "My agency's")],
    )
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Open"), ("done", "Done"), ("withdrawn", "Withdrawn"), ("any", "Any")],
    )
    group = forms.TypedChoiceField(label="Group", required=False, coerce=uuid_or_none, empty_value=None)
    agency = forms.TypedChoiceField(label="Agency", required=False, coerce=uuid_or_none, empty_value=None)
    overdue = forms.BooleanField(label="Overdue only", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", "Any"), *queries.group_choices(actor)]  # type: ignore[attr-defined]
        self.fields["agency"].choices = [("", "Any"), *queries.agency_choices(actor)]  # type: ignore[attr-defined]

    def wanted(self, default_whose: str = "all") -> ActionFilter:
        """The filter asked for; what cannot be understood is left out."""
        self.full_clean()
        chosen = getattr(self, "cleaned_data", {})  # a list without a filter asked for nothing
        return ActionFilter(
            whose=chosen.get("whose") or default_whose,
            state=chosen.get("state") or "open",
            group_id=chosen.get("group"),
            agency_id=chosen.get("agency"),
            overdue_only=bool(chosen.get("overdue")),
        )


class ReasonForm(forms.TextForm):
    """One text; its label says what of."""

    text = forms.LongTextField()


class EvidenceForm(ReasonForm):
    """What was done, with a file that shows it where there is one."""

    evidence = forms.FileField(label="File that shows it", required=False)

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_too_large = was_too_large

    def clean_evidence(self) -> Any:
        """The file, unless it was left out for its size."""
        if self.was_too_large:
            raise forms.ValidationError("That file is larger than 50 MB. Choose a smaller one.")
        return self.cleaned_data["evidence"]


class WordingForm(forms.Form):
    text = forms.LongTextField(label="What is to be done")


class DueDateForm(forms.Form):
    due_on = forms.DateField(label="New due date", required=False, help_text="Leave empty for no date.")
    reason = forms.LongTextField(label="Why it changes")


class OwnerForm(forms.Form):
    """Who is to do it."""

    agency = forms.TypedChoiceField(label="Agency", coerce=uuid_or_none)
    owner = forms.TypedChoiceField(
        label="Person",
        required=False,
        coerce=uuid_or_none,
        empty_value=None,
        help_text="Somebody of that agency, or nobody yet.",
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Choose an agency"), *queries.agency_choices(actor)]  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Nobody yet"), *queries.people_choices(actor)]  # type: ignore[attr-defined]


class ReassignForm(OwnerForm):
    reason = forms.LongTextField(label="Why it goes to somebody else")


class ActionForm(OwnerForm):
    """A new action."""

    due_on = forms.DateField(label="Due date", required=False)
    others = forms.MultipleChoiceField(
        label="Other agencies that it needs",
        required=False,
        widget=forms.Checkboxes(attrs={"class": "small"}),
    )
    text = forms.LongTextField(label="What is to be done")
    field_order = ["text", "agency", "owner", "due_on", "others"]

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.fields["others"].choices = queries.agency_choices(actor)  # type: ignore[attr-defined]
