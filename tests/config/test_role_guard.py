"""Nothing is served as a role that row-level security would not bind."""

import pytest
from django.db import connection
from django.db.utils import load_backend

from holdfast.config.postgres import MIGRATOR, OWNER
from holdfast.config.role_guard import privileges
from holdfast.config.surroundings import SetupProblem


def connected_as(role: str) -> object:
    own = connection.settings_dict
    return load_backend(own["ENGINE"]).DatabaseWrapper({**own, "USER": role}, alias="default")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "reason"), [(OWNER, "is a superuser"), (MIGRATOR, "bypasses row-level security, owns tables")]
)
def test_a_privileged_role_is_refused_at_its_first_connection(role: str, reason: str) -> None:
    with pytest.raises(SetupProblem, match=reason):
        connected_as(role).ensure_connection()  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_the_applications_role_has_no_privileges() -> None:
    connection.ensure_connection()
    assert privileges(connection) == []
