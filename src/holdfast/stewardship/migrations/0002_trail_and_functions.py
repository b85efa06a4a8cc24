"""The trail as a partitioned table, the extensions, and the function that lists an account's partnerships."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

TRAIL = """
create table stewardship_trailentry (
    id bigint generated always as identity,
    tx xid8 not null default pg_current_xact_id(),
    at timestamptz not null,
    partnership_id uuid not null,
    account_id uuid,
    person_id uuid,
    agency_id uuid,
    verb varchar(80) not null,
    subject_type varchar(80) not null default '',
    subject_id uuid,
    group_id uuid,
    details jsonb not null default '{}',
    primary key (id, at)
) partition by range (at);
create table stewardship_trailentry_rest partition of stewardship_trailentry default;
create index trail_by_time on stewardship_trailentry (partnership_id, at desc, id desc);
create index trail_by_subject on stewardship_trailentry (partnership_id, subject_id, at desc);
create index trail_by_person on stewardship_trailentry (partnership_id, person_id, at desc);
create index trail_by_transaction on stewardship_trailentry (tx);
"""

# Partitions a month each, from this month on; safe to run every night.
PARTITIONS = """
create function trail_make_partitions(months_ahead integer) returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    month date := date_trunc('month', now() at time zone 'UTC')::date;
    made integer := 0;
    part text;
begin
    for step in 0..least(greatest(months_ahead, 0), 24) loop
        part := 'stewardship_trailentry_' || to_char(month, 'YYYYMM');
        if to_regclass('public.' || part) is null then
            execute format('create table public.%I partition of public.stewardship_trailentry'
                || ' for values from (%L) to (%L)', part, month || ' 00:00+00',
                (month + interval '1 month')::date || ' 00:00+00');
            made := made + 1;
        end if;
        month := (month + interval '1 month')::date;
    end loop;
    return made;
end $$;
select trail_make_partitions(12);
"""

# The chain covers ids and digests, so that retention can erase an entry's content and leave its digest.
# Only transactions older than every running one are sealed, so that nothing can slip in behind a seal; the
# advisory lock makes one chain of it, however many seal at once. See docs/adr/0004.
SEALS = """
create table stewardship_trailseal (
    number bigint primary key,
    sealed_at timestamptz not null default clock_timestamp(),
    up_to xid8 not null,
    entries bigint not null,
    head bytea not null
);
create table stewardship_traildigest (
    entry_id bigint primary key,
    seal bigint not null references stewardship_trailseal (number) deferrable initially deferred,
    digest bytea not null,
    erased_at timestamptz
);
create index traildigest_by_seal on stewardship_traildigest (seal, entry_id);
create function trail_digest(e stewardship_trailentry) returns bytea
language sql stable security definer
set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' as $$
    select sha256(convert_to(jsonb_build_array(e.id, e.at, e.partnership_id, e.account_id, e.person_id,
        e.agency_id, e.verb, e.subject_type, e.subject_id, e.group_id, e.details)::text, 'UTF8'))
$$;
create function trail_head(previous bytea, seal_number bigint) returns bytea
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select sha256(previous || convert_to(seal_number::text, 'UTF8') || coalesce(
        string_agg(convert_to(entry_id::text || ':', 'UTF8') || digest, ''::bytea order by entry_id), ''::bytea))
    from public.stewardship_traildigest where seal = seal_number
$$;
create function trail_seal() returns table (seal bigint, sealed bigint, chain_head text)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    last record;
    ceiling xid8;
    many bigint;
    new_head bytea;
begin
    perform pg_advisory_xact_lock(hashtext('holdfast trail seal'));
    select s.number, s.up_to, s.head into last from public.stewardship_trailseal s order by s.number desc limit 1;
    ceiling := pg_snapshot_xmin(pg_current_snapshot());
    seal := coalesce(last.number, 0) + 1;
    insert into public.stewardship_traildigest (entry_id, seal, digest)
        select e.id, trail_seal.seal, public.trail_digest(e) from public.stewardship_trailentry e
        where e.tx < ceiling and e.tx >= coalesce(last.up_to, '0'::xid8)
          and not exists (select 1 from public.stewardship_traildigest d where d.entry_id = e.id);
    get diagnostics many = row_count;
    if many = 0 then
        return;
    end if;
    new_head := public.trail_head(coalesce(last.head, ''::bytea), seal);
    insert into public.stewardship_trailseal (number, up_to, entries, head)
        values (seal, ceiling, many, new_head);
    sealed := many;
    chain_head := encode(new_head, 'hex');
    return next;
end $$;
revoke all on stewardship_trailseal, stewardship_traildigest from public;
revoke all on function trail_seal(), trail_make_partitions(integer) from public;
"""

# Before a partnership is chosen row-level security hides them all; this answers for the asking account alone.
OWN_PARTNERSHIPS = """
create function own_partnerships() returns table (partnership_id uuid, name varchar)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select p.id, p.name
    from public.stewardship_partnership p
    join public.stewardship_person q on q.partnership_id = p.id
    where q.account_id = nullif(current_setting('holdfast.account', true), '')::uuid
      and q.left_on is null
    order by p.name
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("stewardship", "0001_initial")]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(TRAIL, "drop table stewardship_trailentry"),
        migrations.RunSQL(PARTITIONS, "drop function trail_make_partitions(integer)"),
        migrations.RunSQL(
            SEALS,
            "drop function trail_seal(), trail_head(bytea, bigint), trail_digest(stewardship_trailentry);"
            " drop table stewardship_traildigest, stewardship_trailseal",
        ),
        migrations.RunSQL(OWN_PARTNERSHIPS, "drop function own_partnerships()"),
    ]
