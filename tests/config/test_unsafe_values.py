"""Production refuses to start with anything unsafe, and says what."""

import pytest

from holdfast.config.keys import new_key
from holdfast.config.refusals import refuse_unsafe, unsafe_values
from holdfast.config.surroundings import SetupProblem

SAFE = {
    "HOLDFAST_ADDRESS": "https://holdfast.example.gov.uk",
    "HOLDFAST_SECRET_KEY": new_key(),
    "HOLDFAST_ENCRYPTION_KEY": new_key(),
    "HOLDFAST_DATABASE_URL": "postgresql://holdfast_app:secret@db.example/holdfast?sslmode=verify-full",
    "HOLDFAST_MIGRATOR_URL": "postgresql://holdfast_migrator:secret@db.example/holdfast?sslmode=verify-full",
}
UNSAFE = {
    "no address": ({"HOLDFAST_ADDRESS": None}, "HOLDFAST_ADDRESS is missing"),
    "plain http": ({"HOLDFAST_ADDRESS": "http://holdfast.example"}, "must begin with https"),
    "an address with a path": ({"HOLDFAST_ADDRESS": "https://holdfast.example/x"}, "no path"),
    "a wildcard as address": ({"HOLDFAST_ADDRESS": "https://*"}, "one host name"),
    "a wildcard host": ({"HOLDFAST_HOSTS": "holdfast.example,*"}, "wildcards are not allowed"),
    "a host with its subdomains": ({"HOLDFAST_HOSTS": ".example"}, "wildcards are not allowed"),
    "no secret key": ({"HOLDFAST_SECRET_KEY": None}, "HOLDFAST_SECRET_KEY is missing"),
    "a short secret key": ({"HOLDFAST_SECRET_KEY": "abc123"}, "at least 50 characters"),
    "a monotonous secret key": ({"HOLDFAST_SECRET_KEY": "a" * 64}, "must be random"),
    "an example's secret key": ({"HOLDFAST_SECRET_KEY": "django-insecure-" + new_key()}, "must be random"),
    "one weak key among several": ({"HOLDFAST_ENCRYPTION_KEY": f"{new_key()},x"}, "HOLDFAST_ENCRYPTION_KEY"),
    "no encryption key": ({"HOLDFAST_ENCRYPTION_KEY": None}, "HOLDFAST_ENCRYPTION_KEY is missing"),
    "one key for both": ({"HOLDFAST_ENCRYPTION_KEY": SAFE["HOLDFAST_SECRET_KEY"]}, "must not be the same"),
    "debugging": ({"DJANGO_DEBUG": "1"}, "DJANGO_DEBUG is set"),
    "debugging under another name": ({"DEBUG": "true"}, "DEBUG is set"),
    "listening to the network": ({"HOLDFAST_HOST": "0.0.0.0"}, "loopback"),
    "a database reached in the open": (
        {"HOLDFAST_DATABASE_URL": "postgresql://app:x@db.example/holdfast"},
        "sslmode=verify-full",
    ),
    "a migrator that travels in the open": (
        {"HOLDFAST_MIGRATOR_URL": "postgresql://owner:x@db.example/holdfast?sslmode=prefer"},
        "HOLDFAST_MIGRATOR_URL must say sslmode",
    ),
    "the superuser": (
        {"HOLDFAST_DATABASE_URL": "postgresql://postgres@localhost/holdfast"},
        "must name an unprivileged role",
    ),
    "the owner of the tables": (
        {"HOLDFAST_DATABASE_URL": SAFE["HOLDFAST_MIGRATOR_URL"]},
        "must name an unprivileged role",
    ),
    "no address of PostgreSQL": ({"HOLDFAST_DATABASE_URL": "sqlite:///holdfast.db"}, "must be an address"),
    "an address without a database": ({"HOLDFAST_DATABASE_URL": "postgresql://app@db"}, "must be an address"),
}


@pytest.fixture
def surroundings(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("DEBUG", "DJANGO_DEBUG", "HOLDFAST_DEBUG", "HOLDFAST_HOST", "HOLDFAST_HOSTS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def told() -> list[str]:
    import os

    return list(unsafe_values(os.environ))


def test_production_starts_with_safe_values(surroundings: pytest.MonkeyPatch) -> None:
    assert told() == []


@pytest.mark.parametrize("what", UNSAFE)
def test_production_refuses(what: str, surroundings: pytest.MonkeyPatch) -> None:
    changes, expected = UNSAFE[what]
    for name, value in changes.items():
        surroundings.delenv(name) if value is None else surroundings.setenv(name, value)
    assert any(expected in fault for fault in told()), told()


def test_all_faults_are_told_at_once_and_no_secret_is_repeated(surroundings: pytest.MonkeyPatch) -> None:
    with pytest.raises(SetupProblem) as refusal:
        refuse_unsafe({"HOLDFAST_ADDRESS": "http://x", "HOLDFAST_HOSTS": "*", "DEBUG": "1"})
    assert len(str(refusal.value).splitlines()) == 4
    assert "secret@" not in str(refusal.value)
