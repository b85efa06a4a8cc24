"""A referral finds its child among the records, or becomes a new record, and nobody is recorded twice."""

from __future__ import annotations

import pytest

from holdfast.casework.children.models import Child
from tests.casework.referrals.made import refer
from tests.casework.referrals.test_referral_pages import fetcher
from tests.casework.town import CaseTown

pytestmark = pytest.mark.django_db

LOOK = "Look for this child among the records"


def test_the_coordinator_chooses_the_child_who_was_found(town: CaseTown) -> None:
    robin = town.child("Robyn", "Ashdowne")
    row = refer(town, birth_on=robin.birth_on)
    page = fetcher(town, "Cora").get(f"/referrals/{row.pk}/child/").submit(LOOK)
    assert "Robyn Ashdowne" in page.text
    done = page.submit(choice=str(robin.pk))
    assert done.banners == [f"Referral 1 is about {robin.reference}."]
    row.refresh_from_db()
    assert row.child == robin


def test_a_child_whom_nobody_knows_gets_a_record_and_a_choice_has_to_be_made(town: CaseTown) -> None:
    row = refer(town, given_names="Tamsin", family_name="Quill")
    page = fetcher(town, "Cora").get(f"/referrals/{row.pk}/child/").submit(LOOK)
    assert "Nobody on record whom you may see is likely to be this child." in page.text
    page = page.submit()
    assert any("which child" in error.lower() for error in page.errors)
    page.submit(choice="new")
    row.refresh_from_db()
    assert row.child is not None
    assert row.child.name == "Tamsin Quill"


def test_a_record_made_meanwhile_by_another_agency_is_shown_first(town: CaseTown) -> None:
    row = refer(town, given_names="Tamsin", family_name="Quill")
    page = fetcher(town, "Cora").get(f"/referrals/{row.pk}/child/").submit(LOOK)
    town.everything()
    quicker = town.child("Tamsin", "Quill")
    again = page.submit(choice="new")
    assert quicker.reference in again.text
    assert Child.objects.filter(family_name="Quill").count() == 1
