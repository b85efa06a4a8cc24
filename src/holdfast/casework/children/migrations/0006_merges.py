"""Two records of one child become one: what was merged, and the functions that move what hangs on a child."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


# Whether a column refers to a child, and is not one that says which record became which.
HANGS = """
create function hangs_on_child(asked_table text, asked_column text) returns boolean
language sql stable set search_path = pg_catalog, public, pg_temp as $$
    select asked_table not in ('children_child', 'children_merge') and exists (
        select from pg_constraint k
        join pg_class t on t.oid = k.conrelid
        join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'public'
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any(k.conkey)
        where k.contype = 'f' and k.confrelid = 'public.children_child'::regclass
          and t.relname = asked_table and a.attname = asked_column and a.attname <> 'partnership_id')
$$;
"""

# Rows that are otherwise never changed, and rows that whoever merges may not read, move as well: so these two
# look past rights and row security. Nothing but the child that a row hangs on is written, only for a merge of
# the present partnership that stands in the table of merges, and only in a column that refers to children.
MOVE = """
create function move_child_rows(merging uuid, moved_table text, moved_column text)
returns table (moved uuid[], stayed uuid[])
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    found public.children_merge;
    one uuid;
begin
    select m.* into found from public.children_merge m
    where m.id = merging and m.undone_at is null
      and m.partnership_id = nullif(current_setting('holdfast.partnership', true), '')::uuid;
    if found.id is null or not hangs_on_child(moved_table, moved_column) then
        raise exception 'nothing to move';
    end if;
    moved := '{}';
    stayed := '{}';
    begin
        execute format('with done as (update public.%1$I set %2$I = $1 where %2$I = $2 returning id)'
            ' select coalesce(array_agg(id), ''{}'') from done', moved_table, moved_column)
        into moved using found.child_id, found.merged_id;
    exception when unique_violation then
        -- The kept record has some of them already: those stay, one by one.
        for one in execute format('select id from public.%I where %I = $1 order by id', moved_table, moved_column)
            using found.merged_id
        loop
            begin
                execute format('update public.%I set %I = $1 where id = $2', moved_table, moved_column)
                using found.child_id, one;
                moved := moved || one;
            exception when unique_violation then
                stayed := stayed || one;
            end;
        end loop;
    end;
    return next;
end $$;
"""

MOVE_BACK = """
create function move_child_rows_back(merging uuid, moved_table text, moved_column text, moved uuid[])
returns integer
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    found public.children_merge;
    number integer;
begin
    select m.* into found from public.children_merge m
    where m.id = merging and m.undone_at is not null
      and m.partnership_id = nullif(current_setting('holdfast.partnership', true), '')::uuid;
    if found.id is null or not hangs_on_child(moved_table, moved_column) then
        raise exception 'nothing to move back';
    end if;
    execute format('update public.%1$I set %2$I = $1 where %2$I = $2 and id = any($3)', moved_table, moved_column)
    using found.merged_id, found.child_id, moved;
    get diagnostics number = row_count;
    return number;
end $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0005_likely_matches'),
        ('stewardship', '0006_casework_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('moved', models.JSONField(default=dict)),
                ('stayed', models.JSONField(default=dict)),
                ('filled', models.JSONField(default=dict)),
                ('merged_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('why_undone', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-merged_at'],
            },
        ),
        migrations.RemoveIndex(
            model_name='child',
            name='children_like_name',
        ),
        migrations.RemoveIndex(
            model_name='childname',
            name='child_names_like',
        ),
        migrations.AddField(
            model_name='merge',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='children.child'),
        ),
        migrations.AddField(
            model_name='merge',
            name='merged',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges_away', to='children.child'),
        ),
        migrations.AddField(
            model_name='merge',
            name='merged_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stewardship.person'),
        ),
        migrations.AddField(
            model_name='merge',
            name='partnership',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stewardship.partnership'),
        ),
        migrations.AddField(
            model_name='merge',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stewardship.person'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('merged',), name='merged_once'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('merged', models.F('child')), _negated=True), name='merge_of_two_records'),
        ),
        migrations.RunSQL(HANGS, "drop function hangs_on_child(text, text)"),
        migrations.RunSQL(MOVE, "drop function move_child_rows(uuid, text, text)"),
        migrations.RunSQL(MOVE_BACK, "drop function move_child_rows_back(uuid, text, text, uuid[])"),
    ]
