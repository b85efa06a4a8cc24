"""The database keeps partnerships apart by itself: every table and function of its catalogue (9, 10)."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from holdfast.governance.meetings.operations.calendars import digest_of
from holdfast.groups.models import Group
from holdfast.obligations.concerns.publishing import publish_group
from holdfast.stewardship.access.actor import actor_for
from holdfast.stewardship.access.context import set_need_to_know
from tests.access.world import World, own_context
from tests.factories import make_account, make_agency, make_partnership, make_person

pytestmark = pytest.mark.django_db

# Tables that belong to no partnership, each with the reason: a new one fails until somebody gives one.
OF_NO_PARTNERSHIP = {
    "account_emailaddress": "allauth's, read only and empty",
    "account_emailconfirmation": "allauth's, read only and empty",
    "auth_group": "Django's, read only and empty",
    "auth_group_permissions": "Django's, read only and empty",
    "auth_permission": "Django's, read only; our permissions are code",
    "children_sharing": "closed to the application: which row here answers to which row there",
    "concerns_delivery": "closed to the application: which row here answers to which row there",
    "django_content_type": "Django's, read only",
    "django_migrations": "which migrations ran",
    "django_session": "by an unguessable key; holds identifiers",
    "mfa_authenticator": "an account's own, encrypted; an account may serve several partnerships",
    "procrastinate_events": "of jobs",
    "procrastinate_jobs": "identifiers of what is to be done, no names",
    "procrastinate_periodic_defers": "of jobs",
    "procrastinate_workers": "of jobs",
    "socialaccount_socialaccount": "an account's own",
    "socialaccount_socialapp": "allauth's, read only and empty",
    "socialaccount_socialtoken": "allauth's, read only and empty",
    "stewardship_account": "an account may serve several partnerships",
    "stewardship_attemptcount": "digests of addresses that tried to sign in",
    "stewardship_partnership": "its own id is the partnership's",
    "stewardship_signinlink": "digests of links, by account",
    "stewardship_traildigest": "closed to the application",
    "stewardship_trailseal": "closed to the application",
    "usersessions_usersession": "an account's own",
    "web_submission": "digests of forms that were sent",
}
_TABLES = """
    select c.relname, exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partnership_id'
    ) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
"""


def ask(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def tenant_tables() -> list[str]:
    """From the catalogue, not from the models, so that a table which a model forgot is found too."""
    tables = sorted(name for name, is_tenant in ask(_TABLES) if is_tenant)
    assert len(tables) > 30
    return tables


@pytest.fixture
def hidden(zebra: World, db: None) -> World:
    """Another partnership with a row of nearly everything; the context is left with Fernshire."""
    make_partnership("Fernshire")
    return deepcopy(zebra)


def test_every_table_is_of_a_partnership_or_has_a_reason_not_to_be() -> None:
    without = {name for name, is_tenant in ask(_TABLES) if not is_tenant}
    assert without == set(OF_NO_PARTNERSHIP)


def test_every_table_of_a_partnership_has_forced_row_security_and_its_policy() -> None:
    loose = """
        select c.relname from pg_class c
        where c.oid = %s::regclass and not (c.relrowsecurity and c.relforcerowsecurity and exists (
            select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_partnership'
            and p.polpermissive and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null))
    """
    assert [table for table in tenant_tables() if ask(loose, table)] == []


def test_no_other_permissive_policy_opens_what_the_partnership_s_closes() -> None:
    assert ask("select polname from pg_policy where polpermissive and polname <> 'own_partnership'") == []


def test_no_partition_can_be_reached_past_its_parent_s_policy() -> None:
    partitions = ask("select relname from pg_class where relispartition and relkind = 'r'")
    assert len(partitions) > 12
    kinds = ("select", "insert", "update", "delete", "truncate")
    open_ones = [
        name for (name,) in partitions for kind in kinds
        if ask("select has_table_privilege(%s, %s)", name, kind) == [(True,)]
    ]  # fmt: skip
    assert open_ones == []


def test_no_row_of_another_partnership_is_read_in_any_table(hidden: World) -> None:
    seen = [t for t in tenant_tables() if ask(f"select 1 from {t} where partnership_id = %s", _id(hidden))]
    assert seen == []


def test_the_rows_that_are_hidden_do_exist(hidden: World) -> None:
    """Otherwise reading nothing would prove nothing."""
    own_context(hidden)
    empty = {t for t in tenant_tables() if not ask(f"select 1 from {t} limit 1")}
    assert len(empty) < 20, empty
    assert not empty & {"meetings_meeting", "documents_documentcontent", "actions_action", "minutes_minutes"}


@pytest.mark.parametrize(
    "statement",
    [
        "update {table} set partnership_id = partnership_id where partnership_id = %s",
        "delete from {table} where partnership_id = %s",
    ],
)
def test_no_row_of_another_partnership_is_changed_or_deleted_in_any_table(
    hidden: World, statement: str
) -> None:
    assert [t for t in tenant_tables() if _reaches(statement.format(table=t), hidden)] == []


def test_no_row_is_put_into_another_partnership_in_any_table(hidden: World) -> None:
    """The policy is asked before any other constraint, so that a row of one column is enough to try."""
    took = [t for t in tenant_tables() if _insertion(t, hidden) not in ("policy", "permission")]
    assert took == []


def _id(world: World) -> UUID:
    return world.partnership_id


def _reaches(statement: str, world: World) -> bool:
    """Whether a statement touched a row; a refusal for want of permission touches none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [_id(world)])
            return bool(cursor.rowcount)
    except DatabaseError as error:
        return "permission denied" not in str(error)


