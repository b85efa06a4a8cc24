"""The form of a link's door."""

from __future__ import annotations

from holdfast.web import forms


class CodeForm(forms.Form):
    """The code from the letter."""

    code = forms.CharField(
        label="Code from your email",
        max_length=20,
        help_text="6 digits. It works for 15 minutes.",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10"}
        ),
    )
