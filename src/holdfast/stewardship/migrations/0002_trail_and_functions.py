"""The trail as a partitioned table, the extensions, and the function that lists an account's partnerships."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

TRAIL = """
create table stewardship_trailentry (
    id bigint generated always as identity,
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
        migrations.RunSQL(OWN_PARTNERSHIPS, "drop function own_partnerships()"),
    ]
