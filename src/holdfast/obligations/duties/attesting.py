"""What members are asked to attest when they are appointed, each year and when a review comes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.charter.promises import Attested, Review
from holdfast.charter.words import plain
from holdfast.groups.rules.terms import terms_review
from holdfast.kernel.clock import start_of
from holdfast.kernel.clocks import Due, Period, Unit, falls_due
from holdfast.obligations.duties.chains import chain_of, same_in
from holdfast.obligations.duties.laying import Rhythm, Span, laid
from holdfast.obligations.duties.people import People, Stay
from holdfast.obligations.duties.reviews import review_spans
from holdfast.obligations.ledger.kinds import Kind
from holdfast.obligations.ledger.promises import Party, Promise
from holdfast.obligations.ledger.versions import Version

if TYPE_CHECKING:
    from holdfast.charter.model import Charter

ATTESTATION = Kind(
    key="attestation",
    title="Statements of members",
    keeps=("attested",),
    may_be_stated=True,
    is_own_word=True,
)

# The terms say when members are asked and not by when they answer: four weeks, as a reading of our own.
TO_ANSWER = Period(28, Unit.CALENDAR_DAY)
_YEAR = Period(1, Unit.YEAR)
_EVERYONE = frozenset({"members", "everyone", "core-members", "all", "group"})


def attestations_owed(people: People, version: Version, charter: Charter) -> Iterator[Promise]:
    """One for each person and clause at each time at which the clause has them asked."""
    for attested in charter.each(Attested):
        stays = [one for one in _asked(people, charter, attested) if people.wants(one)]
        if not stays:
            continue
        if "appointment" in attested.when:
            since = _chain(people, version, attested, "appointment")[0].from_on
            yield from _at_appointment(people, charter, attested, stays, since)
        if "yearly" in attested.when:
            rhythms = [Rhythm(one.from_on, _YEAR) for one in _chain(people, version, attested, "yearly")]
            spans = list(laid(rhythms, people.until_on))[1:]
            yield from _at_dates(
                people, charter, attested, stays, [("the year", span.first) for span in spans]
            )
        if "review" in attested.when:
            reviews = list(_reviews(people, version, charter))
            since = _chain(people, version, attested, "review")[0].from_on
            dates = [("the review", max(span.last - timedelta(days=28), since)) for span in reviews]
            yield from _at_dates(people, charter, attested, stays, dates)


def _chain(people: People, version: Version, attested: Attested, when: str) -> list[Version]:
    """The versions through which the clause has asked them at that time."""
    key = same_in(attested, lambda one: (one.by, when in one.when))
    return [one for one, _ in chain_of(people.versions, version, key)]


def _asked(people: People, charter: Charter, attested: Attested) -> Iterator[Stay]:
    """Those who hold a member's seat, or an office or seat that the clause names."""
    words = {plain(word) for word in attested.by}
    members = {key for key, seat in charter.seat_by_key.items() if seat.status.is_member}
    for stay in people.seated:
        by_membership = words & _EVERYONE and (stay.place in members or stay.is_coopted)
        if by_membership or stay.place in words:
            yield stay
    for word in words:
        if word in charter.office_by_key:
            yield from people.in_office(charter, word)


def _at_appointment(
    people: People, charter: Charter, attested: Attested, stays: list[Stay], since: date
) -> Iterator[Promise]:
    """Whoever sat there before the terms asked for it is asked when they do."""
    for stay in stays:
        if stay.last is None or stay.last >= since:
            day = max(stay.from_on, since)
            with_ = "they were appointed" if stay.from_on >= since else "the terms came to ask for it"
            yield _promise(people, charter, attested, stay.person_id, f"on appointment {stay.id}", day, with_)


def _at_dates(
    people: People,
    charter: Charter,
    attested: Attested,
    stays: list[Stay],
    dates: list[tuple[str, date]],
) -> Iterator[Promise]:
    for what, day in dates:
        for person_id in dict.fromkeys(stay.person_id for stay in stays if stay.covers(day)):
            yield _promise(people, charter, attested, person_id, f"{what} from {day}", day, f"{what} came")


def _reviews(people: People, version: Version, charter: Charter) -> Iterator[Span]:
    """The reviews of the membership if the terms have them, else those of the terms, else any."""
    with_rhythm = [one for one in charter.each(Review) if one.every is not None]
    of_terms = terms_review(charter)
    first = sorted(with_rhythm, key=lambda one: ("membership" not in one.of, one != of_terms))
    if first:
        yield from review_spans(people.versions, version, first[0], people.until_on + timedelta(days=28))


def _promise(
    people: People,
    charter: Charter,
    attested: Attested,
    person_id: UUID,
    occasion: str,
    day: date,
    began_with: str,
) -> Promise:
    due: Due = falls_due(start_of(day), TO_ANSWER)
    statement = attested.statement or charter.clause(attested.clause).says
    return Promise(
        kind=ATTESTATION.key,
        clause=attested.clause,
        cause_id=person_id,
        occasion=occasion,
        owner=Party(person_id=person_id),
        owed_to=Party(group_id=people.group_id),
        says=f"Attest: {statement.rstrip('.')}",
        began_at=start_of(day),
        began_with=began_with,
        due=due,
        period=str(TO_ANSWER),
    )
