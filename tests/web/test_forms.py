"""What people type in forms is read tolerantly, and refused in words that say how to mend it."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.web import forms, words
from holdfast.web.forms.summary import error_links
from holdfast.web.forms.times import parse_time


class DueForm(forms.Form):
    due = forms.DateField(label="Due date", earliest=date(2026, 1, 1))


class StartForm(forms.Form):
    start = forms.TimeField(label="Start")


class ArrivalForm(forms.Form):
    arrived = forms.InstantField(label="Arrived")


def parts(day: str, month: str, year: str, name: str = "due") -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def errors(form: forms.Form) -> list[tuple[str, str]]:
    return [(link.message, link.target) for link in error_links(form)]


@pytest.mark.parametrize(
    "typed",
    [
        ("3", "3", "2026"),
        ("03", "03", "26"),
        ("3rd", "March", "2026"),
        (" 3 ", "mar", " 2026"),
    ],
)
def test_the_same_day_typed_in_many_ways(typed: tuple[str, str, str]) -> None:
    form = DueForm(parts(*typed))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == date(2026, 3, 3)


@pytest.mark.parametrize("typed", ["3/3/2026", "3 March 2026", "2026-03-03", "3.3.26"])
def test_a_whole_date_in_one_value(typed: str) -> None:
    form = DueForm({"due": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("typed", "message", "box"),
    [
        (("", "", ""), "Enter the due date", "id_due_day"),
        (("3", "", "2026"), "The date must include a month", "id_due_month"),
        (("", "3", ""), "The date must include a day and year", "id_due_day"),
        (("31", "2", "2026"), "Enter a real date, such as 3 March 2026", "id_due_day"),
        (("3", "13", "2026"), "Enter a real date, such as 3 March 2026", "id_due_month"),
        (("3", "Smarch", "2026"), "Enter a real date, such as 3 March 2026", "id_due_month"),
        (("3", "3", "202"), "Enter a real date, such as 3 March 2026", "id_due_year"),
        (("³", "3", "2026"), "Enter a real date, such as 3 March 2026", "id_due_day"),
        (("3", "3", "2025"), "Enter a date on or after 1 January 2026", "id_due_day"),
    ],
)
def test_a_wrong_date_names_its_box(typed: tuple[str, str, str], message: str, box: str) -> None:
    assert errors(DueForm(parts(*typed))) == [(message, box)]


def test_a_wrong_date_keeps_what_was_typed() -> None:
    shown = str(DueForm(parts("31", "feb", "'26"))["due"])
    assert 'value="31"' in shown
    assert 'value="feb"' in shown
    assert 'value="&#39;26"' in shown


def test_an_initial_date_fills_the_boxes() -> None:
    shown = str(DueForm(initial={"due": date(2026, 3, 3)})["due"])
    assert shown.count('value="3"') == 2
    assert 'value="2026"' in shown


def test_an_unchanged_date_has_not_changed() -> None:
    form = DueForm(parts("3", "3", "2026"), initial={"due": date(2026, 3, 3)})
    assert not form.has_changed()


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_can_be_typed_as_it_is_shown(day: date) -> None:
    form = DueForm({"due": words.short_day(day)})
    assert form.is_valid()
    assert form.cleaned_data["due"] == day


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_no_text_in_the_boxes_breaks_the_form(day: str, month: str, year: str) -> None:
    form = DueForm(parts(day, month, year))
    form.is_valid()
    assert str(form)
    error_links(form)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2:30pm", time(14, 30)),
        ("2.30 PM", time(14, 30)),
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("9am", time(9)),
        ("9 a.m.", time(9)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("half two", None),
        ("9", None),
        ("25:00", None),
        ("13am", None),
        ("2:75pm", None),
    ],
)
def test_times_as_people_write_them(typed: str, read: time | None) -> None:
    assert parse_time(typed) == read


@given(st.times())
def test_every_time_can_be_typed_as_it_is_shown(at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    assert parse_time(words.clock_time(at)) == at


def test_a_wrong_time_says_how_to_write_one() -> None:
    assert errors(StartForm({"start": "soon"})) == [("Enter a time, such as 2:30pm or 14:30", "id_start")]


def arrival(time_: str, day: str = "3", month: str = "3", year: str = "2026") -> ArrivalForm:
    return ArrivalForm({**parts(day, month, year, "arrived_date"), "arrived_time": time_})


def test_an_instant_is_read_in_london_and_kept_in_utc() -> None:
    form = arrival("2:30pm", month="7")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["arrived"] == datetime(2026, 7, 3, 13, 30, tzinfo=UTC)


def test_an_instant_fills_its_boxes_as_a_london_clock_shows_it() -> None:
    shown = str(ArrivalForm(initial={"arrived": datetime(2026, 7, 3, 13, 30, tzinfo=UTC)})["arrived"])
    assert 'value="2:30pm"' in shown


@pytest.mark.parametrize(
    ("sent", "message", "box"),
    [
        ({"time_": ""}, "Enter the time as well as the date, such as 2:30pm", "id_arrived_1"),
        ({"time_": "soon"}, "Enter a time, such as 2:30pm or 14:30", "id_arrived_1"),
        (
            {"time_": "2pm", "day": "", "month": "", "year": ""},
            "Enter the date as well as the time",
            "id_arrived_0_day",
        ),
        ({"time_": "2pm", "month": ""}, "The date must include a month", "id_arrived_0_month"),
        (
            {"time_": "1:30am", "day": "29", "month": "3"},
            "The clocks went forward: there was no such time that night",
            "id_arrived_1",
        ),
    ],
)
def test_a_wrong_instant_names_its_box(sent: dict[str, str], message: str, box: str) -> None:
    assert errors(arrival(**sent)) == [(message, box)]


class EveryKindForm(forms.Form):
    note = forms.LongTextField(label="Note", max_length=10)
    paper = forms.FileField(label="Paper")
    manner = forms.ChoiceField(
        label="Manner", choices=[("a", "A <b>"), ("b", "B")], widget=forms.Radios(hints={"a": "x < y"})
    )


def test_a_text_that_is_too_long_is_kept_and_counted() -> None:
    form = EveryKindForm({"note": "eleven char", "manner": "a"}, {})
    assert ("Use 10 characters or fewer", "id_note") in errors(form)
    shown = str(form["note"])
    assert "eleven char" in shown
    assert " maxlength=" not in shown


def test_what_people_type_is_never_markup() -> None:
    form = EveryKindForm({"note": "</textarea><script>", "manner": "a"}, {})
    form.is_valid()
    shown = str(form)
    assert "<script>" not in shown
    assert "A &lt;b&gt;" in shown
    assert "x &lt; y" in shown


def test_a_first_empty_line_is_kept() -> None:
    assert ">\n\nsecond" in str(EveryKindForm({"note": "\nsecond"})["note"])


@pytest.mark.parametrize(
    ("field", "label", "said"),
    [
        (forms.CharField(), "NHS number", "Enter the NHS number"),
        (forms.CharField(), "Your name", "Enter your name"),
        (forms.CharField(), "When did it happen?", "Answer “When did it happen?”"),
        (forms.CharField(), "For what purpose", "Answer “For what purpose”"),
        (forms.ChoiceField(), "Agency", "Choose the agency"),
        (forms.FileField(), "Paper", "Choose a file for the paper"),
    ],
)
def test_an_empty_field_says_what_to_do(field: Any, label: str, said: str) -> None:
    form = type("AnyForm", (forms.Form,), {"asked": field})({})
    form.fields["asked"].label = label
    assert forms.base.required_message(field, label) == said
