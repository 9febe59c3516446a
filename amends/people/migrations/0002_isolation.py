"""Organisations are kept apart by the database; the access log can only grow; three lookups before sign-in."""

from django.db import migrations

from amends.people.isolation import REFUSE_FUNCTION, append_only, isolate

FORCED = ("unit", "calendar", "calendarday", "membership", "substitute", "complainant", "accesslog", "apitoken")
WATCHED = ("unit", "membership", "substitute", "calendar", "calendarday")

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

# Whoever keeps a copy of the directory compares one value. A fresh one each time, not a count:
# a count would be given twice when a transaction is rolled back.
CHANGED = """
CREATE FUNCTION amends_directory_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE public.people_organisation SET directory_version = gen_random_uuid()
   WHERE id = nullif(current_setting('amends.org', true), '')::uuid;
  RETURN NULL;
END $$;
"""


def watch(table: str, columns: str = "") -> str:
    """Return SQL that gives the directory a new version when a table changes."""
    of = f" OF {columns}" if columns else ""
    return f"""
    CREATE TRIGGER directory_changed AFTER INSERT OR UPDATE{of} OR DELETE ON {table}
      FOR EACH STATEMENT EXECUTE FUNCTION amends_directory_changed()
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
        migrations.RunSQL(CHANGED),
        *(migrations.RunSQL(watch(f"people_{name}")) for name in WATCHED),
        # Not on every sign-in.
        migrations.RunSQL(watch("people_person", "name, name_en, email, phone, language, is_active, is_staff_of_org")),
        migrations.RunSQL(watch("people_organisation", "code, name_zh, name_en, language, settings")),
    ]
