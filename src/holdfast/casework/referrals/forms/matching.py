"""The form that says which child a referral is about: one on record, or a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from holdfast.casework.children.queries.matches import MatchInList
from holdfast.web import forms

NEW = "new"


class ReferenceForm(forms.Form):
    """A record that is known by its reference."""

    reference = forms.CharField(
        label="Reference of the record", max_length=12, help_text="Five letters and digits, such as K7F3Q."
    )


class ChosenForm(forms.Form):
    """One of the likely matches, or none of them."""

    choice = forms.ChoiceField(label="Which child is it", widget=forms.Radios)
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: Any, matches: Sequence[MatchInList], may_add: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [match.row for match in matches]
        choices = [(str(row.id), f"{row.name}, born {row.born}, {row.reference}") for row in rows]
        choices += [(NEW, "None of these: make a new record")] if may_add else []
        field: Any = self.fields["choice"]
        field.choices = choices
        field.widget.hints = {str(m.row.id): f"{m.how}: {m.why}" for m in matches} | {
            NEW: "With the name and birth date of the referral."
        }
        self.initial["shown"] = ",".join(str(row.id) for row in rows)

    def looked_at(self) -> list[UUID]:
        """The likely matches that stood on the page."""
        return [UUID(one) for one in self.cleaned_data["shown"].split(",") if one]
