"""Whose token it is, asked in one statement before a transaction is opened for the call."""

from typing import ClassVar

from django.db import migrations

# It runs with the rights of whoever asks: the organisation that the token names is set for this one statement.
HOLDER = """
CREATE FUNCTION amends_token_holder(of_org uuid, wanted text, moment timestamptz) RETURNS uuid
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  before text := coalesce(current_setting('amends.org', true), '');
  holder uuid;
BEGIN
  PERFORM set_config('amends.org', of_org::text, true);
  SELECT t.person_id INTO holder FROM public.people_apitoken t JOIN public.people_person p ON p.id = t.person_id
    WHERE t.org_id = of_org AND t.hash = wanted AND t.revoked_at IS NULL
      AND (t.expires_at IS NULL OR t.expires_at > moment) AND p.is_active;
  PERFORM set_config('amends.org', before, true);
  RETURN holder;
END $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0003_temporary_password")]

    operations: ClassVar = [
        migrations.RunSQL(HOLDER, "DROP FUNCTION amends_token_holder(uuid, text, timestamptz)"),
    ]
