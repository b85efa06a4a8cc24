"""A function by which `/health/`, which has no partnership, says whether messages anywhere do not go."""

from django.db import migrations, models

UNDELIVERED = """
create function undelivered_messages(made_before timestamptz) returns bigint
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select count(*) from public.notices_message m
    where m.state in ('waiting', 'failed') and m.made_at < made_before
      and m.made_at > made_before - interval '14 days'
      and not exists (
          select from public.notices_message later
          where later.partnership_id = m.partnership_id and later.person_id = m.person_id
            and later.made_at > m.made_at and later.state = 'handed over'
      )
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
        ('stewardship', '0005_every_partnership'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('state__in', ['waiting', 'failed'])), fields=['made_at'], name='messages_not_gone'),
        ),
        migrations.RunSQL(UNDELIVERED, "drop function undelivered_messages(timestamptz)"),
    ]
