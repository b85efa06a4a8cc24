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

_BEFORE = import_module("holdfast.casework.children.migrations.0004_shared_between_partnerships").READ
_PARTS_TOLD = _BEFORE[
    _BEFORE.index("    told := jsonb") : _BEFORE.index("    insert into public.stewardship_trailentry")
]
# It tells the parts of the record as before, by that rule.
READ = f"""
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
{_PARTS_TOLD}    return told;
end $$;
"""  # nosec B608


class Migration(migrations.Migration):
    dependencies = [("children", "0007_keys_kept")]

    operations = [
        migrations.AlterField("share", "parts", _FIELD),
        migrations.AlterField("received", "parts", _FIELD),
        migrations.RunSQL(PART, "drop function shared_part(uuid, text)"),
        migrations.RunSQL(READ, _BEFORE.replace("create function", "create or replace function")),
    ]
