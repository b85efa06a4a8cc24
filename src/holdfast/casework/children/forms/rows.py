"""The forms of what a record holds more than one of: names, numbers, addresses, characteristics."""

from __future__ import annotations

from typing import Any

from holdfast.casework.children.codes import Answered, CharacteristicKind, IdentifierKind
from holdfast.web import forms


class NameForm(forms.Form):
    """Another name of the child."""

    given_names = forms.CharField(label="Given names", required=False, max_length=200)
    family_name = forms.CharField(label="Family name", required=False, max_length=200)
    kind = forms.CharField(
        label="What kind of name",
        required=False,
        max_length=40,
        help_text="Former name, street name, nickname.",
    )


class NumberForm(forms.Form):
    """A number by which an agency knows the child."""

    kind = forms.ChoiceField(label="Whose number", choices=[("", "Choose"), *IdentifierKind.choices])
    written = forms.CharField(label="Number or reference", max_length=60)


class AddressForm(forms.Form):
    """Where the child lives or lived."""

    lines = forms.LongTextField(label="Address", max_length=500)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    from_on = forms.DateField(label="Since", required=False)


class LeftAddressForm(forms.Form):
    """Until when."""

    to_on = forms.DateField(label="Last day there")
    reason = forms.CharField(label="Why it is recorded or changed", required=False, max_length=500)


class ReasonForm(forms.TextForm):
    """One reason; its label says what of."""

    reason = forms.LongTextField(max_length=1000)


class CharacteristicsForm(forms.Form):
    """All protected characteristics at once: for each whether it was asked, and the answer."""

    says_optional = False
    asked_on = forms.DateField(label="When the child was asked", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, text in CharacteristicKind.choices:
            self.fields[code] = forms.ChoiceField(label=text, choices=Answered.choices, required=False)
            label = f"{text}: the answer, where there is one"
            self.fields[f"{code}-words"] = forms.CharField(label=label, required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """An answer belongs with `answered`, and only there."""
        sent: dict[str, Any] = super().clean() or {}
        for code, text in CharacteristicKind.choices:
            is_answered, words = sent.get(code) == Answered.ANSWERED, sent.get(f"{code}-words", "").strip()
            if is_answered and not words:
                self.add_error(
                    f"{code}-words", f"{text}: enter the answer, or choose what else came of asking"
                )
            if words and not is_answered:
                self.add_error(code, f"{text}: choose “Answered”, or take the answer away")
        return sent

    def answers(self) -> list[dict[str, Any]]:
        """What to record of each kind."""
        sent = self.cleaned_data
        return [
            {"kind": code, "answered": sent[code] or Answered.NOT_ASKED.value, "words": sent[f"{code}-words"]}
            for code, _ in CharacteristicKind.choices
        ]
