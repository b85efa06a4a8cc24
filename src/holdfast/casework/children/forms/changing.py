"""The forms that correct a record: who the child is, and the child's circumstances."""

from __future__ import annotations

from typing import Any

from holdfast.casework.children.codes import EthnicGroup, LegalStatus, Sex
from holdfast.web import forms

YES_NO: list[tuple[Any, str]] = [("yes", "Yes"), ("no", "No"), ("not-known", "Not known")]
_MEANS = {"yes": True, "no": False, "not-known": None}


class SaidChoiceField(forms.ChoiceField):
    """A choice that may also be given by its words, as it stands where two people's changes are compared."""

    def to_python(self, value: Any) -> str:
        """The code."""
        choices: Any = self.choices
        said = {str(text).lower(): str(code) for code, text in choices}
        return said.get(str(value).strip().lower(), str(value))


class YesNoField(SaidChoiceField):
    """Yes, no, or not known; `True`, `False` or `None`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=YES_NO, widget=forms.Radios(attrs={"class": "inline"}), **kwargs)

    def clean(self, value: Any) -> bool | None:
        """What was chosen."""
        return _MEANS[super().clean(value)]

    def prepare_value(self, value: Any) -> Any:
        """The code of what is recorded."""
        return next((code for code, means in _MEANS.items() if value is means), value)


class IdentityForm(forms.VersionedForm):
    """Who the child is."""

    given_names = forms.CharField(label="Given names", max_length=200)
    family_name = forms.CharField(label="Family name", max_length=200, required=False)
    known_as = forms.CharField(label="Known as", required=False, max_length=200)
    birth_on = forms.DateField(label="Birth date", required=False, help_text="For example, 3 April 2010")
    is_birth_estimated = forms.BooleanField(label="The birth date is an estimate", required=False)
    sex = SaidChoiceField(label="Sex", choices=Sex.choices)
    ethnic_group = SaidChoiceField(label="Ethnic group", choices=EthnicGroup.choices)
    reason = forms.CharField(label="Why it is changed", required=False, max_length=500)


class CircumstancesForm(forms.VersionedForm):
    """Language, school, disability and legal status."""

    language = forms.CharField(label="First language", required=False, max_length=100)
    needs_interpreter = YesNoField(label="Needs an interpreter")
    school = forms.CharField(label="School or college", required=False, max_length=200)
    has_learning_disability = YesNoField(label="Has a learning disability")
    disability = forms.LongTextField(label="Disability", required=False, max_length=2000)
    legal_status = SaidChoiceField(label="Legal status", choices=LegalStatus.choices)
    is_looked_after = YesNoField(label="Is looked after by a local authority")
    responsible_authority = forms.CharField(label="Responsible authority", required=False, max_length=200)
    reason = forms.CharField(label="Why it is changed", required=False, max_length=500)
