"""Forms as every page uses them: `from holdfast.web import forms`."""

from django.forms import (
    BooleanField,
    CharField,
    CheckboxSelectMultiple,
    ChoiceField,
    EmailField,
    FileField,
    FileInput,
    HiddenInput,
    IntegerField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    PasswordInput,
    Select,
    Textarea,
    TextInput,
    TypedChoiceField,
    UUIDField,
    ValidationError,
    formset_factory,
)

from holdfast.web.forms.base import Form, TextForm, VersionedForm
from holdfast.web.forms.choices import Checkboxes, Radios
from holdfast.web.forms.dates import DateField
from holdfast.web.forms.instants import InstantField
from holdfast.web.forms.text import LongTextField
from holdfast.web.forms.times import TimeField

__all__ = [
    "BooleanField",
    "CharField",
    "CheckboxSelectMultiple",
    "Checkboxes",
    "ChoiceField",
    "DateField",
    "EmailField",
    "FileField",
    "FileInput",
    "Form",
    "HiddenInput",
    "InstantField",
    "IntegerField",
    "LongTextField",
    "ModelChoiceField",
    "ModelMultipleChoiceField",
    "MultipleChoiceField",
    "PasswordInput",
    "Radios",
    "Select",
    "TextForm",
    "TextInput",
    "Textarea",
    "TimeField",
    "TypedChoiceField",
    "UUIDField",
    "ValidationError",
    "VersionedForm",
    "formset_factory",
]
