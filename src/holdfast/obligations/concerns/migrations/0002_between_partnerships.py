"""The one table that two partnerships share, and the three functions by which anything passes between them."""

from django.db import migrations

# Which row of one partnership is the counterpart of which row of another. It holds no words, and the
# application's role has no right to it: only the functions below read and write it.
DELIVERY = """
create table concerns_delivery (
    thread uuid primary key,
    from_partnership uuid not null references stewardship_partnership (id),
    from_matter uuid not null unique references concerns_matter (id),
    to_partnership uuid not null references stewardship_partnership (id),
    to_matter uuid not null unique references concerns_matter (id),
    delivered_at timestamptz not null,
    check (from_partnership <> to_partnership)
);
"""

# What one partnership may learn of another: the name of a group that let itself be found, and its
# partnership's. The id is that of the entry, not of the group.
PUBLISHED = """
create function published_groups() returns table (id uuid, group_name varchar, partnership_name varchar)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select e.id, g.name, p.name
    from public.concerns_publishedgroup e
    join public.groups_group g on g.id = e.group_id
    join public.stewardship_partnership p on p.id = e.partnership_id
    where e.closed_at is null
      and (g.ended_on is null or g.ended_on >= (now() at time zone 'Europe/London')::date)
      and e.partnership_id <> nullif(current_setting('holdfast.partnership', true), '')::uuid
    order by p.name, g.name
$$;
"""

# Copies one outgoing row of the present partnership, just sent, to a group that let itself be found. Who
# wrote, and under which clause, stays behind. Returns ids alone.
DELIVER = """
create function deliver_matter(outgoing uuid, published uuid)
returns table (at_partnership uuid, at_matter uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    here uuid := nullif(current_setting('holdfast.partnership', true), '')::uuid;
    sent public.concerns_matter;
    target public.concerns_publishedgroup;
    arrived uuid := gen_random_uuid();
begin
    select m.* into sent from public.concerns_matter m
    where m.id = outgoing and m.partnership_id = here and m.thread is not null
      and m.from_group_id is not null and m.state = 'sent' and m.kind <> 'task';
    if not found then
        raise exception 'nothing to deliver';
    end if;
    select e.* into target from public.concerns_publishedgroup e
    join public.groups_group g on g.id = e.group_id
    where e.id = published and e.closed_at is null and e.partnership_id <> here
      and (g.ended_on is null or g.ended_on >= (now() at time zone 'Europe/London')::date);
    if not found then
        raise exception 'that group cannot be written to';
    end if;
    insert into public.concerns_matter (id, partnership_id, kind, title, text, clause, to_group_id, thread,
        other_group, other_partnership, wanted_on, state, sent_at, version)
    select arrived, target.partnership_id, sent.kind, sent.title, sent.text, '', target.group_id, sent.thread,
        g.name, p.name, sent.wanted_on, 'sent', sent.sent_at, 0
    from public.groups_group g join public.stewardship_partnership p on p.id = g.partnership_id
    where g.id = sent.from_group_id and g.partnership_id = here;
    insert into public.concerns_delivery
    values (sent.thread, here, sent.id, target.partnership_id, arrived, sent.sent_at);
    insert into public.concerns_matterentry (id, partnership_id, matter_id, kind, text, before, after, at)
    values (gen_random_uuid(), target.partnership_id, arrived, 'sent', '', '{}', '{}', sent.sent_at);
    insert into public.stewardship_trailentry (at, partnership_id, verb, subject_type, subject_id, group_id)
    values (sent.sent_at, target.partnership_id, 'sent from outside', 'concerns.matter', arrived,
        target.group_id);
    return query select target.partnership_id, arrived;
end $$;
"""

# Does to the counterpart what one entry of the present partnership says was done here, and no more: only what
# that side may do, only where the counterpart stands so that it can be done. Returns ids alone.
CARRY = """
create function carry_entry(entry uuid) returns table (at_partnership uuid, at_matter uuid)
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    here uuid := nullif(current_setting('holdfast.partnership', true), '')::uuid;
    said public.concerns_matterentry;
    own public.concerns_matter;
    link public.concerns_delivery;
    other public.concerns_matter;
    is_sender boolean;
begin
    select e.* into said from public.concerns_matterentry e where e.id = entry and e.partnership_id = here;
    select m.* into own from public.concerns_matter m where m.id = said.matter_id and m.partnership_id = here;
    select d.* into link from public.concerns_delivery d
    where d.thread = own.thread
      and ((d.from_partnership = here and d.from_matter = own.id)
        or (d.to_partnership = here and d.to_matter = own.id))
    for update;
    if not found then
        raise exception 'nothing to carry';
    end if;
    is_sender := link.from_matter = own.id;
    select m.* into other from public.concerns_matter m
    where m.id = case when is_sender then link.to_matter else link.from_matter end for update;
    if not coalesce(case
        when is_sender and said.kind in ('redated', 'withdrawn') then other.state in ('sent', 'received')
        when is_sender and said.kind = 'closed' then other.state in ('received', 'answered')
        when not is_sender and said.kind = 'received' then other.state = 'sent'
        when not is_sender and said.kind = 'answered' then other.state in ('sent', 'received')
    end, false) then
        raise exception 'that cannot be carried';
    end if;
    update public.concerns_matter m set
        state = case when said.kind = 'redated' then m.state else said.kind end,
        received_at = case when is_sender then m.received_at else own.received_at end,
        answered_at = case when is_sender then m.answered_at else own.answered_at end,
        ended_at = case when said.kind in ('withdrawn', 'closed') then said.at end,
        wanted_on = case when is_sender then own.wanted_on else m.wanted_on end,
        version = m.version + 1
    where m.id = other.id;
    insert into public.concerns_matterentry (id, partnership_id, matter_id, kind, text, before, after, at)
    values (gen_random_uuid(), other.partnership_id, other.id, said.kind, said.text, said.before, said.after,
        said.at);
    insert into public.stewardship_trailentry (at, partnership_id, verb, subject_type, subject_id, group_id)
    values (said.at, other.partnership_id, said.kind || ' from outside', 'concerns.matter', other.id,
        coalesce(other.from_group_id, other.to_group_id));
    return query select other.partnership_id, other.id;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial"), ("stewardship", "0004_trail_seal_state")]

    operations = [
        migrations.RunSQL(DELIVERY, "drop table concerns_delivery"),
        migrations.RunSQL(PUBLISHED, "drop function published_groups()"),
        migrations.RunSQL(DELIVER, "drop function deliver_matter(uuid, uuid)"),
        migrations.RunSQL(CARRY, "drop function carry_entry(uuid)"),
    ]
