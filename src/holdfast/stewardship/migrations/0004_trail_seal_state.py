"""A function by which the trail's page says how far the trail is sealed, and nothing else about it."""

from django.db import migrations

# Seals cover every partnership's entries, and their tables are closed to the application's role. This says
# when the last one was made and how many entries of the present partnership are newer; no more than that.
SEAL_STATE = """
create function trail_seal_state() returns table (sealed_until timestamptz, unsealed bigint)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with last as (select sealed_at, up_to from public.stewardship_trailseal order by number desc limit 1)
    select (select sealed_at from last), (
        select count(*) from public.stewardship_trailentry
        where tx >= coalesce((select up_to from last), '0'::xid8)
          and partnership_id = nullif(current_setting('holdfast.partnership', true), '')::uuid
    )
$$;
revoke all on function trail_seal_state() from public;
"""


class Migration(migrations.Migration):
    dependencies = [("stewardship", "0003_accounts")]

    operations = [migrations.RunSQL(SEAL_STATE, "drop function trail_seal_state()")]
