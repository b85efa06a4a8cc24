"""The forms of imports."""

from __future__ import annotations

from datetime import date
from typing import Any

from holdfast.casework.children.models import Child
from holdfast.exchange.days import CollectionYear
from holdfast.exchange.episodes.maps import FIELDS
from holdfast.exchange.incoming import facts_from_json
from holdfast.exchange.models import WaitingRow
from holdfast.exchange.operations.settling import Said
from holdfast.exchange.queries.columns import ColumnsPage
from holdfast.governance.documents.inspection import too_large
from holdfast.kernel import clock
from holdfast.kernel.clock import LONDON
from holdfast.stewardship.access.actor import Actor
from holdfast.web import forms

KINDS = [("missing", "Missing"), ("away", "Away without authorisation")]
NEW, OTHER = "new", "other"


class UploadForm(forms.Form):
    """A form with files; says when one was over the limit."""

    def __init__(self, *args: Any, was_too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was_too_large = was_too_large

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.was_too_large:
            self.add_error(None, too_large())
        return cleaned


class ReturnForm(UploadForm):
    """The files of an SSDA903 return."""

    missing = forms.FileField(
        label="The Missing file", help_text="CSV, or the XML of the whole return, which needs no other file."
    )
    header = forms.FileField(
        label="The header file",
        required=False,
        help_text="Who the children are: dates of birth, pupil numbers.",
    )
    episodes = forms.FileField(
        label="The episodes file", required=False, help_text="When each child was in care, and where placed."
    )
    year = forms.CharField(
        label="Collection year",
        required=False,
        max_length=7,
        help_text="Such as 2025/26. Left empty, it is the year that most rows start in.",
    )


class ListForm(UploadForm):
    """A spreadsheet."""

    file = forms.FileField(
        label="The list", help_text="An Excel workbook (.xlsx) or a CSV file, up to 50 MB."
    )


class ColumnsForm(forms.Form):
    """Which column says what, with a further question for each word of the column that says the type."""

    says_optional = False

    kind = forms.ChoiceField(
        label="What is a row where no column says it?", choices=KINDS, widget=forms.Radios, initial="missing"
    )
    dates = forms.ChoiceField(
        label="In which order are dates written?",
        choices=[("uk", "Day first: 25/04/2026"), ("us", "Month first: 04/25/2026")],
        widget=forms.Radios,
    )
    new_children = forms.ChoiceField(
        label="A child who is not on record",
        choices=[("add", "Add a record"), ("wait", "Let the row wait in the tray")],
        widget=forms.Radios,
        initial="add",
    )
    name = forms.CharField(
        label="Keep these answers under a name",
        required=False,
        max_length=100,
        help_text="To use them again.",
    )

    def __init__(self, *args: Any, page: ColumnsPage, kept: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        choices = [("", "Not in this list"), *((name, name) for name in dict.fromkeys(page.headings) if name)]
        for field, words in FIELDS.items():
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=words, choices=choices, required=False, initial=page.proposed.get(field, "")
            )
        self._ask_kinds(kept)
        for name in ("kind", "new_children", "name"):
            self.fields[name].initial = kept.get(name) or self.fields[name].initial
        self.fields["dates"].initial = kept.get("dates") or ("" if page.looks_american else "uk")
        asked = [f"column_{field}" for field in FIELDS] + [f"means_{n}" for n in range(len(self.words))]
        self.order_fields([*asked, "kind", "dates", "new_children", "name"])

    def _ask_kinds(self, kept: dict[str, Any]) -> None:
        heading = self.data.get("column_kind") if self.is_bound else self.page.proposed.get("kind", "")
        self.words = self.page.values_of(heading or "")
        known = dict(dict(kept.get("values", {})).get("kind", {}))
        for number, word in enumerate(self.words):
            self.fields[f"means_{number}"] = forms.ChoiceField(
                label=f"What does “{word[:60]}” mean?",
                choices=[("", "Neither: such rows wait"), *KINDS],
                required=False,
                initial=known.get(word.casefold(), ""),
            )

    def as_map(self) -> dict[str, Any]:
        """The map that the answers make."""
        said = self.cleaned_data
        columns = {field: said[f"column_{field}"] for field in FIELDS if said.get(f"column_{field}")}
        means = {word: said.get(f"means_{n}", "") for n, word in enumerate(self.words)}
        data = {name: said[name] for name in ("kind", "dates", "new_children", "name") if said.get(name)}
        data |= {"columns": columns, "heading_row": self.page.heading_row, "sheet": self.page.sheet}
        kinds = {word: meant for word, meant in means.items() if meant}
        return data | ({"values": {"kind": kinds}} if kinds else {})


class SettleForm(forms.Form):
    """What a waiting row is to say."""

    kind = forms.ChoiceField(label="Type", choices=KINDS, widget=forms.Radios)
    began_on = forms.DateField(label="Start date")
    began_at = forms.TimeField(
        label="Time of the start", required=False, help_text="Left empty where not known."
    )
    ended_on = forms.DateField(label="Date found", required=False, help_text="Left empty if still missing.")
    ended_at = forms.TimeField(label="Time found", required=False)

    def __init__(self, *args: Any, row: WaitingRow, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(row.facts))
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("ended_at") and not cleaned.get("ended_on"):
            self.add_error("ended_on", "Enter the date found, or leave the time empty.")
        return cleaned

    def said(self) -> Said:
        """The answers."""
        names = ("kind", "began_on", "began_at", "ended_on", "ended_at")
        answers: dict[str, Any] = {name: self.cleaned_data.get(name) for name in names}
        return Said(**answers)


def _initial(facts: dict[str, Any]) -> dict[str, Any]:
    if not facts:
        return {}
    said = facts_from_json(facts)
    found: dict[str, Any] = {"kind": said.kind}
    for name, at, is_known in (
        ("began", said.began_at, said.is_began_known),
        ("ended", said.ended_at, said.is_ended_known),
    ):
        if at is not None:
            local = at.astimezone(LONDON)
            found |= {f"{name}_on": local.date(), f"{name}_at": local.time() if is_known else None}
    return found


class WhoForm(SettleForm):
    """The same, and which child it is."""

    child = forms.ChoiceField(label="Which child is it?", widget=forms.Radios)
    reference = forms.CharField(
        label="Reference of another child", required=False, max_length=12, help_text="Such as K7F3Q."
    )

    def __init__(self, *args: Any, likely: list[Child], actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.likely, self.actor = {str(child.pk): child for child in likely}, actor
        known = [(pk, f"{child.name}, {child.reference}") for pk, child in self.likely.items()]
        last = [(OTHER, "Another child on record"), (NEW, "A child who is not on record yet")]
        self.fields["child"].choices = [*known, *last]  # type: ignore[attr-defined]
        self.order_fields(["child", "reference", "kind", "began_on", "began_at", "ended_on", "ended_at"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("child") == OTHER:
            asked = str(cleaned.get("reference", "")).strip().upper()
            cleaned["found"] = Child.objects.visible_to(self.actor).filter(reference=asked).first()
            if not asked:
                self.add_error("reference", "Enter the reference of the child.")
            elif cleaned["found"] is None:
                self.add_error(
                    "reference", "No child that you may see has this reference. Look at the letters."
                )
        return cleaned

    def chosen(self) -> Child | None:
        """The child on record; None for one who is not."""
        said = self.cleaned_data
        found: Child | None = said["found"] if said["child"] == OTHER else self.likely.get(said["child"])
        return found


class DismissForm(forms.Form):
    """Why a row is not taken."""

    reason = forms.LongTextField(label="Why is this row not taken?", max_length=1000)


class YearForm(forms.Form):
    """Which collection year."""

    says_optional = False
    year = forms.ChoiceField(label="Collection year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = CollectionYear.of(clock.today()).first.year
        years = [str(CollectionYear(date(year, 4, 1))) for year in range(present, present - 10, -1)]
        self.fields["year"].choices = [(year, year) for year in years]  # type: ignore[attr-defined]
