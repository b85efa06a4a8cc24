"""The error summary: every error of a form, each leading to the field that it is about."""

from dataclasses import dataclass

from django.forms import BaseForm, CheckboxSelectMultiple, RadioSelect
from django.forms.boundfield import BoundField


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One error and the id of the element to go to; no id where the error is about the whole form."""

    message: str
    target: str


def error_links(form: BaseForm) -> list[ErrorLink]:
    """The errors in the order of the fields, those of the whole form first."""
    if not form.is_bound:
        return []
    links = [ErrorLink(str(error), "") for error in form.non_field_errors()]
    for name in form.fields:
        bound = form[name]
        links += [ErrorLink(str(error), _target(bound)) for error in bound.errors]
    return links


def _target(bound: BoundField) -> str:
    if bound.is_hidden:
        return ""
    first_wrong = getattr(bound.field, "first_wrong", None)
    if first_wrong is not None:
        return str(first_wrong(bound))
    if isinstance(bound.field.widget, (RadioSelect, CheckboxSelectMultiple)):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
