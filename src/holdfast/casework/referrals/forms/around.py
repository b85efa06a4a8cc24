"""The forms of services, interventions, health access, the NRM and other procedures."""

from __future__ import annotations

from typing import Any

from holdfast.casework.referrals.models import HealthAccess, Intervention, MechanismReferral, Procedure
from holdfast.casework.referrals.queries.offering import Offering
from holdfast.casework.referrals.rules import courses
from holdfast.kernel import clock
from holdfast.stewardship.tenancy.models import Agency
from holdfast.web import forms


class ProvisionForm(forms.Form):
    """A service of the register."""

    name = forms.CharField(label="Name", max_length=200)
    pathway_name = forms.CharField(
        label="What the terms' pathway calls it",
        required=False,
        max_length=200,
        help_text="Only if that differs from its name.",
    )
    agency = forms.ChoiceField(label="Agency that runs it", required=False)
    offers = forms.LongTextField(label="What it offers, for whom", required=False, rows=3)
    contact = forms.CharField(label="How it is reached", required=False, max_length=200)
    capacity = forms.IntegerField(
        label="Places", required=False, min_value=0, max_value=10_000, help_text="Empty if it states none."
    )
    is_health = forms.BooleanField(label="It is a health service", required=False)
    closed_on = forms.DateField(label="Closed on", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Agency.objects.filter(left_on=None).order_by("short_name")
        self.agencies = {str(row.pk): row for row in rows}
        named = [(pk, str(row)) for pk, row in self.agencies.items()]
        self.fields["agency"].choices = [("", "None of the partnership's"), *named]  # type: ignore[attr-defined]

    def stated(self) -> dict[str, Any]:
        """What is stated of it, as the operation takes it."""
        return {**self.cleaned_data, "agency": self.agencies.get(self.cleaned_data["agency"])}


class OfferForm(forms.Form):
    """Which service, at which level."""

    level = forms.ChoiceField(label="Level", widget=forms.Radios(attrs={"class": "inline"}))
    circumstances = forms.MultipleChoiceField(
        label="What the pathway asks besides", required=False, widget=forms.Checkboxes
    )
    provision = forms.ChoiceField(label="Service", widget=forms.Radios)
    reason = forms.LongTextField(
        label="Why another than the pathway's", required=False, rows=3, help_text="Only if you choose so."
    )
    on = forms.DateField(label="Offered on")

    def __init__(self, *args: Any, page: Offering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["level"].choices = [(level, level.capitalize()) for level in page.levels]
        fields["circumstances"].choices = [(each, each.capitalize()) for each in page.circumstances]
        fields["provision"].choices = page.choices
        fields["provision"].widget.hints = page.hints
        if not page.circumstances:
            del self.fields["circumstances"]
        self.initial.setdefault("level", page.level)
        self.initial.setdefault("circumstances", list(page.present))
        self.initial.setdefault("on", clock.today())


class MissingForm(forms.Form):
    """That no service takes the child."""

    level = forms.ChoiceField(label="Level", widget=forms.Radios(attrs={"class": "inline"}))
    words = forms.LongTextField(label="What the child needs that no service offers", rows=3)
    on = forms.DateField(label="Since when")

    def __init__(self, *args: Any, page: Offering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [(level, level.capitalize()) for level in page.levels]  # type: ignore[attr-defined]
        self.initial.setdefault("level", page.level)
        self.initial.setdefault("on", clock.today())


class StepForm(forms.Form):
    """What became of an intervention."""

    to = forms.ChoiceField(label="What happened", widget=forms.Radios)
    on = forms.DateField(label="When")
    words = forms.LongTextField(
        label="What there is to say",
        required=False,
        rows=3,
        help_text="Why it was refused or ended; what came of it.",
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(Intervention.State.choices)
        allowed = courses.FOLLOWS[courses.State(state)]
        self.fields["to"].choices = [(one.value, words[one.value]) for one in allowed]  # type: ignore[attr-defined]
        self.initial.setdefault("on", clock.today())


class HealthForm(forms.Form):
    """A referral to health."""

    clinic = forms.CharField(label="Health service", max_length=200)
    need = forms.CharField(label="What for", max_length=200)
    referred_on = forms.DateField(label="Date of the referral")


class SeenForm(forms.Form):
    """First seen."""

    seen_on = forms.DateField(label="First seen on")
    fit = forms.ChoiceField(
        label="Does the service fit the need",
        required=False,
        choices=[("", "Too early to say"), *HealthAccess.Fit.choices],
        widget=forms.Radios,
    )


class NotSeenForm(forms.Form):
    """Ended without being seen."""

    ended_on = forms.DateField(label="Ended on")
    because = forms.CharField(label="Why the child was not seen", max_length=300)


class MechanismForm(forms.Form):
    """A referral to the NRM."""

    route = forms.ChoiceField(label="Who decides", choices=MechanismReferral.Route, widget=forms.Radios)
    decided_by = forms.CharField(
        label="Name of the panel", required=False, max_length=200, help_text="Only if it has one of its own."
    )
    first_responder = forms.CharField(label="Organisation that made the referral", max_length=200)
    referred_at = forms.InstantField(label="Date and time of the referral")
    outside_reference = forms.CharField(label="NRM reference", required=False, max_length=80)


class NrmDecisionForm(forms.Form):
    """A decision of the NRM."""

    decision = forms.ChoiceField(label="Decision", choices=MechanismReferral.Decision, widget=forms.Radios)
    on = forms.DateField(label="Decided on")
    words = forms.LongTextField(
        label="What there is to say",
        required=False,
        rows=3,
        help_text="Needed for a correction, or an early decision.",
    )


class WithdrawalForm(forms.Form):
    """That it was withdrawn."""

    on = forms.DateField(label="Withdrawn on")
    words = forms.LongTextField(label="Why", rows=3)


class ClocksForm(forms.Form):
    """How long the NRM's decisions may take here."""

    reasonable_working_days = forms.IntegerField(
        label="Working days for reasonable grounds, central process", min_value=1, max_value=365
    )
    devolved_days = forms.IntegerField(
        label="Calendar days for both decisions, devolved panels", min_value=1, max_value=730
    )
    recovery_days = forms.IntegerField(
        label="Calendar days of recovery before a conclusive decision, central process",
        min_value=0,
        max_value=730,
    )


class ProcedureForm(forms.Form):
    """Another procedure."""

    kind = forms.ChoiceField(label="Which", choices=[("", "Choose"), *Procedure.Kind.choices])
    lead = forms.CharField(label="Agency that leads it", max_length=200)
    outside_reference = forms.CharField(label="Its reference", required=False, max_length=120)
    asked_on = forms.DateField(label="Asked for on", required=False)
    began_on = forms.DateField(label="Began on", required=False)
    ended_on = forms.DateField(label="Ended on", required=False)
    outcome = forms.LongTextField(label="What came of it", required=False, rows=3)
