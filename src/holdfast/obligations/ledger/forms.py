"""The forms of what is owed: saying that it was done, a reason, what a list is narrowed to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from holdfast.kernel import clock
from holdfast.obligations.ledger.queries.everything import Choices, Wanted, with_state
from holdfast.web import forms


class StatementForm(forms.Form):
    """What was done, and when."""

    words = forms.LongTextField(
        label="What was done, and what shows it",
        help_text="Everybody who sees this obligation can read it. Name no child.",
        rows=3,
    )
    at = forms.InstantField(
        label="When it was done", required=False, help_text="Leave empty if it was done just now."
    )

    def clean_at(self) -> Any:
        """An instant that has come."""
        at = self.cleaned_data["at"]
        if at is not None and at > clock.now():
            raise forms.ValidationError("This is still to come: say that it was done once it is")
        return at


class ReasonForm(forms.TextForm):
    """One reason; its label says what for."""

    reason = forms.LongTextField(rows=3)


_STATES = [
    ("", "Still owed"),
    ("overdue", "Overdue"),
    ("met", "Met in time"),
    ("met-late", "Met late"),
    ("waived", "Waived"),
    ("void", "Void"),
    ("any", "Any"),
]
_LATE = [
    ("", "Any length of time"),
    ("1", "A day"),
    ("7", "A week"),
    ("28", "Four weeks"),
    ("91", "A quarter"),
]


class FilterForm(forms.Form):
    """Narrows what groups owe; it stands in the address."""

    says_optional = False
    group = forms.ChoiceField(label="Group", required=False)
    kind = forms.ChoiceField(label="What", required=False)
    agency = forms.ChoiceField(label="Agency", required=False)
    owner = forms.ChoiceField(label="Who", required=False)
    state = forms.ChoiceField(label="State", required=False, choices=_STATES)
    late = forms.ChoiceField(label="Overdue for at least", required=False, choices=_LATE)
    nobody = forms.BooleanField(label="Nobody to keep it", required=False)

    def __init__(self, *args: Any, offered: Choices, of_group: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("group", offered.groups),
            ("kind", offered.kinds),
            ("agency", offered.agencies),
            ("owner", offered.owners),
        ):
            self.fields[name].choices = [("", "Any"), *choices]  # type: ignore[attr-defined]
        if of_group:
            del self.fields["group"]

    def wanted(self) -> Wanted:
        """The filter asked for; what cannot be understood is left out."""
        self.full_clean()
        chosen = getattr(self, "cleaned_data", {})  # a list without a filter asked for nothing
        group, agency = chosen.get("group"), chosen.get("agency")
        wanted = Wanted(
            group_id=UUID(group) if group else None,
            kind=chosen.get("kind") or "",
            agency_id=UUID(agency) if agency else None,
            owner=chosen.get("owner") or "",
            late_days=int(chosen.get("late") or 0),
            has_no_keeper=bool(chosen.get("nobody")),
        )
        return with_state(wanted, chosen.get("state") or "")


def ids_among(texts: list[str]) -> list[UUID]:
    """The obligations ticked; what is no id is left out."""
    return [UUID(text) for text in texts if _is_uuid(text)]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
