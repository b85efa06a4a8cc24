"""What is chosen on the assurance pages; all of it stands in the address."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from holdfast.insight.compliance.figures import Number
from holdfast.insight.compliance.periods import CHOICES, DATES, DEFAULT, TERMS, Period, period_called
from holdfast.insight.compliance.queries.rows import NO_AGENCY, NO_CLAUSE, OF_PEOPLE, RowsFilter
from holdfast.obligations.ledger.kinds import kinds
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.tenancy.models import Agency
from holdfast.web import forms
from holdfast.web.words import clause as brief

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
Choices = list[tuple[str, str]]


class PeriodForm(forms.Form):
    """The period; dates that cannot be are said, and stay as they were typed."""

    says_optional = False

    period = forms.ChoiceField(label="Period", required=False)
    since = forms.DateField(label="From", required=False, earliest=EARLIEST, latest=LATEST)
    until = forms.DateField(label="To", required=False, earliest=EARLIEST, latest=LATEST)

    def __init__(
        self, asked: QueryDict, *, today: date, in_force_from: date | None = None, **more: Any
    ) -> None:
        super().__init__(_read(asked) if _asks(asked) else None, initial={"period": DEFAULT}, **more)
        self.today, self.in_force_from = today, in_force_from
        offered = [one for one in CHOICES if one[0] != TERMS or in_force_from]
        self.fields["period"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Two dates are needed where they are asked for, the first no later than the second."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("period") != DATES:
            return given
        since, until = given.get("since"), given.get("until")
        for name, value in (("since", since), ("until", until)):
            if value is None and name not in self.errors:
                self.add_error(name, "Enter the date, or choose another period")
        if since and until and until < since:
            self.add_error("until", "The period cannot end before it begins: enter a later date")
        return given

    @property
    def chosen(self) -> Period | None:
        """The period asked for; None where the dates cannot be."""
        if self.is_bound and not self.is_valid():
            return None
        given = self.cleaned_data if self.is_bound else {}
        dates = (given.get("since"), given.get("until"))
        between = (dates[0], dates[1]) if dates[0] and dates[1] else None
        return period_called(
            given.get("period") or DEFAULT, self.today, in_force_from=self.in_force_from, dates=between
        )


def _asks(asked: QueryDict) -> bool:
    return bool(asked)


def _read(asked: QueryDict) -> QueryDict:
    """Two dates without a choice of period are the choice of two dates."""
    read = asked.copy()
    if not read.get("period"):
        has_dates = any(value for name, value in read.items() if name.startswith(("since", "until")))
        read["period"] = DATES if has_dates else DEFAULT
    return read


class AcrossForm(PeriodForm):
    """The period and, where there are several, the Board."""

    board = forms.ChoiceField(label="Board", required=False)

    def __init__(self, asked: QueryDict, *, boards: Choices, **more: Any) -> None:
        super().__init__(asked, **more)
        self.fields["board"].choices = [("", "All Boards"), *boards]  # type: ignore[attr-defined]
        if len(boards) < 2:
            del self.fields["board"]

    @property
    def board_id(self) -> UUID | None:
        """The Board chosen."""
        chosen = self.cleaned_data.get("board") if self.is_bound and self.is_valid() else None
        return UUID(chosen) if chosen else None


class RowsForm(PeriodForm):
    """Which obligations are listed."""

    number = forms.ChoiceField(
        label="Counted as",
        required=False,
        choices=[(one.value, one.title) for one in Number] + list(OF_PEOPLE.items()),
    )
    group = forms.ChoiceField(label="Group", required=False)
    clause = forms.ChoiceField(label="Clause", required=False)
    kind = forms.ChoiceField(label="Kind", required=False)
    agency = forms.ChoiceField(label="Agency", required=False)
    terms = forms.UUIDField(required=False, widget=forms.HiddenInput)
    board = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, asked: QueryDict, *, actor: Actor, groups: Choices, clauses: Iterable[Any], **more: Any
    ) -> None:
        super().__init__(asked, **more)
        self.clauses_offered = tuple(clauses)
        offered: dict[str, Choices] = {
            "group": [("", "All groups"), *groups],
            "clause": [("", "Any"), *_clauses(self.clauses_offered), (NO_CLAUSE, "No clause")],
            "kind": [("", "Any"), *sorted(((k.key, k.title) for k in kinds().values()), key=lambda k: k[1])],
            "agency": [("", "Any"), *_agencies(actor), (NO_AGENCY, "No single agency")],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not asked.get("group"):
            del self.fields["clause"]

    @property
    def board_id(self) -> UUID | None:
        """The Board to whose groups the list is narrowed, where no group is chosen."""
        return self.cleaned_data.get("board") if self.is_bound and self.is_valid() else None

    def wanted(self, period: Period, groups: Collection[UUID]) -> RowsFilter:
        """What was asked for, within the groups that the person may look at."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        chosen = given.get("group")
        return RowsFilter(
            period=period,
            groups=frozenset({UUID(chosen)}) if chosen else frozenset(groups),
            number=given.get("number") or Number.PROMISED.value,
            clause=given.get("clause") or "",
            terms_id=given.get("terms"),
            kind=given.get("kind") or "",
            agency=given.get("agency") or "",
        )


def _clauses(found: Iterable[Any]) -> Choices:
    """Each clause once, by its number with the beginning of its wording."""
    seen: dict[str, str] = {}
    for one in found:
        says = one.says if len(one.says) <= 60 else f"{one.says[:57].rstrip()}…"
        seen.setdefault(one.id, f"{brief(one.id)}: {says}")
    return list(seen.items())


def _agencies(actor: Actor) -> Choices:
    rows = Agency.objects.visible_to(actor).order_by("name")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
