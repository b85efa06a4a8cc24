"""A partnership whose people owe what a test says, and a source that knows it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from holdfast.kernel.clock import LONDON
from holdfast.obligations.notices.kinds import NoticeKind, register_notice_kind
from holdfast.obligations.notices.models import Message
from holdfast.obligations.notices.sources import Owed
from holdfast.stewardship.access.context import set_need_to_know
from holdfast.stewardship.accounts.models import Account
from holdfast.stewardship.tenancy.models import Person
from tests.factories import make_account, make_agency, make_partnership, make_person

register_notice_kind(NoticeKind(key="test-minutes", title="Minutes to check"))
register_notice_kind(NoticeKind(key="test-person", title="People to look at", route="stewardship:person"))
register_notice_kind(
    NoticeKind(key="test-interview", title="Interviews to hold", route="actions:action", always_at_once=True)
)
# The canary: it stands in every free text of the town, and must stand in no message.
KESTREL = "Kestrel"


def london(day: int, hour: int = 0, minute: int = 0, *, month: int = 3, year: int = 2026) -> datetime:
    """An instant by a clock in London, in March 2026 unless told: the 6th is a Friday."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON).astimezone(UTC)


class Town:
    """Amina and Jo may be told; Vera has no account. Every name is a canary."""

    def __init__(self) -> None:
        self.partnership = make_partnership(f"{KESTREL} Partnership")
        self.agency = make_agency(self.partnership, f"{KESTREL} Police")
        self.amina, self.jo, self.vera = (self.person(name) for name in ("Amina", "Jo", "Vera"))
        for person in (self.amina, self.jo):
            self.give_account(person)
        self.owed: dict[UUID, list[Owed]] = {}

    @property
    def id(self) -> UUID:
        return self.partnership.pk

    def person(self, name: str) -> Person:
        return make_person(self.partnership, f"{name} {KESTREL}", self.agency)

    def give_account(self, person: Person) -> None:
        """An address that begins with the first name, once in the town of a test."""
        name = person.name.split()[0].lower()
        taken = Account.objects.filter(email__startswith=name).count()
        make_account(person, f"{name}{taken or ''}@example.org")

    def owes(self, person: Person, *due: datetime, kind: str = "test-minutes") -> None:
        self.owed.setdefault(person.pk, []).extend(Owed(kind, uuid4(), at) for at in due)

    def owed_before(self, person: Person, until: datetime) -> list[Owed]:
        """The source."""
        return [one for one in self.owed.get(person.pk, []) if one.due_at is None or one.due_at < until]

    def messages(self, **wanted: Any) -> list[Message]:
        set_need_to_know(self.id)
        return list(
            Message.objects.filter(**wanted).select_related("person").order_by("made_at", "person__name")
        )
