"""Which database the product speaks to, and as which of its two roles."""

import os
from typing import Any

from psycopg.conninfo import conninfo_to_dict
from psycopg.errors import ProgrammingError

from holdfast.config.postgres import APPLICATION, MIGRATOR, Cluster
from holdfast.config.surroundings import SetupProblem, home, secret

# Set by the command line for the commands of an operator alone; the web processes never carry it.
ROLE_SWITCH = "HOLDFAST_DATABASE_ROLE"
CONNECTION_SECONDS = 600


def acts_as_migrator() -> bool:
    """Whether this process may change the schema: never one that serves pages or jobs."""
    return os.environ.get(ROLE_SWITCH) == "migrator"


def is_embedded() -> bool:
    """Whether the private PostgreSQL is used, because no server was named."""
    return not secret("HOLDFAST_DATABASE_URL")


def cluster() -> Cluster:
    """The private PostgreSQL of this installation."""
    return Cluster(home())


def default_database() -> dict[str, Any]:
    """Django's `default` connection for the role that this process has."""
    name = "HOLDFAST_MIGRATOR_URL" if acts_as_migrator() else "HOLDFAST_DATABASE_URL"
    if url := secret(name):
        return django_connection(parsed(url, name))
    if not is_embedded():
        raise SetupProblem(f"{name} is needed, because HOLDFAST_DATABASE_URL names a server.")
    return django_connection(cluster().parameters(MIGRATOR if acts_as_migrator() else APPLICATION))


def migrator_parameters(database: str) -> dict[str, Any]:
    """How the role that may change the schema connects to a database of the same server, for libpq."""
    url = secret("HOLDFAST_MIGRATOR_URL")
    if not url:
        return cluster().parameters(MIGRATOR, database)
    return {**parsed(url, "HOLDFAST_MIGRATOR_URL"), "dbname": database}


def application_role() -> str:
    """The name of the role that serves pages, which is granted what it needs and no more."""
    url = secret("HOLDFAST_DATABASE_URL")
    return str(parsed(url, "HOLDFAST_DATABASE_URL")["user"]) if url else APPLICATION


def parsed(url: str, name: str) -> dict[str, Any]:
    """The parts of a PostgreSQL address; the refusal does not repeat it, since it may hold a password."""
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        parts = {}
    if not parts.get("dbname") or not parts.get("user"):
        raise SetupProblem(
            f"{name} must be an address such as postgresql://user:password@host:5432/holdfast."
        )
    return dict(parts)


def django_connection(parts: dict[str, Any]) -> dict[str, Any]:
    """A connection in Django's words; what Django has no word for goes to libpq as it is."""
    rest = dict(parts)
    named = {
        word: str(rest.pop(part, "") or "")
        for word, part in {
            "NAME": "dbname",
            "USER": "user",
            "PASSWORD": "password",
            "HOST": "host",
            "PORT": "port",
        }.items()
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": CONNECTION_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "holdfast", **rest},
        **named,
    }
