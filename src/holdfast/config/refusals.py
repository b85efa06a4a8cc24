"""What production refuses to start with: each unsafe or missing value, all at once, in plain words."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from holdfast.config.database import parsed
from holdfast.config.keys import LEAST_LENGTH, is_strong, split_keys
from holdfast.config.surroundings import SetupProblem, secret

LOOPBACK = ("", "127.0.0.1", "localhost", "::1")
SAFE_TLS = ("require", "verify-ca", "verify-full")
ADVICE = "`holdfast new-key` makes one"
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def refuse_unsafe(surroundings: Mapping[str, str]) -> None:
    """SetupProblem naming every unsafe value; nothing when all is well."""
    faults = list(unsafe_values(surroundings))
    if faults:
        raise SetupProblem("production refuses to start:\n" + "\n".join(f"  - {fault}" for fault in faults))


def unsafe_values(surroundings: Mapping[str, str]) -> Iterator[str]:
    """Each fault as one sentence."""
    yield from _address(surroundings.get("HOLDFAST_ADDRESS", ""))
    yield from _hosts(surroundings.get("HOLDFAST_HOSTS", ""))
    yield from _keys()
    yield from _debugging(surroundings)
    yield from _listening(surroundings)
    yield from _database()


def _address(address: str) -> Iterator[str]:
    if not address:
        yield "HOLDFAST_ADDRESS is missing: the site's address, such as https://holdfast.example.gov.uk."
        return
    parts = urlsplit(address)
    if parts.scheme != "https":
        yield "HOLDFAST_ADDRESS must begin with https: what is shown here must not travel in the open."
    if not HOST.fullmatch(parts.hostname or "") or parts.path not in ("", "/") or parts.query:
        yield "HOLDFAST_ADDRESS must be a whole address with one host name and no path."


def _hosts(hosts: str) -> Iterator[str]:
    for host in filter(None, (part.strip() for part in hosts.split(","))):
        if not HOST.fullmatch(host):
            yield f"HOLDFAST_HOSTS: {host!r} is no host name; wildcards are not allowed."


def _keys() -> Iterator[str]:
    for name in ("HOLDFAST_SECRET_KEY", "HOLDFAST_ENCRYPTION_KEY"):
        keys = split_keys(secret(name))
        if not keys:
            yield f"{name} is missing ({ADVICE})."
        elif not all(is_strong(key) for key in keys):
            yield f"{name} must be random and have at least {LEAST_LENGTH} characters ({ADVICE})."
    if set(split_keys(secret("HOLDFAST_SECRET_KEY"))) & set(split_keys(secret("HOLDFAST_ENCRYPTION_KEY"))):
        yield "HOLDFAST_ENCRYPTION_KEY must not be the same as HOLDFAST_SECRET_KEY."


def _debugging(surroundings: Mapping[str, str]) -> Iterator[str]:
    for name in ("DEBUG", "DJANGO_DEBUG", "HOLDFAST_DEBUG"):
        if surroundings.get(name, "").lower() not in ("", "0", "false", "no", "off"):
            yield f"{name} is set: production has no debugging, because its pages would show what is secret."


def _listening(surroundings: Mapping[str, str]) -> Iterator[str]:
    if surroundings.get("HOLDFAST_HOST", "") not in LOOPBACK:
        yield (
            "HOLDFAST_HOST must be an address of this machine's loopback: "
            "the server speaks plain HTTP to a TLS proxy beside it."
        )


def _database() -> Iterator[str]:
    users = {}
    for name in ("HOLDFAST_DATABASE_URL", "HOLDFAST_MIGRATOR_URL"):
        if not (url := secret(name)):
            continue
        try:
            parts = parsed(url, name)
        except SetupProblem as problem:
            yield str(problem)
            continue
        users[name] = parts["user"]
        host = str(parts.get("host") or "")
        if host not in LOOPBACK and not host.startswith("/") and parts.get("sslmode") not in SAFE_TLS:
            yield f"{name} must say sslmode=verify-full: {host} is reached over a network."
    serving = users.get("HOLDFAST_DATABASE_URL")
    if serving and serving in ("postgres", users.get("HOLDFAST_MIGRATOR_URL")):
        yield "HOLDFAST_DATABASE_URL must name an unprivileged role, not the one that owns the tables."
