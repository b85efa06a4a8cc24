"""What `holdfast serve` says once it is well."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse


def welcome(address: str) -> Iterator[str]:
    """The lines: in the demonstration who can be signed in as, by one press; then the address."""
    if settings.HOLDFAST_INVENTED:
        yield from _sign_ins(address)
    yield f"Ready: {address}"


def _sign_ins(address: str) -> Iterator[str]:
    from holdfast.demo.models import DemoSignIn  # installed in the demonstration alone

    area = ""
    for offer in DemoSignIn.objects.order_by("partnership_name", "position", "id"):
        if offer.partnership_name != area:
            area = offer.partnership_name
            yield f"\n{area}"
        yield f"  {offer.person_name}: {offer.title}"
    if area:
        yield "\nEveryone above is invented. One press signs you in as any of them:"
        yield address + reverse("demo:sign-in")