def _insertion(table: str, world: World) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"insert into {table} (partnership_id) values (%s)", [_id(world)])
    except DatabaseError as error:
        said = str(error)
        return "policy" if "row-level security" in said else "permission" * ("permission denied" in said)
    return "taken"


# Functions that run as their owner and so see past row security: what each tells of another partnership.


def _own_partnerships(world: World) -> bool:
    account = world.accounts["manager"]
    set_need_to_know(None, account_id=account.pk)
    mine = ask("select partnership_id from own_partnerships()")
    set_need_to_know(None, account_id=make_account_elsewhere())
    return mine == [(_id(world),)] and _id(world) not in {
        row[0] for row in ask("select * from own_partnerships()")
    }


def make_account_elsewhere() -> UUID:
    partnership = make_partnership("Moorshire")
    person = make_person(partnership, "Bola Ade", make_agency(partnership))
    return UUID(str(make_account(person).pk))


def _account_is_shared(world: World) -> bool:
    return ask("select account_is_shared(%s)", world.accounts["manager"].pk) == [(False,)]


def _calendar_feed_of(world: World) -> bool:
    """Answers to whoever holds the token, and to nobody who guesses."""
    owner = ask("select partnership_id from calendar_feed_of(%s)", digest_of(world.ids["token"]))
    return owner == [(_id(world),)] and not ask("select 1 from calendar_feed_of(%s)", digest_of("guessed"))


def _live_link(world: World) -> bool:
    """Answers to whoever holds the secret of a link that still opens something, and to nobody who guesses."""
    told = ask("select partnership_id from live_link(%s)", digest_of(f"{world.canary} link"))
    return told == [(_id(world),)] and not ask("select 1 from live_link(%s)", digest_of("guessed"))


def _excluded(function: str) -> Callable[[World], bool]:
    def tells_only_the_excluded_in_their_own_partnership(world: World) -> bool:
        here = UUID(str(ask("select current_setting('holdfast.partnership')")[0][0]))
        set_need_to_know(here, world.place.people["Vera"].pk)
        return ask(f"select * from {function}()") == []

    return tells_only_the_excluded_in_their_own_partnership


def _trail_seal_state(world: World) -> bool:
    """Zebra has written entries; Fernshire's own are none."""
    return ask("select unsealed from trail_seal_state()") == [(0,)]


def _tells_a_count_alone(call: str) -> Callable[[World], bool]:
    def tells(world: World) -> bool:
        return all(isinstance(cell, int | str | None) for row in ask(f"select * from {call}") for cell in row)

    return tells


def _digest_of_what_is_given(world: World) -> bool:
    """It digests the row that the caller has at hand; of a row that is hidden there is none."""
    sql = "select trail_digest(e) from stewardship_trailentry e where partnership_id = %s"
    return ask(sql, _id(world)) == []


def _head_is_a_digest(world: World) -> bool:
    return len(bytes(ask("select trail_head(''::bytea, 1)")[0][0])) == 32


def _tells_identifiers_alone(world: World) -> bool:
    """Jobs see to each partnership in its own context; a random identifier says nothing of what it names."""
    return {type(cell) for row in ask("select * from every_partnership()") for cell in row} == {UUID}


def _published_groups(world: World) -> bool:
    """Its group's name and its own, once it lets others write to the group; nothing before."""
    hidden = ask("select * from published_groups()")
    here = UUID(str(ask("select current_setting('holdfast.partnership')")[0][0]))
    own_context(world)
    publish_group(by=actor_for(world.person("manager")), group=world.place.group)
    set_need_to_know(here)
    shown = [row[1:] for row in ask("select * from published_groups()")]
    return hidden == [] and shown == [("Zebra MACE", "Fernshire")]


