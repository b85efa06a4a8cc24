"""The forms of escalation."""

from __future__ import annotations

from typing import Any

from holdfast.obligations.escalation.models import Escalation, Step
from holdfast.web import forms
from holdfast.web.identifiers import uuid_or_none


class SendForm(forms.Form):
    """The letter as it goes out, and how."""

    addressee = forms.CharField(label="To", max_length=200)
    title = forms.CharField(label="Their role", max_length=200, required=False)
    email = forms.EmailField(label="Their email address", required=False)
    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.LongTextField(label="What it says")
    how = forms.ChoiceField(
        label="How it goes out",
        choices=Escalation.How.choices,
        widget=forms.Radios,
        help_text="Send it yourself, then record it here. Take it away as Word or PDF once it is recorded.",
    )
    sent_on = forms.DateField(label="When it went out")
    reply_due_on = forms.DateField(label="Reply asked for by", required=False)

    def clean(self) -> dict[str, Any]:
        """A reply cannot be asked for before it went out."""
        sent = super().clean() or self.cleaned_data
        on, until = sent.get("sent_on"), sent.get("reply_due_on")
        if on and until and until < on:
            self.add_error("reply_due_on", "Choose a date after the one on which it goes out.")
        return sent


class DirectForm(forms.Form):
    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.LongTextField(
        label="What the Independent Chair should know or decide",
        help_text="Name no child: say that there is a concern, and where it can be read.",
    )


class DatedTextForm(forms.Form):
    """What was said, and on which day."""

    on = forms.DateField(label="On")
    text = forms.LongTextField(label="What was said")

    def __init__(self, *args: Any, label: str, is_required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].required = is_required
        self.fields["text"].error_messages["required"] = f"Enter {label[:1].lower()}{label[1:]}"


class TextForm(forms.TextForm):
    """One text; its label says what of."""

    text = forms.LongTextField()


class WordingForm(forms.VersionedForm):
    subject = forms.CharField(label="Subject", max_length=200)
    body = forms.LongTextField(label="What it says")


class RungForm(forms.Form):
    """Somebody on a ladder. `agency` is left out where it is known."""

    step = forms.TypedChoiceField(label="Step", coerce=int, choices=Step.choices)
    name = forms.CharField(label="Name", max_length=200)
    job_title = forms.CharField(label="Role", max_length=200, required=False)
    email = forms.EmailField(label="Email address", required=False)
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    person = forms.TypedChoiceField(
        label="The same person in Holdfast", required=False, coerce=uuid_or_none, empty_value=None
    )
    answers_for = forms.TypedChoiceField(
        label="Line manager of",
        required=False,
        coerce=uuid_or_none,
        empty_value=None,
        help_text="One person of the agency, or nobody in particular.",
    )
    from_on = forms.DateField(label="From")

    def __init__(self, *args: Any, people: list[tuple[str, str]], is_chair: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "Not in Holdfast"), *people]  # type: ignore[attr-defined]
        if is_chair:
            del self.fields["step"], self.fields["answers_for"]
            return
        self.fields["step"].choices = [one for one in Step.choices if one[0] != Step.INDEPENDENT_CHAIR]  # type: ignore[attr-defined]
        self.fields["answers_for"].choices = [("", "Nobody in particular"), *people]  # type: ignore[attr-defined]


class ChangeRungForm(RungForm):
    """The same, for somebody who stands there already."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("step", "from_on"):
            self.fields.pop(name, None)


class EndRungForm(forms.VersionedForm):
    to_on = forms.DateField(label="Until")
