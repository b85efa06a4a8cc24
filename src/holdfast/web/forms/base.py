"""The form that every page's forms are made from: plain error messages, and a version against overwriting."""

from typing import Any

from django import forms
from django.forms.utils import pretty_name

_CHOSEN = (forms.ChoiceField, forms.ModelChoiceField)
_NO_ARTICLE = frozenset(
    [
        "the",
        "a",
        "an",
        "your",
        "their",
        "his",
        "her",
        "what",
        "who",
        "whom",
        "how",
        "why",
        "when",
        "which",
        "where",
        "any",
        "one",
    ]
)
_DEFAULT_REQUIRED = forms.Field.default_error_messages["required"]


class Form(forms.Form):
    """A form whose errors say how to mend them. Nothing is left to the browser's own validation."""

    use_required_attribute = False
    says_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == _DEFAULT_REQUIRED:
                # Not `self[name].label`: that would keep a form's own `__init__` from changing the label.
                label = pretty_name(name) if field.label is None else field.label
                field.error_messages["required"] = required_message(field, label)


class TextForm(Form):
    """One text, which is the first field; its label, on the page, says what of: a reason, an answer."""

    def __init__(self, *args: Any, label: str, missing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = next(iter(self.fields.values()))
        text.label = label
        text.error_messages["required"] = missing or required_message(text, label)


class VersionedForm(Form):
    """A form that knows which version its sender was looking at; the operation compares."""

    version = forms.IntegerField(widget=forms.HiddenInput)


# "Of which organisation" is a question too, only without its mark.
_UNFINISHED = frozenset(["by", "for", "from", "in", "of", "on", "to", "with"])


def required_message(field: forms.Field, label: object) -> str:
    """`Enter the reason`, `Choose an agency`: what to do about a field left empty."""
    label = str(label)
    if label.endswith("?") or label.partition(" ")[0].lower() in _UNFINISHED:
        return f"Answer “{label}”"
    if isinstance(field, forms.FileField):
        return f"Choose a file for {_named(label)}"
    if isinstance(field, forms.BooleanField):
        return f"Tick to confirm: {_lowered(label)}"
    return f"{'Choose' if isinstance(field, _CHOSEN) else 'Enter'} {_named(label)}"


def _named(label: str) -> str:
    """The label within a sentence, with an article unless it begins with a word that needs none."""
    first = label.split(maxsplit=1)[0].lower() if label else ""
    return _lowered(label) if first in _NO_ARTICLE else f"the {_lowered(label)}"


def _lowered(label: str) -> str:
    """`Due date` within a sentence, leaving `NHS number` alone."""
    return label if len(label) > 1 and label[1].isupper() else label[:1].lower() + label[1:]
