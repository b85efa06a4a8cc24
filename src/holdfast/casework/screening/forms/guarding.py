"""The form with which a guardian says whose a screening is."""

from __future__ import annotations

from holdfast.web import forms


class WhoseForm(forms.Form):
    """The child of the record that one guards, or somebody else."""

    THIS = "this"

    whose = forms.ChoiceField(
        label="Is it about this child?",
        widget=forms.Radios,
        choices=[(THIS, "Yes: match it to the record"), ("another", "No: it is about another child")],
    )
