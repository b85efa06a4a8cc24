"""Names as they are compared and sound are kept in the row: worked out once when written, not at every search."""

from django.db import migrations

_NAME = "given_names || ' ' || family_name"
# The database fills these columns by itself, whoever writes the row; the models need not know them.
COLUMNS = f"""
alter table children_child
    add column name_key text generated always as (public.name_key({_NAME})) stored,
    add column name_sounds text[] generated always as (public.name_sounds({_NAME})) stored,
    add column known_as_key text generated always as (
        case when known_as <> '' then public.name_key(known_as || ' ' || family_name) end) stored;
alter table children_childname
    add column name_key text generated always as (public.name_key({_NAME})) stored,
    add column name_sounds text[] generated always as (public.name_sounds({_NAME})) stored;
"""

# Written through at once: what an import has just brought is found as fast as the rest.
INDEXES = """
drop index children_name_like, children_known_as_like, children_alias_like,
    children_name_sounds, children_alias_sounds;
create index children_name_like on children_child
    using gin (partnership_id, name_key gin_trgm_ops) with (fastupdate = off);
create index children_known_as_like on children_child
    using gin (partnership_id, known_as_key gin_trgm_ops) with (fastupdate = off)
    where known_as_key is not null;
create index children_alias_like on children_childname
    using gin (partnership_id, name_key gin_trgm_ops) with (fastupdate = off) where ended_at is null;
create index children_name_sounds on children_child
    using gin (partnership_id, name_sounds) with (fastupdate = off);
create index children_alias_sounds on children_childname
    using gin (partnership_id, name_sounds) with (fastupdate = off) where ended_at is null;
"""

# As before, by the columns.
LIKELY_CHILDREN = """
create or replace function likely_children(given text, family text, days date[], kinds text[], numbers text[])
returns table (child_id uuid, sounds_alike boolean)
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    here uuid := nullif(current_setting('holdfast.partnership', true), '')::uuid;
    key text := public.name_key(given || ' ' || family);
    first text[] := public.name_sounds(case when given = '' then family else given end);
    last text[] := public.name_sounds(case when family = '' then given else family end);
begin
    if here is null then
        return;
    end if;
    return query select f.id, bool_or(f.sounds) from (
        (select c.id, false as sounds from public.children_child c
         where c.partnership_id = here
           and c.name_key operator(public.%) key
         order by public.similarity(c.name_key, key) desc limit 60)
        union all
        (select c.id, false from public.children_child c
         where c.partnership_id = here and c.known_as_key is not null
           and c.known_as_key operator(public.%) key
         order by public.similarity(c.known_as_key, key) desc limit 20)
        union all
        (select n.child_id, false from public.children_childname n
         where n.partnership_id = here and n.ended_at is null
           and n.name_key operator(public.%) key
         order by public.similarity(n.name_key, key) desc limit 20)
        union all
        (select c.id, true from public.children_child c
         where c.partnership_id = here
           and c.name_sounds && first
           and c.name_sounds && last
         order by public.similarity(c.name_key, key) desc limit 40)
        union all
        (select n.child_id, true from public.children_childname n
         where n.partnership_id = here and n.ended_at is null
           and n.name_sounds && first
           and n.name_sounds && last
         order by public.similarity(n.name_key, key) desc limit 20)
        union all
        (select c.id, false from public.children_child c
         where c.partnership_id = here and c.birth_on = any(days)
         order by public.similarity(c.name_key, key) desc limit 40)
        union all
        (select i.child_id, false from public.children_identifier i
         where i.partnership_id = here and i.ended_at is null and i.kind = any(kinds) and i.value = any(numbers)
         limit 40)
    ) as f group by f.id;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0006_merges")]

    operations = [
        migrations.RunSQL(COLUMNS, migrations.RunSQL.noop),
        migrations.RunSQL(INDEXES, migrations.RunSQL.noop),
        migrations.RunSQL(LIKELY_CHILDREN, migrations.RunSQL.noop),
    ]
