"""Organisations are kept apart, calls are never deleted, and a sealed month can only be read (FR-234)."""

from typing import ClassVar

from django.db import migrations

from amends.people.isolation import append_only, isolate, never_deleted

TABLES = ("line", "call", "sealedmonth", "calltask", "cover", "diversion")

SEALED = """
CREATE FUNCTION amends_calls_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM calls_sealedmonth s WHERE s.org_id = NEW.org_id AND s.line_id = NEW.line_id
             AND s.month = NEW.month)
     OR (TG_OP = 'UPDATE' AND EXISTS (SELECT 1 FROM calls_sealedmonth s WHERE s.org_id = OLD.org_id
             AND s.line_id = OLD.line_id AND s.month = OLD.month)) THEN
    RAISE EXCEPTION '% on calls_call is refused: its month is sealed', TG_OP USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sealed BEFORE INSERT OR UPDATE ON calls_call FOR EACH ROW EXECUTE FUNCTION amends_calls_sealed();
CREATE TRIGGER keep BEFORE DELETE OR TRUNCATE ON calls_call FOR EACH STATEMENT EXECUTE FUNCTION amends_refuse();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("calls", "0001_tables"), ("people", "0002_isolation")]

    operations: ClassVar = [
        *(migrations.RunSQL(isolate(f"calls_{name}")) for name in TABLES),
        migrations.RunSQL(append_only("calls_sealedmonth")),
        migrations.RunSQL(never_deleted("calls_call", "calls_calltask", "calls_line", "calls_diversion")),
        migrations.RunSQL(SEALED),
    ]
