"""The database itself keeps partnerships apart, whatever a view forgets: SQL as the application's role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, connections, models, transaction

from holdfast.stewardship.access.context import need_to_know, set_need_to_know
from holdfast.stewardship.access.models import RoleGrant
from holdfast.stewardship.access.permissions import Role
from holdfast.stewardship.access.row_security import rights_on, tenant_models
from holdfast.stewardship.tenancy.models import Agency, Partnership, Person, TenantModel
from tests.factories import (
    appoint,
    grant,
    make_group,
    make_item,
    make_meeting,
    make_partnership,
    make_person,
    make_seat,
)

pytestmark = pytest.mark.django_db
TENANTS = list(tenant_models())
OTHERS = [m for m in apps.get_models(include_auto_created=True) if m._meta.managed and m not in TENANTS]
MANAGED = [m for m in TENANTS if m._meta.managed]


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


@pytest.fixture
def moorshire() -> UUID:
    """Another partnership, with a row in many tables; the context is left without any partnership."""
    with transaction.atomic():
        partnership = make_partnership("Moorshire")
        person, group = make_person(partnership, "Bola Ade"), make_group(partnership)
        appoint(person, make_seat(group))
        grant(person, Role.AUDITOR)
        make_item(make_meeting(group))
        set_need_to_know(None)
    return partnership.id


@pytest.fixture
def from_fernshire(moorshire: UUID) -> Iterator[Partnership]:
    """Inside a transaction that sees Fernshire only."""
    with transaction.atomic():
        yield make_partnership("Fernshire")


@pytest.mark.parametrize("model", TENANTS, ids=lambda m: m._meta.db_table)
def test_no_row_of_another_partnership_is_read(
    model: type[models.Model], from_fernshire: Partnership
) -> None:
    column = model.tenant_column  # type: ignore[attr-defined]
    table = model._meta.db_table
    assert ask(f'select count(*) from "{table}" where {column} <> %s', from_fernshire.id) == [(0,)]


def test_the_rows_that_are_hidden_do_exist(moorshire: UUID) -> None:
    with need_to_know(moorshire):
        for model in (Person, Agency, RoleGrant):
            assert model.objects.exists()


@pytest.mark.parametrize("model", MANAGED, ids=lambda m: m._meta.db_table)
def test_without_a_partnership_there_are_no_rows(model: type[models.Model], moorshire: UUID) -> None:
    with need_to_know(None):
        assert not model._default_manager.exists()


def test_no_row_is_moved_to_another_partnership(from_fernshire: Partnership, moorshire: UUID) -> None:
    person = make_person(from_fernshire)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(partnership_id=moorshire)


def test_no_row_is_put_into_another_partnership(from_fernshire: Partnership, moorshire: UUID) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Agency.objects.create(partnership_id=moorshire, name="Spies", short_name="Spies", sector="other")


def test_no_row_refers_to_another_partnership_s(from_fernshire: Partnership, moorshire: UUID) -> None:
    with need_to_know(moorshire):
        theirs = Agency.objects.all()[0].pk
    set_need_to_know(from_fernshire.id)

    def refer() -> None:
        Person.objects.create(partnership=from_fernshire, name="Nia", agency_id=theirs)
        ask("set constraints all immediate; select 1")

    with pytest.raises(DatabaseError, match="_same"), transaction.atomic():
        refer()


@pytest.mark.parametrize("model", TENANTS, ids=lambda m: m._meta.db_table)
def test_no_table_of_a_partnership_is_without_its_policy(model: type[models.Model]) -> None:
    table = model._meta.db_table
    secured = "select relrowsecurity, relforcerowsecurity from pg_class where relname = %s"
    assert ask(secured, table) == [(True, True)]
    policies = ask("select policyname from pg_policies where tablename = %s", table)
    assert ("own_partnership",) in policies


@pytest.mark.parametrize("model", [*MANAGED, *OTHERS], ids=lambda m: m._meta.db_table)
def test_the_application_s_role_may_do_no_more_than_the_model_says(model: type[models.Model]) -> None:
    kinds = ("select", "insert", "update", "delete", "truncate", "references", "trigger")
    table = model._meta.db_table
    held = {kind for kind in kinds if ask("select has_table_privilege(%s, %s)", table, kind) == [(True,)]}
    assert held == set(rights_on(model).split(", "))


def test_the_application_s_role_is_no_owner_and_no_superuser() -> None:
    rights = "rolsuper or rolbypassrls or rolcreaterole or rolcreatedb"
    assert ask(f"select {rights} from pg_roles where rolname = current_user") == [(False,)]
    assert ask("select count(*) from pg_tables where tableowner = current_user") == [(0,)]
    assert ask("select has_schema_privilege('public', 'create')") == [(False,)]


@pytest.mark.parametrize("table", ["django_migrations", "auth_permission", "account_emailaddress"])
def test_a_library_s_table_that_is_only_read_is_not_written(table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        ask(f"delete from {table} returning 1")


@pytest.mark.parametrize("model", [Person, Agency, RoleGrant])
def test_nothing_that_somebody_did_here_can_be_deleted(model: type[TenantModel]) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), need_to_know(uuid4()):
        ask(f"delete from {model._meta.db_table} returning 1")


def test_every_function_that_runs_as_its_owner_has_a_fixed_search_path() -> None:
    loose = """
        select proname from pg_proc join pg_namespace n on n.oid = pronamespace
        where n.nspname = 'public' and prosecdef
        and not coalesce(proconfig, '{}') @> array['search_path=pg_catalog, public, pg_temp']
    """
    assert ask(loose) == []


def test_the_context_is_not_set_where_it_would_silently_do_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(RuntimeError, match="open one first"):
        set_need_to_know(uuid4())


def test_nobody_s_own_grant_is_taken_by_the_database_either(from_fernshire: Partnership) -> None:
    person = make_person(from_fernshire)
    with pytest.raises(DatabaseError, match="nobody_grants_themselves_a_role"), transaction.atomic():
        RoleGrant.objects.create(
            partnership=from_fernshire, person=person, granted_by=person, role=Role.AUDITOR.value
        )
