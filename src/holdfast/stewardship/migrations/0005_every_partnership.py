"""A function by which jobs learn which partnerships there are, to see to each in its own context."""

from django.db import migrations

# Row-level security shows no partnership until one is chosen. This tells identifiers and nothing else of them.
EVERY_PARTNERSHIP = """
create function every_partnership() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select id from public.stewardship_partnership order by created_at, id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("stewardship", "0004_trail_seal_state")]

    operations = [migrations.RunSQL(EVERY_PARTNERSHIP, "drop function every_partnership()")]
