"""No names and no notes in logs, in addresses, on error pages or in emails (checks 29 and 47)."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory

from holdfast.config.discreet_logs import DiscreetFormatter
from holdfast.stewardship.tenancy.models import Agency
from tests.access.matrix import Walker
from tests.access.world import World, own_context

pytestmark = pytest.mark.django_db
NAME = "Amina Khan"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that the process logs, as the product's own settings format it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    line = dict(settings.LOGGING["formatters"]["line"])
    assert line.pop("()") == "holdfast.config.discreet_logs.DiscreetFormatter"
    handler.setFormatter(DiscreetFormatter(line["format"], style=line["style"]))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def test_a_broken_constraint_is_logged_without_the_row(world: World, written: io.StringIO) -> None:
    agency = world.place.agencies["health"]
    try:
        with transaction.atomic():
            Agency.objects.create(partnership_id=agency.partnership_id, name=agency.name, sector="health")
    except IntegrityError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/agencies/new/")
    said = written.getvalue()
    assert agency.name not in said
    assert "IntegrityError" in said
    assert "23505, agency_name_once" in said
    assert "test_what_is_written_down.py" in said


def test_an_error_is_logged_by_its_kind_with_its_causes(written: io.StringIO) -> None:
    try:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"no such person: {NAME}") from error
    except ValueError:
        logging.getLogger("holdfast").exception("It broke.")
    assert NAME not in written.getvalue()
    assert "builtins.ValueError" in written.getvalue()
    assert "builtins.KeyError" in written.getvalue()


def test_a_page_that_breaks_logs_and_shows_nothing_of_what_was_typed(
    world: World, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*, name: str, **fields: Any) -> None:
        raise RuntimeError(f"cannot add {name}")

    monkeypatch.setattr("holdfast.stewardship.tenancy.operations.add_person", breaks)
    client = Walker(world).client("manager")
    sent = {"name": NAME, "agency": world.place.agencies["health"].pk, "email": "amina@example.org"}
    answer = client.post("/people/new/", sent)
    assert answer.status_code == 500
    for said in (written.getvalue(), answer.content.decode()):
        assert NAME not in said
        assert "amina@example.org" not in said
    assert "RuntimeError" in written.getvalue()
    assert "Traceback" not in answer.content.decode()


def test_a_calendar_s_address_is_not_readable_from_the_log(world: World, written: io.StringIO) -> None:
    client = Client()
    client.get("/meetings/calendar/an-old-secret-token.ics")
    logging.getLogger("django.request").warning(
        "Not Found: %s", "/account/password/link/an-old-secret-token/"
    )
    assert "an-old-secret-token" not in written.getvalue()


def test_what_somebody_searched_for_is_not_logged(world: World, written: io.StringIO) -> None:
    own_context(world)
    Walker(world).client("manager").post("/people/", {"name": NAME})
    assert NAME not in written.getvalue()


@pytest.mark.parametrize(
    "address", ["/no-such-page/", "/people/x/", "/people/00000000-0000-0000-0000-000000000000/"]
)
def test_an_error_page_says_nothing_of_the_program(world: World, address: str) -> None:
    body = Walker(world).client("manager").get(address).content.decode()
    for leak in ("Traceback", "urlconf", "Django", "DEBUG", "site-packages", "psycopg"):
        assert leak not in body


def test_debugging_is_off_whatever_the_surroundings_say() -> None:
    assert settings.DEBUG is False
    assert all(not template["OPTIONS"].get("debug") for template in settings.TEMPLATES)


def test_no_email_names_anybody() -> None:
    """The emails that exist are those of accounts: their words hold an address to follow and nothing else."""
    from django.core import mail

    from holdfast.stewardship.accounts import changes
    from holdfast.stewardship.accounts.models import Account

    account = Account(email="amina.khan@example.org")
    changes.tell(account, next(iter(changes.CHANGES)))
    (sent,) = mail.outbox
    assert NAME not in sent.body + sent.subject
    assert RequestFactory().get("/").get_host() == "testserver"
