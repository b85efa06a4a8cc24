"""When somebody goes, what they owe stays, is shown as nobody's, and is said before."""

from datetime import date, timedelta

from holdfast.groups.operations.offices import give_office
from holdfast.groups.operations.seats import appoint
from holdfast.kernel import clock
from holdfast.obligations.ledger.keepers import without_keeper
from holdfast.obligations.ledger.leaving import left_without_keeper
from holdfast.obligations.ledger.models import Obligation
from holdfast.stewardship.tenancy.leaving import warnings_before
from holdfast.stewardship.tenancy.operations import end_agency, end_person
from tests.groups.world import Fernshire, shipped_charter
from tests.obligations.duties.world import adopt_shipped, has_no_drift, owed
from tests.web.fetcher import Fetcher

MESA, MCSE = "darlington-mesa", "plymouth-mcse"


def nobodys(place: Fernshire) -> set[str]:
    return {row.clause for row in without_keeper(place.group)}


def test_a_chair_who_leaves_the_partnership_leaves_the_reports_to_nobody_and_the_office_empty(
    place: Fernshire,
) -> None:
    adopt_shipped(place, MCSE, date(2026, 1, 1))
    chair = give_office(
        place.group.pk, "chair", place.paul.pk, by=place.manager, how="elected", from_on=date(2026, 1, 1)
    )
    assert f"{MCSE}/5.16" not in nobodys(place)
    # What the whole group owes its chair sees to; Paul besides has statements of his own to make.
    assert left_without_keeper(place.paul) >= left_without_keeper(chair) >= 1
    assert "then have nobody to keep them" in warnings_before(place.paul)
    before = Obligation.objects.filter(group=place.group, voided_at=None).count()
    end_person(place.paul, clock.today() - timedelta(days=1), by=place.manager)
    assert f"{MCSE}/5.16" in nobodys(place)
    says = {row.says for row in owed(place, f"{MCSE}/11", kind="office", ended_at=None)}
    assert says == {"Elect the chair: nobody is from 3 March 2026"}
    assert Obligation.objects.filter(group=place.group, voided_at=None).count() == before
    assert has_no_drift(place)


def test_an_agency_that_leaves_with_something_open_keeps_owing_it(place: Fernshire) -> None:
    adopt_shipped(place, MESA, date(2026, 1, 1))
    [row] = owed(place, f"{MESA}/chair-1", says__startswith="Appoint the chair")
    agency = row.owner_agency
    assert agency is not None
    said = warnings_before(agency)
    assert said == "1 obligation then has nobody to keep it: it stays in the list, marked so."
    end_agency(agency, clock.today(), by=place.manager)
    row.refresh_from_db()
    assert (row.ended_at, row in without_keeper(place.group)) == (None, True)
    assert has_no_drift(place)


def test_the_pages_say_it_before_it_is_done(place: Fernshire) -> None:
    adopt_shipped(place, MESA, date(2026, 1, 1))
    seat = place.seat("detective-superintendent")
    appointment = appoint(seat.pk, place.paul.pk, by=place.manager, from_on=date(2026, 1, 1))
    says = warnings_before(appointment)
    assert "nobody to keep" in says
    fetcher = Fetcher(place.account)
    for address in (f"/appointments/{appointment.pk}/ending/", f"/people/{place.paul.pk}/departure/"):
        assert "nobody to keep" in fetcher.get(address).text
        place.look()


def test_terms_that_close_a_seat_say_what_it_still_owes(place: Fernshire) -> None:
    adopt_shipped(place, MESA, date(2026, 1, 1))
    Obligation.objects.create(
        partnership=place.partnership, group=place.group, kind="attendance", clause=f"{MESA}/attendance-1",
        cause="attendance", cause_id=place.group.pk, occasion="invented", says="Attend", began_at=clock.now(),
        owner_key="seat:cate-project", owner_seat="cate-project", began_with="a meeting",
    )  # fmt: skip
    renamed = shipped_charter(MESA).replace('key = "cate-project"', 'key = "cate-team"')
    assert warnings_before(place.propose(renamed)).startswith("1 obligation then has nobody to keep it")
    assert warnings_before(place.propose()) == ""  # by these the clause ends, and what it asked