def _sharing_destinations(world: World) -> bool:
    """A group that lets itself be written to takes children only if it discusses children."""
    here = UUID(str(ask("select current_setting('holdfast.partnership')")[0][0]))
    own_context(world)
    publish_group(by=actor_for(world.person("manager")), group=world.place.group)
    set_need_to_know(here)
    strategic = ask("select * from sharing_destinations()")
    own_context(world)
    meog = Group.objects.get(pk=world.ids["casework_group_id"])
    publish_group(by=actor_for(world.person("manager")), group=meog)
    set_need_to_know(here)
    shown = [row[1:] for row in ask("select * from sharing_destinations()")]
    return strategic == [] and shown == [("Zebra MEOG", "Fernshire")]


def _likely_children(world: World) -> bool:
    """Their child is found there, by name; asked from here there is nobody."""
    asked = "select child_id from likely_children(%s, %s, '{}', '{}', '{}')"
    hidden = ask(asked, world.canary, f"{world.canary} child")
    own_context(world)
    return hidden == [] and (world.ids["child_id"],) in ask(asked, world.canary, f"{world.canary} child")


def _refuses_rows_of(table: str, call: str) -> Callable[[World], bool]:
    """A row of another partnership is no row; with one's own, there are tests beside its app."""

    def refuses(world: World) -> bool:
        here = UUID(str(ask("select current_setting('holdfast.partnership')")[0][0]))
        own_context(world)
        (theirs,) = ask(f"select id from {table} limit 1")[0]
        set_need_to_know(here)
        try:
            with transaction.atomic():
                return not ask(f"select * from {call}", theirs)
        except DatabaseError as error:
            return "nothing to" in str(error) or "nothing is" in str(error)

    return refuses


PAST_ROW_SECURITY: dict[str, Callable[[World], bool]] = {
    "own_partnerships()": _own_partnerships,
    "every_partnership()": _tells_identifiers_alone,
    "account_is_shared(uuid)": _account_is_shared,
    "calendar_feed_of(character varying)": _calendar_feed_of,
    "live_link(character varying)": _live_link,
    "excluded_documents()": _excluded("excluded_documents"),
    "excluded_document_versions()": _excluded("excluded_document_versions"),
    "published_groups()": _published_groups,
    "deliver_matter(uuid,uuid)": _refuses_rows_of("concerns_matter", "deliver_matter(%s, gen_random_uuid())"),
    "carry_entry(uuid)": _refuses_rows_of("concerns_matterentry", "carry_entry(%s)"),
    "hidden_children()": _excluded("hidden_children"),
    "likely_children(text,text,date[],text[],text[])": _likely_children,
    "move_child_rows(uuid,text,text)": _refuses_rows_of(
        "children_merge", "move_child_rows(%s, 'children_childname', 'child_id')"
    ),
    "move_child_rows_back(uuid,text,text,uuid[])": _refuses_rows_of(
        "children_merge", "move_child_rows_back(%s, 'children_childname', 'child_id', '{}')"
    ),
    "sharing_destinations()": _sharing_destinations,
    "deliver_share(uuid,uuid)": _refuses_rows_of("children_share", "deliver_share(%s, gen_random_uuid())"),
    "end_shared(uuid)": _refuses_rows_of("children_received", "end_shared(%s)"),
    "shared_child(uuid)": _refuses_rows_of("children_received", "shared_child(%s)"),
    **{
        f"shared_{part}(uuid)": _refuses_rows_of("children_received", f"shared_{part}(%s)")
        for part in ("episodes", "risk", "plan")
    },
    "trail_seal_state()": _trail_seal_state,
    "undelivered_messages(timestamp with time zone)": _tells_a_count_alone("undelivered_messages(now())"),
    "trail_seal()": _tells_a_count_alone("trail_seal()"),
    "trail_make_partitions(integer)": _tells_a_count_alone("trail_make_partitions(0)"),
    "trail_digest(stewardship_trailentry)": _digest_of_what_is_given,
    "trail_head(bytea,bigint)": _head_is_a_digest,
}
_DEFINERS = """
    select p.oid::regprocedure::text, coalesce(p.proconfig, '{}') from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef
"""


def test_every_function_that_sees_past_row_security_is_known_here() -> None:
    assert {name for name, _ in ask(_DEFINERS)} == set(PAST_ROW_SECURITY)


def test_every_function_that_sees_past_row_security_has_a_fixed_search_path() -> None:
    fixed = "search_path=pg_catalog, public, pg_temp"
    assert [name for name, settings in ask(_DEFINERS) if fixed not in settings] == []


@pytest.mark.parametrize("name", PAST_ROW_SECURITY)
def test_a_function_that_sees_past_row_security_tells_nothing_of_another_partnership(
    name: str, hidden: World
) -> None:
    assert PAST_ROW_SECURITY[name](hidden)


def test_the_extension_functions_are_not_ours() -> None:
    """Nothing in the schema that runs as its owner comes from an extension."""
    of_extensions = """
        select p.proname from pg_proc p join pg_depend d on d.objid = p.oid and d.deptype = 'e'
        where p.prosecdef
    """
    assert ask(of_extensions) == []
