"""The filters of the chronology and of the list of those who turn 18."""

from __future__ import annotations

from typing import Any

from holdfast.casework.children.chronology import kinds
from holdfast.casework.children.rules.coming_of_age import AHEAD
from holdfast.kernel.finding import counted
from holdfast.web import forms


class ChronologyForm(forms.Form):
    """Narrows the time line; it stands in the address."""

    says_optional = False
    kind = forms.MultipleChoiceField(
        label="Show only", required=False, widget=forms.Checkboxes(attrs={"class": "small"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds().items())  # type: ignore[attr-defined]

    def wanted(self) -> frozenset[str]:
        """The kinds asked for; none is all."""
        self.full_clean()
        return frozenset(getattr(self, "cleaned_data", {}).get("kind") or ())


class AheadForm(forms.Form):
    """How far ahead to look; it stands in the address."""

    says_optional = False
    months = forms.TypedChoiceField(
        label="Within",
        coerce=int,
        required=False,
        choices=[(months, counted(months, "month")) for months in AHEAD],
    )

    def wanted(self) -> int:
        """The number of months; six where nothing that can be understood was asked."""
        self.full_clean()
        return int(getattr(self, "cleaned_data", {}).get("months") or 6)
