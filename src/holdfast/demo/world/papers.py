"""Papers of meetings: standing documents with a version for each meeting, sent in time or late."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from holdfast.demo.world.chance import Chance
from holdfast.demo.world.files import file_of
from holdfast.demo.world.ledger import Ledger, Someone, at
from holdfast.demo.world.seating import GroupPlan
from holdfast.demo.world.wording import PAPERS, TALK
from holdfast.governance.documents.kinds import kind_named
from holdfast.governance.meetings.rules.deadlines import papers_by


class Papers:
    """The documents of a group."""

    def __init__(self, ledger: Ledger, plan: GroupPlan, by: Someone) -> None:
        self.ledger, self.plan, self.by = ledger, plan, by
        self._documents: dict[str, UUID] = {}
        self._numbers: dict[str, int] = {}
        self._pinned: dict[UUID, set[str]] = {}

    def pin(self, item: dict[str, Any], meeting: dict[str, Any], chance: Chance) -> None:
        """Pin this meeting's version of a standing document to an item."""
        pinned = self._pinned.setdefault(meeting["id"], set())
        key = chance.one_of(tuple(PAPERS))
        if key in pinned:
            return
        pinned.add(key)
        sent_at = self._sent_at(meeting["starts_at"], chance)
        if sent_at >= self.ledger.now:
            return
        version = self._version(key, meeting["starts_at"], sent_at, chance)
        paper = self.ledger.add(
            "meetings.Paper",
            item_id=item["id"],
            version_id=version,
            sent_at=sent_at,
            pinned_by_id=self.by.id,
        )
        self.ledger.tell(
            "pinned a paper", "meetings.Paper", paper["id"], by=self.by, when=sent_at, group_id=self.plan.id
        )

    def _sent_at(self, starts_at: datetime, chance: Chance) -> datetime:
        """On the last day in time, or a day before; one paper in eight comes late."""
        day = starts_at.date()
        last = papers_by(self.plan.charter, day) or day - timedelta(days=2)
        days = chance.between(1, 3) if chance.often(0.13) else -chance.between(0, 2)
        sent = min(last + timedelta(days=days), day)
        return min(
            at(sent, time(chance.between(9, 16), chance.between(0, 59))), starts_at - timedelta(hours=1)
        )

    def _version(self, key: str, meets_at: datetime, sent_at: datetime, chance: Chance) -> UUID:
        title, kind = PAPERS[key]
        document = self._document(key, title, sent_at)
        number = self._numbers[key] = self._numbers.get(key, 0) + 1
        body = file_of(kind, f"{title}: {meets_at:%-d %B %Y}", self._lines(kind, chance))
        name = f"{title.lower().replace(' ', '-')}-{meets_at:%Y-%m-%d}.{kind}"
        known = kind_named(name)
        row = self.ledger.add(
            "documents.DocumentVersion",
            document_id=document,
            number=number,
            file_name=name,
            content_type=known.content_type if known else "",
            size=len(body),
            digest=sha256(body).hexdigest(),
            uploaded_at=sent_at,
            uploaded_by_id=self.by.id,
        )
        self.ledger.add("documents.DocumentContent", version_id=row["id"], body=body)
        identity: UUID = row["id"]
        return identity

    def _document(self, key: str, title: str, since: datetime) -> UUID:
        if key not in self._documents:
            row = self.ledger.add("documents.Document", group_id=self.plan.id, title=title, created_at=since)
            self._documents[key] = row["id"]
        return self._documents[key]

    def _lines(self, kind: str, chance: Chance) -> list[str]:
        if kind == "csv":
            wards = ("Harbour", "Old Town", "Northfield", "Riverside", "Station")
            rows = [f"{ward},{chance.between(0, 9)},{chance.between(0, 6)}" for ward in wards]
            return ["Ward,Missing episodes,Return interviews in 72 hours", *rows]
        place = f"{self.plan.area.place}. Everything in this paper is invented."
        return [place, *chance.some_of(TALK, 3)]
