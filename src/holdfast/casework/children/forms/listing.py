"""The form that narrows the list of children: codes alone, for it stands in the address."""

from __future__ import annotations

from typing import Any

from holdfast.casework.children.codes import Area, Sex
from holdfast.casework.children.marks import narrowing_choices
from holdfast.casework.children.queries.listing import AGES, ListFilter
from holdfast.web import forms

ANY = ("", "Any")


class ListForm(forms.Form):
    """Narrows the list of children."""

    says_optional = False
    only = forms.ChoiceField(label="Only", required=False)
    age = forms.ChoiceField(
        label="Age", required=False, choices=[ANY, *((code, text) for code, (text, _, _) in AGES.items())]
    )
    sex = forms.ChoiceField(label="Sex", required=False, choices=[ANY, *Sex.choices])
    area = forms.ChoiceField(label="Area of risk", required=False, choices=[ANY, *Area.choices])
    placed = forms.ChoiceField(
        label="Placement",
        required=False,
        choices=[ANY, ("out", "Placed outside our area"), ("here", "Placed here by others")],
    )
    restricted = forms.BooleanField(label="Restricted records only", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = narrowing_choices()
        self.fields["only"].choices = [("", "All"), *choices]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["only"]

    def wanted(self) -> ListFilter:
        """The filter asked for; what cannot be understood is left out."""
        self.full_clean()
        chosen = getattr(self, "cleaned_data", {})  # a list without a filter asked for nothing
        names = ("only", "age", "sex", "area", "placed")
        texts = {name: chosen.get(name, "") for name in names}
        return ListFilter(**texts, is_restricted=bool(chosen.get("restricted")))
