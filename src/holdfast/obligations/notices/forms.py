"""The form in which somebody chooses what they are sent."""

from __future__ import annotations

from holdfast.web import forms


class PreferenceForm(forms.Form):
    """Two choices; both are on to begin with."""

    says_optional = False
    digest = forms.BooleanField(
        label="A summary on the morning of each working day",
        help_text="At half past seven, with everything that falls due before the next one, if anything does. "
        "Without it you are still sent what is overdue, because somebody is waiting for it.",
        required=False,
    )
    at_once = forms.BooleanField(
        label="At once, what cannot wait for the morning",
        help_text="What is given to you today and due today, and what was missed by the hour. "
        "Without it you find them in the summary. A few kinds that concern a child's safety are always sent.",
        required=False,
    )
