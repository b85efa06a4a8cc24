"""A group can never come to stand above itself, however it is written."""

from django.db import migrations

MAKE = """
create function groups_refuse_cycle() returns trigger language plpgsql set search_path = public as $$
begin
    if exists (
        with recursive above(id) as (
            select new.parent_id
            union
            select g.parent_id from groups_group g join above on g.id = above.id where g.parent_id is not null
        )
        select 1 from above where id = new.id
    ) then
        raise exception 'a group cannot stand above itself'
            using errcode = 'check_violation', constraint = 'groups_no_cycle';
    end if;
    return new;
end $$;
create constraint trigger groups_no_cycle after insert or update of parent_id on groups_group
    for each row when (new.parent_id is not null) execute function groups_refuse_cycle();
"""
UNMAKE = """
drop trigger groups_no_cycle on groups_group;
drop function groups_refuse_cycle();
"""


class Migration(migrations.Migration):
    dependencies = [("groups", "0003_reasons_and_versions")]
    operations = [migrations.RunSQL(MAKE, UNMAKE)]
