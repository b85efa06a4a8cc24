"""The forms of sharing a child with another partnership."""

from __future__ import annotations

from typing import Any

from holdfast.casework.children.elsewhere import Destination
from holdfast.casework.children.models import Basis, Part
from holdfast.web import forms


class ShareForm(forms.Form):
    """With whom, what of the record, for what and by what right."""

    to = forms.ChoiceField(label="With which group")
    parts = forms.MultipleChoiceField(
        label="What they may see, besides who the child is",
        choices=[(part.value, part.label) for part in Part if part is not Part.IDENTITY],
        widget=forms.Checkboxes,
        help_text="They read it as the record stands each time, until you end it.",
    )
    purpose = forms.LongTextField(
        label="What it is shared for", help_text="They read this before they open it: name no child here."
    )
    basis = forms.ChoiceField(label="By what right", choices=Basis.choices, widget=forms.Radios)

    def __init__(self, *args: Any, offered: tuple[Destination, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), f"{one.partnership}: {one.group}") for one in offered]
        self.fields["to"].choices = [("", "Choose a group"), *choices]  # type: ignore[attr-defined]


class TieForm(forms.Form):
    """Which record here is the same child's."""

    reference = forms.CharField(label="Reference of your own record of this child", max_length=12)
