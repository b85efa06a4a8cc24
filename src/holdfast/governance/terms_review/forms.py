"""Forms of a review: open it, comment, settle, write a clause, propose, end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from holdfast.governance.terms_review.models import CommentResolution, TermsReview
from holdfast.governance.terms_review.queries.amendments import Carried, CarriesPage
from holdfast.groups.forms.terms import TermsForm
from holdfast.groups.models import TermsCarry
from holdfast.web import forms
from holdfast.web.words import clause

WHOLE = "The terms as a whole"


class OpenForm(forms.Form):
    """Why the review is opened, and until when comments are asked for."""

    why = forms.ChoiceField(
        label="Why are the terms reviewed?", choices=TermsReview.Why.choices, widget=forms.Radios
    )
    asked_by = forms.CharField(
        label="Who asked for it", required=False, max_length=200, help_text="If somebody did."
    )
    comments_until = forms.DateField(
        label="Comments are asked for by",
        help_text="They stay open until you close them. Whoever has said nothing by then is shown as silent.",
    )


class CommentForm(forms.Form):
    """Something said of a clause, or of the whole."""

    clause = forms.ChoiceField(label="About", required=False)
    text = forms.LongTextField(label="What you have to say", max_length=5_000)

    def __init__(self, *args: Any, clauses: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(one, f"{clause(one)}: {_short(says)}") for one, says in clauses]
        self.fields["clause"].choices = [("", WHOLE), *shown]  # type: ignore[attr-defined]


def _short(says: str) -> str:
    return says if len(says) <= 60 else f"{says[:57].rsplit(' ', 1)[0]} …"


class RecordCommentForm(CommentForm):
    """What somebody outside said, written down for them."""

    author_name = forms.CharField(label="Whose comment it is", max_length=200)
    field_order = ["author_name", "clause", "text"]


class TextForm(forms.TextForm):
    """One text: an answer, or a reason."""

    text = forms.LongTextField(max_length=5_000)


class SettleForm(forms.Form):
    """What is made of a comment."""

    outcome = forms.ChoiceField(
        label="What is made of it", choices=CommentResolution.Outcome.choices, widget=forms.Radios
    )
    text = forms.LongTextField(
        label="Why, in a sentence",
        rows=3,
        max_length=1_000,
        help_text="Everybody who sees the comment reads it.",
    )


class EndForm(forms.Form):
    """That the terms stay as they are."""

    outcome = forms.LongTextField(
        label="Why no change is needed", rows=3, max_length=2_000, help_text="A sentence for the record."
    )
    agreed_by = forms.CharField(
        label="Who agreed it",
        max_length=300,
        help_text="The group at its meeting, the Board, or people by name.",
    )
    on = forms.DateField(label="When it was agreed", help_text="The next review is counted from that day.")


class ClauseForm(forms.VersionedForm):
    """A clause as it is to be: its wording, and the rule that keeps it."""

    wording = forms.LongTextField(
        label="What the clause says",
        rows=4,
        max_length=5_000,
        help_text="In your own words, as people read it.",
    )
    rule = forms.LongTextField(
        label="The rule that keeps it",
        rows=10,
        max_length=50_000,
        strip=False,
        help_text="Leave it as it stands when only the wording changes."
        " A clause that only people can keep has the rule: attested = true",
    )
    field_order = ["clause", "after", "wording", "rule"]

    def __init__(self, *args: Any, check: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].widget.attrs["class"] = "hf-code"
        for name in ("wording", "rule"):
            self.fields[name].widget.attrs |= {
                "hx-post": check,
                "hx-trigger": "input changed delay:700ms",
                "hx-target": "#check",
                "hx-swap": "innerHTML",
            }


class NewClauseForm(ClauseForm):
    """A clause that the terms did not have."""

    clause = forms.CharField(
        label="Its number or short name", max_length=80, help_text="No other clause may have it."
    )
    after = forms.ChoiceField(label="It stands after", required=False)

    def __init__(self, *args: Any, clauses: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one, f"Clause {clause(one)}") for one in clauses]
        self.fields["after"].choices = [("", "The last clause"), *known]  # type: ignore[attr-defined]


class WholeTextForm(TermsForm):
    """A whole charter file in the draft's place."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ProposeForm(forms.Form):
    """Under which version the amendments are proposed."""

    version = forms.CharField(label="Version", max_length=30, help_text="Such as 2, or 2026.")


class CarriesForm(forms.Form):
    """What becomes of what is still owed, clause by clause."""

    says_optional = False

    def __init__(self, *args: Any, page: CarriesPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"carry-{number}": row for number, row in enumerate(page.rows)}
        for name, row in self.names.items():
            self.fields[name] = forms.ChoiceField(
                label=f"Clause {clause(row.clause)}, {row.kind}",
                choices=_choices(row),
                initial=row.choice,
                widget=forms.Radios,
                help_text=f"{_short(row.says)} Still owed under it: {row.still_open or 'nothing'}.",
            )
            self.fields[f"{name}-reason"] = forms.CharField(
                label=f"Why, for clause {clause(row.clause)}",
                required=False,
                max_length=300,
                initial=row.reason,
                help_text="Needed where what is owed ends although the clause stays.",
            )

    def chosen(self, cleaned: dict[str, Any]) -> dict[str, tuple[str, str]]:
        """The choice and its reason, by clause."""
        return {row.clause: (cleaned[name], cleaned[f"{name}-reason"]) for name, row in self.names.items()}


def _choices(row: Carried) -> list[tuple[str, str]]:
    wanted = [one for one in TermsCarry.Choice if one != "new" or row.kind != "removed"]
    return [(choice.value, choice.label) for choice in wanted]
