"""The one table that ties a child of one partnership to another partnership, and the four functions across."""

from django.db import migrations

# Which row of the one answers to which of the other. It holds no words and no child, and the application's
# role has no right to it: only the functions below read and write it.
SHARING = """
create table children_sharing (
    thread uuid primary key,
    from_partnership uuid not null references stewardship_partnership (id),
    from_share uuid not null unique references children_share (id),
    to_partnership uuid not null references stewardship_partnership (id),
    to_received uuid not null unique references children_received (id),
    shared_at timestamptz not null,
    check (from_partnership <> to_partnership)
);
"""

# Groups elsewhere that discuss children and let other partnerships write to them: the name and the
# partnership's. The id is that of the entry, not of the group.
DESTINATIONS = """
create function sharing_destinations() returns table (id uuid, group_name varchar, partnership_name varchar)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select e.id, g.name, p.name
    from public.concerns_publishedgroup e
    join public.groups_group g on g.id = e.group_id
    join public.stewardship_partnership p on p.id = e.partnership_id
    where e.closed_at is null
      and (g.ended_on is null or g.ended_on >= (now() at time zone 'Europe/London')::date)
      and exists (
        select from public.children_caseworkgroup k where k.group_id = g.id and k.ended_at is null
      )
      and e.partnership_id <> nullif(current_setting('holdfast.partnership', true), '')::uuid
    order by p.name, g.name
$$;
"""

# Tells the other partnership that a child is shared with it: what of the record, why and by what right, but
# nothing of the child itself. Returns ids alone.
DELIVER = """
create function deliver_share(outgoing uuid, published uuid)
returns table (at_partnership uuid, at_received uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    here uuid := nullif(current_setting('holdfast.partnership', true), '')::uuid;
    shared public.children_share;
    target public.concerns_publishedgroup;
    arrived uuid := gen_random_uuid();
begin
    select s.* into shared from public.children_share s
    where s.id = outgoing and s.partnership_id = here and s.ended_at is null
      and s.child_id <> all(array(select public.hidden_children()));
    if not found then
        raise exception 'nothing to share';
    end if;
    select e.* into target from public.concerns_publishedgroup e
    join public.groups_group g on g.id = e.group_id
    where e.id = published and e.closed_at is null and e.partnership_id <> here
      and (g.ended_on is null or g.ended_on >= (now() at time zone 'Europe/London')::date)
      and exists (
        select from public.children_caseworkgroup k where k.group_id = g.id and k.ended_at is null
      );
    if not found then
        raise exception 'children cannot be shared with that group';
    end if;
    insert into public.children_received (id, partnership_id, thread, reference, other_partnership, other_group,
        parts, purpose, basis, shared_at, end_reason)
    select arrived, target.partnership_id, shared.thread, shared.reference, p.name,
        coalesce((select g.name from public.children_caseworkgroup k
            join public.groups_group g on g.id = k.group_id
            where k.partnership_id = here and k.ended_at is null order by k.began_at, k.id limit 1), p.name),
        shared.parts, shared.purpose, shared.basis, shared.shared_at, ''
    from public.stewardship_partnership p where p.id = here;
    insert into public.children_sharing
    values (shared.thread, here, shared.id, target.partnership_id, arrived, shared.shared_at);
    insert into public.stewardship_trailentry (at, partnership_id, verb, subject_type, subject_id, group_id)
    values (shared.shared_at, target.partnership_id, 'shared from outside', 'children.received', arrived,
        target.group_id);
    return query select target.partnership_id, arrived;
end $$;
"""

# Ends the other side's row as one's own, just ended, says. Returns ids alone.
END = """
create function end_shared(own uuid) returns table (at_partnership uuid, at_row uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    here uuid := nullif(current_setting('holdfast.partnership', true), '')::uuid;
    link public.children_sharing;
    ended timestamptz;
    why text;
    at_other uuid;
begin
    select l.* into link from public.children_sharing l
    where (l.from_partnership = here and l.from_share = own) or (l.to_partnership = here and l.to_received = own)
    for update;
    if not found then
        raise exception 'nothing to end';
    end if;
    if link.from_share = own then
        select s.ended_at, s.end_reason into ended, why from public.children_share s where s.id = own;
        update public.children_received r set ended_at = ended, end_reason = why
        where r.id = link.to_received and r.ended_at is null and ended is not null
        returning r.id into at_other;
    else
        select r.ended_at, r.end_reason into ended, why from public.children_received r where r.id = own;
        update public.children_share s set ended_at = ended, end_reason = why
        where s.id = link.from_share and s.ended_at is null and ended is not null
        returning s.id into at_other;
    end if;
    if at_other is null then
        raise exception 'that cannot be ended';
    end if;
    insert into public.stewardship_trailentry (at, partnership_id, verb, subject_type, subject_id)
    select ended, case when link.from_share = own then link.to_partnership else link.from_partnership end,
        'ended from outside',
        case when link.from_share = own then 'children.received' else 'children.share' end, at_other;
    return query select
        case when link.from_share = own then link.to_partnership else link.from_partnership end, at_other;
end $$;
"""

# What is shared of one child, as the record stands now: the parts that were chosen and no other, only while it
# is shared, and never to somebody kept from the child here. Each reading is written in the other's trail.
READ = """
create function shared_child(own uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    here uuid := nullif(current_setting('holdfast.partnership', true), '')::uuid;
    link public.children_sharing;
    shared public.children_share;
    kid public.children_child;
    told jsonb;
begin
    select l.* into link from public.children_sharing l
    join public.children_received r on r.id = l.to_received
    where r.id = own and r.partnership_id = here and r.ended_at is null
      and (r.child_id is null or r.child_id <> all(array(select public.hidden_children())));
    select s.* into shared from public.children_share s where s.id = link.from_share and s.ended_at is null;
    if not found then
        raise exception 'nothing is shared';
    end if;
    select c.* into kid from public.children_child first
    join public.children_child c on c.id = coalesce(first.merged_into_id, first.id)
    where first.id = shared.child_id;
    if kid.is_restricted and not shared.was_restricted then
        raise exception 'nothing is shared';
    end if;
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
    insert into public.stewardship_trailentry (at, partnership_id, verb, subject_type, subject_id)
    values (now(), link.from_partnership, 'read from outside', 'children.share', shared.id);
    return told;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0003_rights_and_sharing"),
        ("concerns", "0002_between_partnerships"),
        ("stewardship", "0004_trail_seal_state"),
    ]

    operations = [
        migrations.RunSQL(SHARING, "drop table children_sharing"),
        migrations.RunSQL(DESTINATIONS, "drop function sharing_destinations()"),
        migrations.RunSQL(DELIVER, "drop function deliver_share(uuid, uuid)"),
        migrations.RunSQL(END, "drop function end_shared(uuid)"),
        migrations.RunSQL(READ, "drop function shared_child(uuid)"),
    ]
