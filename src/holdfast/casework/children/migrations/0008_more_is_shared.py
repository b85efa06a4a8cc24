"""What is shared of a child can be its episodes, its risk and its plan too; each part is read by one rule."""

from importlib import import_module

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

_PARTS = [
    ("identity", "Names, birth date and sex"),
    ("identifiers", "Numbers by which agencies know the child"),
    ("needs", "School, language and disability"),
    ("addresses", "Addresses"),
    ("placements", "Placements"),
    ("professionals", "Who works with the child"),
    ("areas", "Areas of risk"),
    ("voice", "The child's own words"),
    ("episodes", "Missing episodes"),
    ("risk", "Levels of risk and place on the exploitation list"),
    ("plan", "Safety plan"),
]
_FIELD = ArrayField(models.CharField(choices=_PARTS, max_length=20))

# The child of whom a part may be read now, asked with the row of either side: only while it is shared, only if
# the part was chosen, never of a record that was restricted or merged since, and never by somebody kept from the
# child here. A reading by the other side is written in the trail of the side whose child it is. It is called
# by the functions that read a part, and sees past row security in them alone.
PART = """
create function shared_part(own uuid, part text) returns uuid
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
    here uuid := nullif(current_setting('holdfast.partnership', true), '')::uuid;
    shared public.children_share;
    kid public.children_child;
begin
    select s.* into shared from public.children_sharing l
    join public.children_share s on s.id = l.from_share
    join public.children_received r on r.id = l.to_received
    where s.ended_at is null and r.ended_at is null and part = any(s.parts)
      and ((l.to_received = own and l.to_partnership = here
              and (r.child_id is null or r.child_id <> all(array(select public.hidden_children()))))
        or (l.from_share = own and l.from_partnership = here
              and s.child_id <> all(array(select public.hidden_children()))));
    if not found then
        raise exception 'nothing is shared';
    end if;
    select c.* into kid from public.children_child c where c.id = shared.child_id;
    if kid.merged_into_id is not null or (kid.is_restricted and not shared.was_restricted) then
        raise exception 'nothing is shared';
    end if;
    if shared.partnership_id <> here then
        insert into public.stewardship_trailentry (at, partnership_id, verb, subject_type, subject_id)
        values (now(), shared.partnership_id,
            case part when 'identity' then 'read from outside' else 'read ' || part || ' from outside' end,
            'children.share', shared.id);
    end if;
    return kid.id;
end $$;
"""

# As before, by that rule.
READ = """
create or replace function shared_child(own uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    shared public.children_share;
    kid public.children_child;
    told jsonb;
begin
    select c.* into kid from public.children_child c where c.id = public.shared_part(own, 'identity');
    select s.* into shared from public.children_sharing l join public.children_share s on s.id = l.from_share
    where l.from_share = own or l.to_received = own;
    told := jsonb_build_object('identity', jsonb_build_object(
        'given_names', kid.given_names, 'family_name', kid.family_name, 'known_as', kid.known_as,
        'birth_on', kid.birth_on, 'is_birth_estimated', kid.is_birth_estimated, 'sex', kid.sex,
        'names', (select coalesce(jsonb_agg(trim(n.given_names || ' ' || n.family_name) order by n.created_at), '[]')
            from public.children_childname n where n.child_id = kid.id and n.ended_at is null)));
    if 'identifiers' = any(shared.parts) then
        told := told || jsonb_build_object('identifiers', (select coalesce(jsonb_agg(jsonb_build_object(
            'kind', i.kind, 'value', i.value) order by i.kind, i.value), '[]')
            from public.children_identifier i where i.child_id = kid.id and i.ended_at is null));
    end if;
    if 'needs' = any(shared.parts) then
        told := told || jsonb_build_object('needs', jsonb_build_object(
            'school', kid.school, 'language', kid.language, 'needs_interpreter', kid.needs_interpreter,
            'has_learning_disability', kid.has_learning_disability, 'disability', kid.disability));
    end if;
    if 'addresses' = any(shared.parts) then
        told := told || jsonb_build_object('addresses', (select coalesce(jsonb_agg(jsonb_build_object(
            'lines', a.lines, 'postcode', a.postcode, 'from_on', a.from_on, 'to_on', a.to_on)
            order by a.from_on desc nulls last), '[]')
            from public.children_address a where a.child_id = kid.id));
    end if;
    if 'placements' = any(shared.parts) then
        told := told || jsonb_build_object('placements', (select coalesce(jsonb_agg(jsonb_build_object(
            'placing', p.placing_authority, 'host', p.host_authority, 'type', p.placement_type,
            'provider', p.provider, 'from_on', p.from_on, 'to_on', p.to_on) order by p.from_on desc), '[]')
            from public.children_placement p where p.child_id = kid.id));
    end if;
    if 'professionals' = any(shared.parts) then
        told := told || jsonb_build_object('professionals', (select coalesce(jsonb_agg(jsonb_build_object(
            'name', coalesce(nullif(w.name, ''), h.name), 'role', w.role, 'agency', g.name,
            'email', coalesce(nullif(w.email, ''), h.email, ''),
            'telephone', coalesce(nullif(w.telephone, ''), h.telephone, '')) order by w.from_on desc), '[]')
            from public.children_professional w
            join public.stewardship_agency g on g.id = w.agency_id
            left join public.stewardship_person h on h.id = w.person_id
            where w.child_id = kid.id
              and (w.to_on is null or w.to_on >= (now() at time zone 'Europe/London')::date)));
    end if;
    if 'areas' = any(shared.parts) then
        told := told || jsonb_build_object('areas', (select coalesce(jsonb_agg(jsonb_build_object(
            'area', a.area, 'since_on', a.since_on) order by a.since_on), '[]')
            from public.children_riskarea a where a.child_id = kid.id and a.ended_on is null));
    end if;
    if 'voice' = any(shared.parts) then
        told := told || jsonb_build_object('voice', (select coalesce(jsonb_agg(jsonb_build_object(
            'words', v.words, 'heard_on', v.heard_on) order by v.heard_on desc), '[]')
            from public.children_voice v where v.child_id = kid.id and v.words <> ''));
    end if;
    return told;
end $$;
"""
_BEFORE = import_module("holdfast.casework.children.migrations.0004_shared_between_partnerships").READ


class Migration(migrations.Migration):
    dependencies = [("children", "0007_keys_kept")]

    operations = [
        migrations.AlterField("share", "parts", _FIELD),
        migrations.AlterField("received", "parts", _FIELD),
        migrations.RunSQL(PART, "drop function shared_part(uuid, text)"),
        migrations.RunSQL(READ, _BEFORE.replace("create function", "create or replace function")),
    ]
