"""Which children's records do not exist for the person who asks: the rule that the database itself keeps."""

from django.db import migrations

# Restricted records without a live grant or emergency access for the person of the context, and children with
# whom that person has a conflict of interest. Nobody in the context (a job, a command) is kept from nothing.
HIDDEN = """
create function hidden_children() returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    with asking as (
        select nullif(current_setting('holdfast.partnership', true), '')::uuid as here,
               nullif(current_setting('holdfast.person', true), '')::uuid as person,
               (now() at time zone 'Europe/London')::date as today
    )
    select c.id from asking a
    join public.children_child c on c.partnership_id = a.here and c.is_restricted
    where a.person is not null
      and not exists (
        select from public.children_grant g
        where g.child_id = c.id and g.person_id = a.person and g.ended_at is null
          and g.from_on <= a.today and (g.to_on is null or g.to_on >= a.today)
      )
      and not exists (
        select from public.children_emergencyaccess e
        where e.child_id = c.id and e.person_id = a.person and e.began_at <= now() and e.until_at > now()
      )
    union all
    select k.child_id from asking a
    join public.children_conflict k on k.partnership_id = a.here and k.person_id = a.person
    where k.lifted_at is null
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("children", "0001_initial")]

    operations = [migrations.RunSQL(HIDDEN, "drop function hidden_children()")]
