"""The search for likely matches: indexes on names as they are compared and sound, and the function that asks."""

from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations

# As `rules.names.name_key` has it. Everything is named in full: indexes are built with an empty search path.
NAME_KEY = r"""
create function name_key(written text) returns text
language sql immutable strict parallel safe as $$
    select btrim(regexp_replace(regexp_replace(normalize(
        replace(replace(replace(replace(
            translate(lower(written), 'øłđðı', 'olddi'), 'þ', 'th'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
        NFKD), '[\u0300-\u036f''’‘`ʼ]', '', 'g'), '[\s!-/:-@\[-`{-~‐‑–—]+', ' ', 'g'))
$$;
"""

# Both codes of every word: Kahn and Khan, Catherine and Kathryn.
NAME_SOUNDS = """
create function name_sounds(written text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct code), '{}')
    from unnest(string_to_array(public.name_key(written), ' ')) as word,
        lateral (values (public.dmetaphone(word)), (public.dmetaphone_alt(word))) as sound(code)
    where code <> ''
$$;
"""

_CHILD = "given_names || ' ' || family_name"
_KNOWN_AS = "known_as || ' ' || family_name"
INDEXES = f"""
create index children_name_like on children_child
    using gin (partnership_id, (public.name_key({_CHILD})) gin_trgm_ops);
create index children_known_as_like on children_child
    using gin (partnership_id, (public.name_key({_KNOWN_AS})) gin_trgm_ops) where known_as <> '';
create index children_alias_like on children_childname
    using gin (partnership_id, (public.name_key({_CHILD})) gin_trgm_ops) where ended_at is null;
create index children_name_sounds on children_child
    using gin (partnership_id, (public.name_sounds({_CHILD})));
create index children_alias_sounds on children_childname
    using gin (partnership_id, (public.name_sounds({_CHILD}))) where ended_at is null;
"""

# Text search cannot use its index under row-level security (its operators are not leakproof), so this function
# looks past it, in the present partnership alone, and returns nothing but ids. Who asks reads the rows
# themselves through row-level security. `kinds` and `numbers` are pairs; empty texts and arrays ask nothing.
LIKELY_CHILDREN = """
create function likely_children(given text, family text, days date[], kinds text[], numbers text[])
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
           and public.name_key(c.given_names || ' ' || c.family_name) operator(public.%) key
         order by public.similarity(public.name_key(c.given_names || ' ' || c.family_name), key) desc limit 60)
        union all
        (select c.id, false from public.children_child c
         where c.partnership_id = here and c.known_as <> ''
           and public.name_key(c.known_as || ' ' || c.family_name) operator(public.%) key
         order by public.similarity(public.name_key(c.known_as || ' ' || c.family_name), key) desc limit 20)
        union all
        (select n.child_id, false from public.children_childname n
         where n.partnership_id = here and n.ended_at is null
           and public.name_key(n.given_names || ' ' || n.family_name) operator(public.%) key
         order by public.similarity(public.name_key(n.given_names || ' ' || n.family_name), key) desc limit 20)
        union all
        (select c.id, true from public.children_child c
         where c.partnership_id = here
           and public.name_sounds(c.given_names || ' ' || c.family_name) && first
           and public.name_sounds(c.given_names || ' ' || c.family_name) && last
         order by public.similarity(public.name_key(c.given_names || ' ' || c.family_name), key) desc limit 40)
        union all
        (select n.child_id, true from public.children_childname n
         where n.partnership_id = here and n.ended_at is null
           and public.name_sounds(n.given_names || ' ' || n.family_name) && first
           and public.name_sounds(n.given_names || ' ' || n.family_name) && last
         order by public.similarity(public.name_key(n.given_names || ' ' || n.family_name), key) desc limit 20)
        union all
        (select c.id, false from public.children_child c
         where c.partnership_id = here and c.birth_on = any(days)
         order by public.similarity(public.name_key(c.given_names || ' ' || c.family_name), key) desc limit 40)
        union all
        (select i.child_id, false from public.children_identifier i
         where i.partnership_id = here and i.ended_at is null and i.kind = any(kinds) and i.value = any(numbers)
         limit 40)
    ) as f group by f.id;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0004_shared_between_partnerships")]

    operations = [
        BtreeGinExtension(),
        migrations.RunSQL(NAME_KEY, "drop function name_key(text)"),
        migrations.RunSQL(NAME_SOUNDS, "drop function name_sounds(text)"),
        migrations.RunSQL(
            INDEXES,
            "drop index children_name_like, children_known_as_like, children_alias_like,"
            " children_name_sounds, children_alias_sounds",
        ),
        migrations.RunSQL(LIKELY_CHILDREN, "drop function likely_children(text, text, date[], text[], text[])"),
    ]
