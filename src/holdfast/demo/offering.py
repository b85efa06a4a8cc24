"""Puts the people of the invented partnerships on the first screen, to be signed in as."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from holdfast.demo.models import DemoSignIn
from holdfast.demo.world.partnership import PlannedPartnership


@transaction.atomic
def write_sign_ins(planned: Iterable[PlannedPartnership]) -> int:
    """Offer the people of all partnerships on the first screen; how many there are."""
    offers = [
        DemoSignIn(
            account_id=offer.account_id,
            partnership_name=partnership.area.name,
            person_name=offer.person_name,
            title=offer.title,
            try_this=offer.try_this,
            position=position,
        )
        for place, partnership in enumerate(planned)
        for position, offer in enumerate(partnership.sign_ins, start=100 * place)
    ]
    return len(DemoSignIn.objects.bulk_create(offers))
