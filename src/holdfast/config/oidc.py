"""Single sign-on by OpenID Connect, from the surroundings: issuer, client, secret, the provider's name."""

import os
from typing import Any
from urllib.parse import urlsplit

from holdfast.config.surroundings import SetupProblem, secret

PROVIDER = "organisation"
NEEDED = ("HOLDFAST_OIDC_ISSUER", "HOLDFAST_OIDC_CLIENT_ID")


def oidc_name() -> str:
    """What the button says; empty when single sign-on is not configured."""
    if not os.environ.get("HOLDFAST_OIDC_ISSUER"):
        return ""
    return os.environ.get("HOLDFAST_OIDC_NAME") or "your organisation"


def oidc_apps() -> list[dict[str, Any]]:
    """The provider in allauth's words; SetupProblem when it is half configured."""
    given = {name: os.environ.get(name, "") for name in NEEDED}
    if not any(given.values()):
        return []
    if missing := [name for name, value in given.items() if not value]:
        raise SetupProblem(f"{missing[0]} is needed for single sign-on.")
    if urlsplit(given["HOLDFAST_OIDC_ISSUER"]).scheme != "https":
        raise SetupProblem("HOLDFAST_OIDC_ISSUER must begin with https.")
    return [
        {
            "provider_id": PROVIDER,
            "name": oidc_name(),
            "client_id": given["HOLDFAST_OIDC_CLIENT_ID"],
            "secret": secret("HOLDFAST_OIDC_CLIENT_SECRET"),
            "settings": {"server_url": given["HOLDFAST_OIDC_ISSUER"], "oauth_pkce_enabled": True},
        }
    ]


def oidc_origins() -> list[str]:
    """Where the sign-in form may lead besides this site."""
    parts = urlsplit(os.environ.get("HOLDFAST_OIDC_ISSUER", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
