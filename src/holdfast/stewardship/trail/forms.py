"""What the trail is narrowed to; identifiers and codes alone stand in the address, never a name."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.access.permissions import Permission
from holdfast.stewardship.access.scopes import scopes
from holdfast.stewardship.tenancy.models import Person
from holdfast.stewardship.trail.kinds import known_kinds
from holdfast.stewardship.trail.queries import ACTS, TrailFilter
from holdfast.web import forms

ANY = ("", "Any")


class TrailFilterForm(forms.Form):
    """Narrows the trail."""

    says_optional = False

    act = forms.ChoiceField(label="What was done", choices=[ANY, *ACTS.items()], required=False)
    kind = forms.ChoiceField(label="To what kind of thing", required=False)
    person = forms.ModelChoiceField(Person.objects.none(), label="By whom", required=False, empty_label="Any")
    group = forms.ChoiceField(required=False)
    subject = forms.UUIDField(widget=forms.HiddenInput, required=False)
    since = forms.DateField(label="From", required=False)
    until = forms.DateField(label="To", required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [ANY, *known_kinds()]
        fields["person"].queryset = Person.objects.visible_to(actor).order_by("name", "id")
        fields["group"].choices = [ANY, *_groups(actor)]

    def wanted(self) -> TrailFilter:
        """What was asked for; a part that cannot be read narrows nothing."""
        self.full_clean()
        given = self.cleaned_data if self.is_bound else {}
        person = given.get("person")
        return TrailFilter(
            act=given.get("act") or "",
            kind=given.get("kind") or "",
            person_id=person.pk if person else None,
            group_id=given.get("group") or None,
            subject_id=given.get("subject"),
            since=_midnight(given.get("since")),
            before=_midnight(given.get("until"), days=1),
        )


def _groups(actor: Actor) -> list[tuple[str, str]]:
    allowed = actor.groups_where(Permission.SEE_TRAIL)
    named = ((key, name) for key, name in scopes().items() if allowed is None or key in map(str, allowed))
    return sorted(named, key=lambda pair: pair[1])


def _midnight(day: Any, days: int = 0) -> datetime | None:
    """The beginning in London of that day, or of one so many days later."""
    if day is None:
        return None
    return clock.start_of(day + timedelta(days=days))
