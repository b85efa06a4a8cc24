"""The forms by which a child is searched for, and added once nobody on record is the one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from holdfast.casework.children.codes import EthnicGroup, IdentifierKind, Sex
from holdfast.casework.children.operations.searching import Terms
from holdfast.web import forms


class SearchForm(forms.Form):
    """What is known of the child; it is posted, so that no name stands in an address."""

    says_optional = False
    given_names = forms.CharField(label="Given names", required=False, max_length=200)
    family_name = forms.CharField(label="Family name", required=False, max_length=200)
    birth_on = forms.DateField(label="Birth date", required=False, help_text="For example, 3 April 2010")
    is_birth_estimated = forms.BooleanField(label="The birth date is an estimate", required=False)
    number = forms.CharField(
        label="A number",
        required=False,
        max_length=60,
        help_text="NHS number, unique pupil number, or a reference of social care or the police.",
    )

    def terms(self) -> Terms:
        """What was typed, as the search takes it."""
        sent = self.cleaned_data
        return Terms(
            sent["given_names"], sent["family_name"], sent["birth_on"], sent["is_birth_estimated"],
            (sent["number"],) if sent["number"] else (),
        )  # fmt: skip


class ShownField(forms.CharField):
    """The ids of the likely matches that were looked at; what is no id is left out."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> frozenset[UUID]:
        """The ids."""
        found = set()
        for text in str(value or "").split(","):
            try:
                found.add(UUID(text))
            except ValueError:
                continue
        return frozenset(found)


class NewChildForm(forms.Form):
    """A new record. It needs a name; everything else may come later."""

    given_names = forms.CharField(label="Given names", max_length=200)
    family_name = forms.CharField(label="Family name", max_length=200, required=False)
    known_as = forms.CharField(label="Known as", required=False, max_length=200)
    birth_on = forms.DateField(label="Birth date", required=False, help_text="For example, 3 April 2010")
    is_birth_estimated = forms.BooleanField(label="The birth date is an estimate", required=False)
    sex = forms.ChoiceField(label="Sex", choices=Sex.choices, initial=Sex.NOT_KNOWN)
    ethnic_group = forms.ChoiceField(
        label="Ethnic group", choices=EthnicGroup.choices, initial=EthnicGroup.NOT_OBTAINED
    )
    nhs = forms.CharField(label="NHS number", required=False, max_length=60)
    upn = forms.CharField(label="Unique pupil number", required=False, max_length=60)
    social_care = forms.CharField(label="Social care reference", required=False, max_length=60)
    police = forms.CharField(label="Police reference", required=False, max_length=60)
    shown = ShownField(required=False)

    def numbers(self) -> list[tuple[str, str]]:
        """(kind, as written) of the numbers that were given."""
        asked = {
            IdentifierKind.NHS: "nhs", IdentifierKind.UPN: "upn",
            IdentifierKind.SOCIAL_CARE: "social_care", IdentifierKind.POLICE: "police",
        }  # fmt: skip
        return [(kind.value, text) for kind, name in asked.items() if (text := self.cleaned_data[name])]

    def values(self) -> dict[str, Any]:
        """The fields of the record itself."""
        own = ("given_names", "family_name", "known_as", "birth_on", "is_birth_estimated", "sex")
        return {name: self.cleaned_data[name] for name in (*own, "ethnic_group")}

    def show(self, ids: Iterable[UUID]) -> None:
        """Have the form say, when it is sent again, that these were looked at too."""
        shown = ShownField().clean(self.data.get("shown")) | set(ids)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["shown"] = ",".join(sorted(map(str, shown)))
        self.data = data
