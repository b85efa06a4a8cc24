"""Every component can be rendered."""

import pytest
from django.test import Client
from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.urls")]


@pytest.fixture(autouse=True)
def _gallery(settings: Settings) -> None:
    settings.HOLDFAST_LIBRARY_VIEWS = [*settings.HOLDFAST_LIBRARY_VIEWS, "holdfast.web.gallery"]


@pytest.mark.parametrize("address", ["", "form/", "errors/404/"])
def test_the_gallery_is_served(client: Client, address: str) -> None:
    answer = client.get(f"/components/{address}")
    assert "OFFICIAL-SENSITIVE" in answer.content.decode()


def test_an_empty_form_says_what_to_do(client: Client) -> None:
    page = client.post("/components/form/", {"due_on_day": "31", "due_on_month": "2"}).content.decode()
    assert "Enter what is to be done" in page
    assert "The date must include a year" in page
