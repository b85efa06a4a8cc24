"""What allauth asks of us: secrets sealed at rest, and who a single sign-on answer belongs to."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from holdfast.stewardship.accounts import sealing


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The library stores secrets plainly unless told otherwise."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return "Holdfast demonstration" if settings.HOLDFAST_INVENTED else "Holdfast"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, Any] = super().get_public_key_credential_rp_entity()
        return {**entity, "name": "Holdfast"}
