"""The form that makes two records one."""

from __future__ import annotations

from typing import Any

from holdfast.casework.children.models import Child
from holdfast.web import forms


class MergeForm(forms.Form):
    """Which record is kept, and how it is known that they are of one child."""

    kept = forms.ChoiceField(label="Which record is kept", widget=forms.Radios)
    reason = forms.LongTextField(
        label="How you know that this is one child", max_length=1000, help_text="For whoever asks later."
    )

    def __init__(self, *args: Any, of: tuple[Child, Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(child.pk), f"{child.reference}: {child.name}") for child in of]
        self.fields["kept"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("kept", str(of[0].pk))
