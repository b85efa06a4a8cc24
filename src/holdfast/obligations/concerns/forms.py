"""The forms of matters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from holdfast.obligations.concerns.destinations import Choices
from holdfast.obligations.concerns.models import Matter
from holdfast.obligations.concerns.queries import MatterFilter
from holdfast.obligations.concerns.rules import Relation
from holdfast.web import forms

NAMES_NOBODY = "It names no child, and says nothing by which a child could be recognised"
_HINTS = {
    "concern": "Something that worries the group, such as how a service performs.",
    "request": "The group asks for something: a report, advice, resources, a change.",
    "learning": "What the group has learnt and others should know. It needs no answer.",
    "task": "For a group below, which accepts or declines it, and answers.",
}


class NamesNobodyForm(forms.Form):
    """What leaves a group is confirmed to be about no child who could be recognised."""

    names_nobody = forms.BooleanField(label=NAMES_NOBODY)


class SendForm(NamesNobodyForm):
    """Something new to send."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=Matter.Kind.choices,
        widget=forms.Radios(hints=_HINTS),
        error_messages={"required": "Choose what it is"},
    )
    to = forms.ChoiceField(label="Who is it for?", error_messages={"required": "Choose who it is for"})
    title = forms.CharField(label="Title", max_length=200, help_text="In a few words.")
    text = forms.LongTextField(label="What you want to say")
    clause = forms.ChoiceField(
        label="Clause of your terms that it serves",
        required=False,
        help_text="Where the clause says how soon an answer is due, the date below can be left empty.",
    )
    wanted_on = forms.DateField(
        label="Answer wanted by",
        required=False,
        help_text="Not needed for learning. For example, 3 March 2026.",
    )
    field_order = ["kind", "to", "title", "text", "clause", "wanted_on", "names_nobody"]

    def __init__(
        self, *args: Any, offered: Choices, clauses: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        if Relation.BELOW.value not in dict(offered):
            kinds.choices = [pair for pair in Matter.Kind.choices if pair[0] != Matter.Kind.TASK]
        self.fields["to"].choices = [("", "Choose"), *offered]  # type: ignore[attr-defined]
        known = list(clauses)
        self.fields["clause"].choices = [("", "None"), *known]  # type: ignore[attr-defined]
        if not known:
            del self.fields["clause"]


class AnswerForm(NamesNobodyForm):
    """The answer to what was sent."""

    text = forms.LongTextField(label="Your answer")
    field_order = ["text", "names_nobody"]


class ReasonForm(forms.TextForm):
    """Why something is declined or withdrawn."""

    text = forms.LongTextField(help_text="Name no child here.")


class DateForm(forms.Form):
    """Another date until which an answer is wanted."""

    wanted_on = forms.DateField(label="Answer wanted by")
    text = forms.LongTextField(label="Why the date changes", help_text="Name no child here.")


class FilterForm(forms.Form):
    """Narrows a list of matters; it stands in the address."""

    says_optional = False
    way = forms.ChoiceField(
        label="Which way",
        required=False,
        choices=[("", "Sent and received"), ("in", "Received"), ("out", "Sent")],
    )
    kind = forms.ChoiceField(label="Kind", required=False, choices=[("", "Any"), *Matter.Kind.choices])
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Open"), ("waiting", "Waiting for an answer"), ("ended", "Ended"), ("any", "Any")],
    )

    def __init__(self, *args: Any, has_ways: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_ways:
            del self.fields["way"]

    def wanted(self, group_id: UUID | None = None, board_id: UUID | None = None) -> MatterFilter:
        """The filter asked for; what cannot be understood is left out."""
        self.full_clean()
        chosen = getattr(self, "cleaned_data", {})
        return MatterFilter(
            way=chosen.get("way") or "",
            kind=chosen.get("kind") or "",
            state=chosen.get("state") or "open",
            group_id=group_id,
            board_id=board_id,
        )
