"""The pages that are measured, whose rows they show, and how one is fetched and its SQL caught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from io import BytesIO
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.db.models import Count
from django.http.cookie import SimpleCookie
from django.urls import reverse

from holdfast.casework.children.models import Child
from holdfast.demo.models import DemoSignIn
from holdfast.governance.meetings.models import Meeting
from holdfast.governance.minutes.models import Minutes
from holdfast.groups.models import Terms
from holdfast.kernel import clock
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.accounts import backend
from holdfast.stewardship.accounts.models import Account

Statement = tuple[str, Any]
# So long ago is the day as of which the exploitation list is asked for.
YEAR_AND_A_HALF = timedelta(days=548)


@dataclass(frozen=True)
class Case:
    """One page: its name, its address, the automatic admin's list over the same rows, and who asks."""

    name: str
    address: str
    peer: str
    asks: str = "clerk"


@dataclass(frozen=True)
class Subject:
    """Who asks, and where: the weekly group's minute taker, for some pages its chair or coordinator."""

    account: Account
    partnership_id: UUID
    person_id: UUID
    chair: Account
    coordinator: Account
    cases: tuple[Case, ...]

    @property
    def readers(self) -> dict[str, Account]:
        """Everybody who asks for a page."""
        return {"clerk": self.account, "chair": self.chair, "coordinator": self.coordinator}


def subject(*, is_casework_alone: bool = False) -> Subject:
    """Find the pages' rows in whichever world the connection is to."""
    offers = DemoSignIn.objects.select_related("account").filter(
        partnership_name="Wealdmere Safeguarding Partnership"
    )
    offer = offers.get(title__startswith="Minute taker")
    chair = offers.get(title__startswith="Chair").account
    coordinator = offers.get(title__startswith="Missing").account
    with transaction.atomic():
        set_need_to_know(None, account_id=offer.account.pk)
        with connection.cursor() as cursor:
            cursor.execute("select partnership_id from own_partnerships()")
            partnership_id: UUID = cursor.fetchall()[0][0]
        set_need_to_know(partnership_id)
        person_id = offer.account.people.values_list("id", flat=True).get()
        cases = tuple(case for case in _cases() if case.asks == "coordinator" or not is_casework_alone)
    return Subject(offer.account, partnership_id, person_id, chair, coordinator, cases)


def _cases() -> Iterator[Case]:
    group = Terms.objects.values_list("group_id", flat=True).get()
    meetings = Meeting.objects.filter(group_id=group)
    today = meetings.filter(state="confirmed").order_by("starts_at")[0]
    held = Minutes.objects.filter(state="approved", meeting__group_id=group).order_by("-drafted_at")[0]
    room = {"meeting_id": today.pk}
    yield Case("home", reverse("home"), "actions_action")
    yield Case("group", reverse("groups:group", args=[group]), "groups_appointment")
    yield Case("meetings", reverse("meetings:of-group", args=[group]), "meetings_meeting")
    yield Case("meeting", reverse("meetings:meeting", kwargs=room), "meetings_agendaitem")
    yield Case("meeting room", reverse("room:room", kwargs=room), "room_presence")
    yield Case("minutes", reverse("minutes:minutes", args=[held.meeting_id]), "minutes_minutessection")
    yield Case("attendance", reverse("attendance:attendance", args=[group]), "room_presence")
    yield Case("actions", f"{reverse('actions:list')}?group={group}", "actions_action")
    owed = reverse("ledger:owed")
    for name, query in (
        ("owed by me", ""),
        ("by my agency", "?whose=agency"),
        ("owed to me", "?whose=to-me"),
    ):
        yield Case(name, f"{owed}{query}", "ledger_obligation", asks="chair")
    yield Case("owed by all", reverse("ledger:all"), "ledger_obligation")
    yield Case("assurance", reverse("compliance:group", args=[group]), "ledger_obligation", asks="chair")
    yield from _casework(today)


def _casework(meeting: Meeting) -> Iterator[Case]:
    """The pages about children, as the coordinator asks for them; the child with the most episodes."""
    busiest = Child.objects.annotate(times=Count("episodes")).order_by("-times", "reference")[0]
    for name, route, values, peer in (
        ("children", "children:list", [], "children_child"),
        ("child", "children:child", [busiest.pk], "missing_episode"),
        ("missing now", "missing:now", [], "missing_episode"),
        ("child's episodes", "missing:of-child", [busiest.pk], "missing_episode"),
        ("exploitation list", "risk:list", [], "risk_listentry"),
        ("case list", "panel:list", [meeting.pk], "panel_listing"),
    ):
        yield Case(name, reverse(route, args=values), peer, asks="coordinator")
    then = (clock.today() - YEAR_AND_A_HALF).isoformat()
    yield Case("list as of a day", f"{reverse('risk:list')}?on={then}", "risk_listentry", asks="coordinator")


class Reader:
    """A signed-in browser that calls the site within this process."""

    def __init__(self, account: Account) -> None:
        self._handler = WSGIHandler()
        self._cookies = _signed_in(account)

    def get(self, address: str) -> bytes:
        """The page's body; an assertion fails for any answer but 200."""
        path, _, query = address.partition("?")
        environment = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": self._cookies,
            "wsgi.input": BytesIO(),
            "wsgi.url_scheme": "http",
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "wsgi.version": (1, 0),
        }
        answered: list[str] = []

        def begin(status: str, headers: Any, error: Any = None) -> Callable[[bytes], object]:
            answered.append(status)
            return answered.append  # type: ignore[return-value]

        answer = self._handler(environment, begin)
        body = b"".join(answer)
        if not answered[0].startswith("200"):
            raise RuntimeError(f"{address} answered {answered[0]}")
        return body


def _signed_in(account: Account) -> str:
    """The session cookie of somebody who has just signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    now = clock.now().timestamp()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = backend.PATH
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.update({"began_at": now, "seen_at": now, "proven_at": now})
    store.save()
    cookie: SimpleCookie = SimpleCookie({settings.SESSION_COOKIE_NAME: store.session_key or ""})
    return cookie.output(header="").strip()


@contextmanager
def caught() -> Iterator[list[Statement]]:
    """Every statement that is run inside, with its values."""
    statements: list[Statement] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def own_statements(page: Sequence[Statement], empty: Sequence[Statement]) -> list[Statement]:
    """What a page runs beyond what the empty page runs."""
    common = Counter(sql for sql, _ in empty)
    own = []
    for sql, params in page:
        if common[sql]:
            common[sql] -= 1
        else:
            own.append((sql, params))
    return own


def run_raw(asked: Subject, statements: Sequence[Statement]) -> None:
    """The same statements with nothing around them, in a transaction that is taken back."""
    with transaction.atomic():
        set_need_to_know(asked.partnership_id, asked.person_id, asked.account.pk)  # the SQL names its own
        with connection.cursor() as cursor:
            raw = cursor.cursor
            for sql, params in statements:
                raw.execute(sql, params)
                if raw.description:
                    raw.fetchall()
        transaction.set_rollback(True)
