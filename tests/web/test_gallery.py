"""Every component can be rendered, and every page of the shell is fit to be seen."""

import pytest
from pytest_django import Settings
from tests.web.fetcher import Fetcher

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


@pytest.fixture(autouse=True)
def _gallery(settings: Settings) -> None:
    settings.HOLDFAST_LIBRARY_VIEWS = [*settings.HOLDFAST_LIBRARY_VIEWS, "holdfast.web.gallery"]


def test_the_gallery_shows_every_component() -> None:
    assert Fetcher().get("/components/").heading == "Components"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 500, 503])
def test_an_error_page_says_what_happened_and_what_to_do(status: int) -> None:
    page = Fetcher().get(f"/components/errors/{status}/", status)
    assert "home page" in page.text


def test_an_empty_form_says_what_to_do_about_each_field() -> None:
    page = Fetcher().get("/components/form/").submit()
    assert page.errors == [
        "Enter what is to be done",
        "Choose the agency",
        "Answer “How will it be done?”",
        "Choose who is told",
        "Enter the due date",
        "Enter the start",
        "Enter the number of members",
        "Enter the password",
        "Tick to confirm: the chair has agreed",
    ]
    assert page.title.startswith("Error: ")


def test_what_was_typed_is_kept() -> None:
    page = (
        Fetcher()
        .get("/components/form/")
        .submit(title="Visit", due_on_day="31", due_on_month="feb", due_on_year="26", starts="half two")
    )
    assert page.by_id("id_title").attrib["value"] == "Visit"
    assert page.by_id("id_due_on_month").attrib["value"] == "feb"
    assert "Enter a real date, such as 3 March 2026" in page.errors
    assert page.links["Enter a real date, such as 3 March 2026"] == "#id_due_on_day"
    assert "Enter a time, such as 2:30pm or 14:30" in page.errors
