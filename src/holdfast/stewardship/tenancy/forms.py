"""Forms on people and agencies."""

from __future__ import annotations

from typing import Any

from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import GRANTED_ROLES
from holdfast.stewardship.tenancy.models import Agency, Sector
from holdfast.stewardship.tenancy.queries import STATES, agency_choices
from holdfast.web import forms

ANY = ("", "Any")


class PeopleFilterForm(forms.Form):
    """Narrows the list of people; its choices stand in the address."""

    says_optional = False

    agency = forms.ModelChoiceField(Agency.objects.none(), required=False, empty_label="Any")
    role = forms.ChoiceField(
        choices=[ANY, *((role.value, role.title) for role in GRANTED_ROLES)], required=False
    )
    state = forms.ChoiceField(label="Account", choices=[ANY, *STATES.items()], required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agency_choices(actor)  # type: ignore[attr-defined]


class NameForm(forms.Form):
    """A search by name: posted, so that no name stands in an address."""

    name = forms.CharField(label="Find somebody by name", max_length=200)


class PersonForm(forms.Form):
    """A person's own details."""

    name = forms.CharField(label="Name", max_length=200)
    job_title = forms.CharField(label="Job title", max_length=200, required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency")
    email = forms.EmailField(label="Email address", max_length=254, required=False)
    telephone = forms.CharField(label="Telephone", max_length=40, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agency_choices(actor)  # type: ignore[attr-defined]


class ChangePersonForm(PersonForm, forms.VersionedForm):
    """The same, knowing which version its sender looked at."""


class AgencyForm(forms.Form):
    """An agency's own details."""

    name = forms.CharField(label="Name", max_length=200)
    short_name = forms.CharField(
        label="Short name", max_length=60, help_text="As people say it: police, Mosaic."
    )
    sector = forms.ChoiceField(label="Sector", choices=Sector.choices)
    is_statutory = forms.BooleanField(label="A statutory safeguarding partner", required=False)
    joined_on = forms.DateField(label="Takes part since", required=False)


class ChangeAgencyForm(AgencyForm, forms.VersionedForm):
    """The same, knowing which version its sender looked at."""


class AgencyFilterForm(forms.Form):
    """Narrows the list of agencies."""

    says_optional = False

    sector = forms.ChoiceField(choices=[ANY, *Sector.choices], required=False)
    past = forms.BooleanField(label="Those that have left", required=False)


class DepartureForm(forms.Form):
    """The day on which somebody left."""

    on = forms.DateField(label="Left on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today()
