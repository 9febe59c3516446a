"""PL/pgSQL reads NEW.loop as its keyword LOOP, so every review was refused: the column is quoted (FR-112)."""

from typing import ClassVar

from django.db import migrations

KEPT = """
CREATE OR REPLACE FUNCTION amends_quality_version_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.verdict = 'draft' AND NEW.eight_d_id = OLD.eight_d_id AND NEW.discipline = OLD.discipline
     AND NEW.version = OLD.version THEN
    RETURN NEW;
  END IF;
  IF OLD.verdict = 'handed_in' AND NEW.verdict IN ('returned', 'accepted')
     AND NEW.reviewed_by_id IS NOT NULL AND NEW.reviewed_at IS NOT NULL
     AND ROW(NEW.id, NEW.org_id, NEW.eight_d_id, NEW.discipline, NEW.version, NEW."loop", NEW.content, NEW.by_id,
             NEW.at, NEW.objections)
       = ROW(OLD.id, OLD.org_id, OLD.eight_d_id, OLD.discipline, OLD.version, OLD."loop", OLD.content, OLD.by_id,
             OLD.at, OLD.objections) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'UPDATE on quality_disciplineversion is refused: its rows are kept as they were written'
    USING ERRCODE = 'insufficient_privilege';
END $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0003_recurrence_and_ledger")]

    operations: ClassVar = [migrations.RunSQL(KEPT, migrations.RunSQL.noop)]
