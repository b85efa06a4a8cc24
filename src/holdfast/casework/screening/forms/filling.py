"""A screening tool as a form: made from the tool's own data, whole only when it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from holdfast.casework.children.codes import Area
from holdfast.casework.children.frontdoor.models import FrontDoorUse
from holdfast.casework.screening.models import Submission
from holdfast.casework.screening.rules.tool import NO, NOT_KNOWN, Item, Tool
from holdfast.kernel import clock
from holdfast.web import forms

ITEM = "item-"
YES_NO = [("yes", "Yes"), ("no", "No")]
_TRUTHS = {"yes": True, "no": False, "": None, "not-known": None}
_INLINE = {"class": "small inline"}


def _said(truth: bool | None) -> str:
    return "" if truth is None else "yes" if truth else "no"


class ToolForm(forms.Form):
    """The whole form of one submission. A draft may leave anything out; `is_sending` may not."""

    says_optional = False
    given_names = forms.CharField(label="First names", max_length=200, required=False)
    family_name = forms.CharField(label="Family name", max_length=200, required=False)
    birth_on = forms.DateField(
        label="Date of birth", required=False, help_text="As far as you know it. Leave it empty if you don’t."
    )
    known_by = forms.LongTextField(
        label="What else helps to find the right child",
        rows=2,
        max_length=2000,
        required=False,
        help_text="School, address, another name that they use.",
    )
    has_learning_disability = forms.ChoiceField(
        label="Does the child have a learning disability?",
        choices=[*YES_NO, (NOT_KNOWN, "Not known")],
        required=False,
        widget=forms.Radios(attrs=_INLINE),
    )
    area = forms.ChoiceField(
        label="Which kind of harm are you worried about most?", required=False, widget=forms.Radios
    )
    worries = forms.LongTextField(label="What are you worried about?", rows=5, required=False)
    child_words = forms.LongTextField(
        label="What has the child said, in their own words?", rows=4, required=False
    )
    judged_level = forms.ChoiceField(
        label="The level that you would give", required=False, widget=forms.Radios(attrs=_INLINE)
    )
    judged_reason = forms.LongTextField(label="Why you see it differently", rows=3, required=False)
    is_immediate = forms.ChoiceField(
        label="Immediate harm", choices=YES_NO, required=False, widget=forms.Radios(attrs=_INLINE)
    )
    told = forms.ChoiceField(
        label="If yes: have you told the front door?",
        choices=[("yes", "Yes"), ("no", "Not yet")],
        required=False,
        widget=forms.Radios(attrs=_INLINE),
    )
    how = forms.ChoiceField(
        label="How you told them", choices=FrontDoorUse.How, required=False, widget=forms.Radios
    )
    whom = forms.CharField(label="Who took it", max_length=200, required=False)

    def __init__(
        self, *args: Any, submission: Submission, is_sending: bool = False, autosave: str = "", **kwargs: Any
    ) -> None:
        tool = submission.tool.tool
        super().__init__(*args, initial=initial_of(submission), **kwargs)
        self.tool, self.has_child = tool, submission.child_id is not None
        self._shape(tool)
        for item in tool.items():
            self.fields[ITEM + item.key] = _item_field(tool, item)
        if is_sending:
            self._require(tool)
        if autosave:  # one text saves the whole form, so that two never save at once
            self.fields["worries"].widget.attrs |= {"data-autosave": autosave, "data-autosave-form": ""}

    def _shape(self, tool: Tool) -> None:
        """What differs from tool to tool, and with a child who is known."""
        if self.has_child:
            for name in ("given_names", "family_name", "birth_on", "known_by"):
                del self.fields[name]
        fields: dict[str, Any] = self.fields
        fields["area"].choices = [(area, Area(area).label) for area in tool.areas]
        levels = [(level, level.capitalize()) for level in tool.levels]
        fields["judged_level"].choices = [("", "As the answers add up"), *levels]
        fields["judged_level"].help_text = tool.judgement
        self.fields["is_immediate"].label = tool.immediate

    def _require(self, tool: Tool) -> None:
        for item in tool.items():
            field = self.fields[ITEM + item.key]
            field.required = True
            field.error_messages["required"] = f"Answer “{item.asks}”; not known is an answer"
        for name, says in (
            ("area", "Choose which kind of harm you are worried about most"),
            ("is_immediate", "Say whether the child is in danger now"),
        ):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = says

    def clean_birth_on(self) -> Any:
        """A child was born already."""
        born = self.cleaned_data["birth_on"]
        if born and born > clock.today():
            raise forms.ValidationError("Enter a date of birth that is not in the future")
        return born

    def clean(self) -> dict[str, Any]:
        """Answers that cannot stand together."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in list(cleaned):
            given = cleaned[name]
            if (
                name.startswith(ITEM)
                and isinstance(given, list)
                and len(given) > 1
                and {NO, NOT_KNOWN} & {*given}
            ):
                self.add_error(name, "Choose either when it was seen, or no, or not known")
        return cleaned

    def said(self) -> dict[str, Any]:
        """What could be read, as an operation takes it; call after the form was cleaned."""
        cleaned = self.cleaned_data
        plain = ("given_names", "family_name", "birth_on", "known_by", "area", "worries", "child_words")
        values = {name: cleaned[name] for name in plain if name in cleaned}
        values |= {name: cleaned[name] for name in ("judged_level", "judged_reason") if name in cleaned}
        values["has_learning_disability"] = _TRUTHS.get(cleaned.get("has_learning_disability", ""))
        values["is_immediate"] = cleaned.get("is_immediate") == "yes"
        values["answers"] = dict(self._answers())
        values["front_door"] = {
            name: cleaned[name] for name in ("told", "how", "whom") if cleaned.get(name)
        }  # fmt: skip
        return values

    def _answers(self) -> Iterator[tuple[str, list[str]]]:
        for item in self.tool.items():
            given = self.cleaned_data.get(ITEM + item.key)
            if given:
                yield item.key, list(given) if isinstance(given, list) else [given]


def initial_of(submission: Submission) -> dict[str, Any]:
    """What stands in the form of a draft."""
    plain = ("given_names", "family_name", "birth_on", "known_by", "area", "worries", "child_words")
    values: dict[str, Any] = {name: getattr(submission, name) for name in plain}
    values |= {name: getattr(submission, name) for name in ("judged_level", "judged_reason")}
    values["has_learning_disability"] = _said(submission.has_learning_disability)
    values["is_immediate"] = _said(submission.is_immediate or None)
    several = submission.tool.tool.takes_several
    for key, given in submission.answers.items():
        values[ITEM + key] = given if several else (given[0] if given else "")
    return values | dict(submission.front_door)


def _item_field(tool: Tool, item: Item) -> Any:
    windows = ((window.key, window.title) for window in tool.windows)
    # The short answers first: they stand side by side on a telephone.
    choices = [(NO, "No"), (NOT_KNOWN, "Not known"), *windows]
    says = " ".join(part for part in (item.help, "This is a sign of abuse." if item.is_abuse else "") if part)
    common: dict[str, Any] = {"label": item.asks, "choices": choices, "required": False, "help_text": says}
    if tool.takes_several:
        return forms.MultipleChoiceField(widget=forms.Checkboxes(attrs={"class": "small"}), **common)
    return forms.ChoiceField(widget=forms.Radios(attrs=_INLINE), **common)
