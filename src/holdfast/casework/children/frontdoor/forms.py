"""The forms of the front door."""

from __future__ import annotations

from holdfast.casework.children.frontdoor.models import FrontDoorUse
from holdfast.web import forms


class FrontDoorForm(forms.Form):
    """How it is reached here."""

    name = forms.CharField(label="What it is called here", max_length=200)
    telephone = forms.CharField(label="Telephone", max_length=60)
    hours = forms.CharField(label="Hours", required=False, max_length=200)
    telephone_otherwise = forms.CharField(label="Telephone at other times", required=False, max_length=60)
    online = forms.CharField(
        label="Online form", required=False, max_length=200, help_text="An address that begins with https."
    )

    def clean_online(self) -> str:
        """Only a web address, so that the link leads nowhere else."""
        address = str(self.cleaned_data["online"]).strip()
        if address and not address.startswith("https://"):
            raise forms.ValidationError("Enter an address that begins with https://")
        return address


class FrontDoorUseForm(forms.Form):
    """That it was used."""

    how = forms.ChoiceField(label="How you told them", choices=FrontDoorUse.How, widget=forms.Radios)
    whom = forms.CharField(label="Who took it", max_length=200)
    used_at = forms.InstantField(label="When")
    outside_reference = forms.CharField(label="Their reference", required=False, max_length=80)
