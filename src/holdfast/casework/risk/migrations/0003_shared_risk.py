"""A child's levels of risk, place on the list and plan, read by another partnership while they are shared."""

from django.db import migrations

# The latest level of each area and how the child stands on the list. Not why, nor who said so.
RISK = """
create function shared_risk(own uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    kid uuid := public.shared_part(own, 'risk');
begin
    return jsonb_build_object(
        'levels', (select coalesce(jsonb_agg(jsonb_build_object(
            'area', l.area, 'level', l.level, 'circumstances', l.circumstances,
            'is_provisional', l.is_provisional, 'at', l.at) order by l.area), '[]')
            from (select distinct on (c.area) c.* from public.risk_levelchange c where c.child_id = kid
                order by c.area, c.at desc, c.number desc) l),
        'list', (select coalesce(jsonb_agg(jsonb_build_object(
            'standing', e.standing, 'joined_at', e.joined_at, 'review_on', e.review_on)), '[]')
            from public.risk_listentry e where e.child_id = kid and e.to_at is null));
end $$;
"""

# The plan in force: what is agreed, since when, whether it was last found to be followed. Not who agreed.
PLAN = """
create function shared_plan(own uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    kid uuid := public.shared_part(own, 'plan');
begin
    return (select coalesce(jsonb_agg(jsonb_build_object(
        'text', p.text, 'agreed_on', p.agreed_on, 'review_on', p.review_on, 'is_followed', p.is_followed)), '[]')
        from public.risk_safetyplan p where p.child_id = kid and p.ended_on is null);
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("risk", "0002_relevance_of_what_is_shared"), ("children", "0008_more_is_shared")]

    operations = [
        migrations.RunSQL(RISK, "drop function shared_risk(uuid)"),
        migrations.RunSQL(PLAN, "drop function shared_plan(uuid)"),
    ]
