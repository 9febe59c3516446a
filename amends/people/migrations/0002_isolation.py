"""Organisations are kept apart by the database; the access log can only grow; three lookups before sign-in."""

from django.db import migrations

from amends.people.isolation import REFUSE_FUNCTION, append_only, isolate

FORCED = ("unit", "calendar", "calendarday", "membership", "substitute", "complainant", "accesslog", "apitoken")

# Before an organisation is known, the app role may ask these questions and no others. The
# functions run as the owner, so the two tables they read do not force their policy on it.
LOOKUPS = """
CREATE FUNCTION amends_sign_in(wanted text) RETURNS TABLE (person_id uuid, org_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT p.id, p.org_id FROM public.people_person p WHERE p.login = wanted $$;

CREATE FUNCTION amends_org_of(person uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT p.org_id FROM public.people_person p WHERE p.id = person $$;

CREATE FUNCTION amends_organisations() RETURNS TABLE (id uuid, code text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT o.id, o.code::text FROM public.people_organisation o ORDER BY o.code $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_tables")]

    operations = [
        migrations.RunSQL(REFUSE_FUNCTION, "DROP FUNCTION amends_refuse()"),
        migrations.RunSQL(isolate("people_organisation", column="id", force=False)),
        migrations.RunSQL(isolate("people_person", force=False)),
        *(migrations.RunSQL(isolate(f"people_{name}")) for name in FORCED),
        migrations.RunSQL(append_only("people_accesslog")),
        migrations.RunSQL(LOOKUPS),
    ]
