"""The frame round a child's pages, the overview and the list: codes in addresses, names on pages alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.casework.children import marks
from holdfast.casework.children.marks import Mark
from holdfast.casework.children.models import Child, RiskArea
from holdfast.kernel import clock
from holdfast.stewardship.access.actor import Actor
from holdfast.stewardship.trail.models import TrailEntry
from tests.casework.town import CaseTown, case_town
from tests.factories import make_account
from tests.web.fetcher import Fetcher

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 14, tzinfo=UTC)


@pytest.fixture
def town() -> Iterator[CaseTown]:
    with clock.fixed_at(NOW):
        yield case_town()


def browser(town: CaseTown, name: str) -> Fetcher:
    town.everything()
    person = town.people[name]
    return Fetcher(person.account or make_account(person))


@pytest.fixture
def missing_mark(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def offer(actor: Actor, child_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Mark]]:
        return {
            pk: [Mark("Missing now", "red", "reported missing on Monday", ("meog/frequent",))]
            for pk in Child.objects.filter(pk__in=child_ids, given_names="Ash").values_list("pk", flat=True)
        }

    monkeypatch.setattr(marks, "_narrowings", {})
    marks.list_narrowing("missing-now", "Missing now", lambda actor: Child.objects.filter(given_names="Ash"))
    with marks._marks.only(offer):
        yield


def test_the_identity_bar_says_who_this_is_and_the_title_only_the_reference(
    town: CaseTown, missing_mark: None
) -> None:
    ash = town.child("Ash", known_as="Ziggy", language="Tigrinya", needs_interpreter=True)
    page = browser(town, "Cora").get(f"/children/{ash.pk}/")
    assert page.heading == f"Child {ash.reference}"
    assert "Ashdown" not in page.title
    for said in ("Ash Ashdown", ash.reference, "28 February 2011 (15)", "Ziggy", "needs an interpreter"):
        assert said in page.text
    assert "Missing now: Reported missing on Monday. Clause frequent." in page.text


def test_seeing_a_child_and_a_list_of_children_leaves_an_entry_with_ids_and_no_names(town: CaseTown) -> None:
    ash = town.child("Ash")
    cora = browser(town, "Cora")
    cora.get(f"/children/{ash.pk}/")
    cora.get("/children/")
    town.everything()
    one, listed = TrailEntry.objects.order_by("at").filter(verb__in=["viewed", "listed children"])
    assert (one.subject_id, one.details) == (ash.pk, {"reference": ash.reference})
    assert listed.details == {"rows": [str(ash.pk)]}


def test_the_id_of_a_merged_record_leads_to_the_one_that_was_kept(town: CaseTown) -> None:
    ash = town.child("Ash")
    former = town.child("Ashe", merged_into=town.child("Ashley", merged_into=ash))
    page = browser(town, "Cora").get(f"/children/{former.pk}/")
    assert (page.address, page.heading) == (f"/children/{ash.pk}/", f"Child {ash.reference}")


def test_mina_of_health_sees_the_child_that_health_works_with_and_no_other(town: CaseTown) -> None:
    ash, briar = town.child("Ash"), town.child("Briar")
    town.works_with("health", ash)
    mina = browser(town, "Mina")
    assert [row[0].split(" Ashdown")[0] for row in mina.get("/children/").rows] == ["Ash"]
    mina.get(f"/children/{briar.pk}/", status=404)


def test_an_empty_list_says_how_children_get_there(town: CaseTown) -> None:
    assert "No child on record that you may see." in browser(town, "Mina").get("/children/").text


def test_the_list_is_narrowed_by_codes_in_the_address(town: CaseTown, missing_mark: None) -> None:
    ash = town.child("Ash", sex="female")
    town.child("Briar", birth_on=None)
    RiskArea.objects.create(partnership=town.partnership, child=ash, area="criminal", since_on="2026-01-01")
    cora = browser(town, "Cora")
    for query in ("only=missing-now", "age=13-15", "sex=female", "area=criminal"):
        assert [row[0][:3] for row in cora.get(f"/children/?{query}").rows] == ["Ash"]
    assert [row[0][:5] for row in cora.get("/children/?age=not-known").rows] == ["Briar"]
    assert len(cora.get("/children/?age=nonsense&area=").rows) == 2
    assert "No child matches." in cora.get("/children/?placed=out").text


def test_a_restricted_child_stands_in_no_list_and_has_no_page(town: CaseTown) -> None:
    hidden = town.child("Hidden", is_restricted=True, guardian=town.people["Gwen"])
    cora = browser(town, "Cora")
    assert "Hidden" not in cora.get("/children/").text
    assert "Hidden" not in cora.get("/children/?restricted=on").text
    cora.get(f"/children/{hidden.pk}/", status=404)


def asked(cora: Fetcher, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        cora.get(address)
    return len(seen)


def test_one_child_and_five_ask_as_many_questions(town: CaseTown, missing_mark: None) -> None:
    town.child("Ash")
    cora = browser(town, "Cora")
    cora.get("/children/")
    one = asked(cora, "/children/")
    town.everything()
    for number in range(4):
        town.child("Ash", f"Number {number}")
    assert asked(cora, "/children/") == one
