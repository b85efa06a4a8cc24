"""The form that a worry comes by, short enough for a telephone."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from holdfast.casework.children.codes import Area
from holdfast.casework.children.groups import casework_groups
from holdfast.casework.referrals.operations import Sender, Worry
from holdfast.groups.models import Group
from holdfast.kernel import clock
from holdfast.web import forms


class WorryForm(forms.Form):
    """Which child, as far as known, and what the worry is."""

    given_names = forms.CharField(label="The child's given names", max_length=200)
    family_name = forms.CharField(label="The child's family name", max_length=200)
    birth_on = forms.DateField(label="Birth date", required=False)
    is_birth_estimated = forms.BooleanField(label="The birth date is a guess", required=False)
    known_number = forms.CharField(
        label="A number by which you know the child",
        required=False,
        max_length=80,
        help_text="Such as the NHS number, or your own reference.",
    )
    concern = forms.LongTextField(label="What worries you", rows=6)
    areas = forms.MultipleChoiceField(
        label="What it may be about", required=False, choices=Area, widget=forms.Checkboxes
    )
    voice = forms.LongTextField(
        label="What the child says about it", required=False, rows=3, help_text="In the child's own words."
    )
    is_immediate_harm = forms.BooleanField(
        label="The child is being harmed now, or will be within hours",
        required=False,
        help_text="You will be shown whom to call. Do not wait for an answer here.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_on"].latest = clock.today()  # type: ignore[attr-defined]

    def worry(self) -> Worry:
        """What was said, once valid."""
        sent = self.cleaned_data
        return Worry(
            given_names=sent["given_names"],
            family_name=sent["family_name"],
            birth_on=sent["birth_on"],
            is_birth_estimated=sent["is_birth_estimated"],
            known_number=sent["known_number"],
            concern=sent["concern"],
            areas=tuple(sent["areas"]),
            voice=sent["voice"],
            is_immediate_harm=sent["is_immediate_harm"],
        )


class ReferralForm(WorryForm):
    """A worry brought by somebody with an account."""

    role = forms.CharField(label="Your part with this child", required=False, max_length=120)
    telephone = forms.CharField(label="Telephone on which you can be reached", required=False, max_length=40)
    group = forms.TypedChoiceField(label="To which group", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups: dict[str, Group] = {str(group.pk): group for group in casework_groups()}
        self.fields["group"].choices = [(pk, str(group)) for pk, group in self.groups.items()]  # type: ignore[attr-defined]
        if len(self.groups) < 2:
            del self.fields["group"]
        for name in ("concern", "voice"):
            self.fields[name].widget.attrs["data-autosave"] = reverse("referrals:draft")
        # What is ticked or chosen is saved with the first text.
        self.fields["concern"].widget.attrs["data-autosave-form"] = ""

    def chosen_group(self) -> Group | None:
        """The group chosen, else the first; None where no group discusses children."""
        first = next(iter(self.groups.values()), None)
        return self.groups.get(self.cleaned_data.get("group") or "", first)


class LinkedForm(WorryForm):
    """A worry brought by somebody outside, by a link that was sent to them."""

    referrer_role = forms.CharField(label="Your part with this child", max_length=120)
    referrer_telephone = forms.CharField(
        label="Telephone on which you can be reached", required=False, max_length=40
    )

    def sender(self, name: str, agency: str, email: str) -> Sender:
        """Who refers: whom the link was sent to, and what they add."""
        return Sender(
            referrer_name=name,
            referrer_agency=agency,
            referrer_email=email,
            referrer_role=self.cleaned_data["referrer_role"],
            referrer_telephone=self.cleaned_data["referrer_telephone"],
        )


class InvitationForm(forms.Form):
    """Whom to send a link by which they can refer one child."""

    name = forms.CharField(label="Name", max_length=200)
    agency = forms.CharField(label="Agency", max_length=200)
    email = forms.EmailField(label="Email address", help_text="The link and its codes go to this address.")
