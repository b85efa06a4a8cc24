"""The forms of who and what is around a child."""

from __future__ import annotations

from typing import Any

from holdfast.casework.children.codes import Area, PlacementType
from holdfast.casework.children.operations.placing import Placing
from holdfast.web import forms


class PlacementForm(forms.Form):
    """Where a child is placed, by whom and in whose area."""

    placing_authority = forms.CharField(label="Placing authority", max_length=200)
    placing_code = forms.CharField(
        label="ONS code of the placing authority",
        max_length=9,
        required=False,
        help_text="Such as E10000032.",
    )
    host_authority = forms.CharField(
        label="Host authority", max_length=200, help_text="In whose area the child is placed."
    )
    host_code = forms.CharField(label="ONS code of the host authority", max_length=9, required=False)
    placement_type = forms.ChoiceField(
        label="Type of placement",
        required=False,
        choices=[("", "Not known"), *((code, f"{code}: {words}") for code, words in PlacementType.choices)],
    )
    provider = forms.CharField(label="Provider", max_length=200, required=False)
    from_on = forms.DateField(label="First day")
    to_on = forms.DateField(label="Last day", required=False, help_text="Leave it empty while it goes on.")
    is_emergency = forms.BooleanField(label="It was made in an emergency", required=False)

    def placing(self) -> Placing:
        """What was typed, as the operation takes it."""
        sent = dict(self.cleaned_data)
        for name in ("placing_code", "host_code"):
            sent[name] = sent[name].upper()
        return Placing(**sent)


class HostToldForm(forms.Form):
    """That the host authority was told of a placement."""

    on = forms.DateField(label="When it was told")
    whom = forms.CharField(label="Whom", max_length=200, help_text="A team or a post.")
    how = forms.CharField(label="How", max_length=200, help_text="Such as secure email.")


class AuthorityForm(forms.Form):
    """An authority whose area is the partnership's."""

    name = forms.CharField(label="Name", max_length=200)
    code = forms.CharField(label="ONS code", max_length=9, required=False, help_text="Such as E10000032.")


class ProfessionalForm(forms.Form):
    """Somebody who works with the child."""

    agency = forms.ChoiceField(label="Agency")
    role = forms.CharField(label="Role", max_length=120, help_text="Such as social worker or school nurse.")
    person = forms.ChoiceField(label="Person of this partnership", required=False)
    name = forms.CharField(label="Or the name of somebody else", max_length=200, required=False)
    email = forms.EmailField(label="Email address", required=False)
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)
    from_on = forms.DateField(label="First day")

    def __init__(self, *args: Any, agencies: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [("", "Choose an agency"), *agencies]  # type: ignore[attr-defined]
        self.fields["person"].choices = [("", "Somebody else"), *people]  # type: ignore[attr-defined]


class LastDayForm(forms.Form):
    """The last day of something."""

    to_on = forms.DateField(label="Last day")


class VoiceForm(forms.Form):
    """What the child wishes and thinks, or why the child was not heard."""

    words = forms.LongTextField(label="In the child's own words", required=False)
    heard_on = forms.DateField(label="When the child said it", required=False)
    heard_by = forms.CharField(
        label="Who heard it",
        max_length=200,
        required=False,
        help_text="A name, and what they are to the child.",
    )
    outcome_sought = forms.LongTextField(label="What the child wants to come of it", required=False)
    why_not = forms.LongTextField(label="If the child was not heard: why not", required=False)


class AreasForm(forms.Form):
    """The areas of risk for which a child is known."""

    areas = forms.MultipleChoiceField(
        label="Areas of risk", choices=Area.choices, widget=forms.Checkboxes, required=False
    )
    reason = forms.LongTextField(label="Why", required=False)
