"""The episodes of a child that are shared with another partnership, read there while they are shared."""

from django.db import migrations

# When the child was gone and came back, how it was found, the coded reasons. Not what was written freely, nor
# companions and places: those say things of others.
READ = """
create function shared_episodes(own uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    kid uuid := public.shared_part(own, 'episodes');
begin
    return (select coalesce(jsonb_agg(jsonb_build_object(
        'kind', e.kind, 'gone_from', e.gone_from, 'grade', e.grade, 'reasons', e.reasons,
        'began_at', e.began_at, 'is_began_known', e.is_began_known,
        'ended_at', e.ended_at, 'is_ended_known', e.is_ended_known,
        'found_by', e.found_by, 'found_state', e.found_state) order by e.began_at desc), '[]')
        from public.missing_episode e where e.child_id = kid and e.withdrawn_at is null);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("missing", "0001_initial"), ("children", "0008_more_is_shared")]

    operations = [migrations.RunSQL(READ, "drop function shared_episodes(uuid)")]
