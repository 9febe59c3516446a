"""Organisations are kept apart, nothing of an 8D is deleted, and what was handed in stays as it was written (FR-112)."""

from typing import ClassVar

from django.db import migrations

from amends.people.isolation import append_only, isolate, never_deleted

TABLES = ("eightd", "disciplineversion", "planapproval", "action", "spread", "latercheck")

# A draft may be written on. What was handed in takes its review, once; nothing else of a version ever changes.
KEPT = """
CREATE FUNCTION amends_quality_version_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.verdict = 'draft' AND NEW.eight_d_id = OLD.eight_d_id AND NEW.discipline = OLD.discipline
     AND NEW.version = OLD.version THEN
    RETURN NEW;
  END IF;
  IF OLD.verdict = 'handed_in' AND NEW.verdict IN ('returned', 'accepted')
     AND NEW.reviewed_by_id IS NOT NULL AND NEW.reviewed_at IS NOT NULL
     AND ROW(NEW.id, NEW.org_id, NEW.eight_d_id, NEW.discipline, NEW.version, NEW.loop, NEW.content, NEW.by_id, NEW.at,
             NEW.objections)
       = ROW(OLD.id, OLD.org_id, OLD.eight_d_id, OLD.discipline, OLD.version, OLD.loop, OLD.content, OLD.by_id, OLD.at,
             OLD.objections) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'UPDATE on quality_disciplineversion is refused: its rows are kept as they were written'
    USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER keep_version BEFORE UPDATE ON quality_disciplineversion
  FOR EACH ROW EXECUTE FUNCTION amends_quality_version_kept();
"""

# What an action says stays; its proof, its verdict and the promise that is judged come later.
WORDS_KEPT = """
CREATE FUNCTION amends_quality_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text IS DISTINCT FROM OLD.text OR NEW.kind IS DISTINCT FROM OLD.kind
     OR NEW.eight_d_id IS DISTINCT FROM OLD.eight_d_id
     OR (OLD.done_at IS NOT NULL AND (NEW.done_at, NEW.proof) IS DISTINCT FROM (OLD.done_at, OLD.proof)) THEN
    RAISE EXCEPTION 'UPDATE on quality_action is refused: its rows are kept as they were written'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep_words BEFORE UPDATE ON quality_action
  FOR EACH ROW EXECUTE FUNCTION amends_quality_words_kept();
"""

NEVER_DELETED = "".join(
    f"CREATE TRIGGER keep BEFORE DELETE OR TRUNCATE ON quality_{name} FOR EACH STATEMENT"
    " EXECUTE FUNCTION amends_refuse();\n"
    for name in TABLES
    if name != "planapproval"
)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quality", "0001_tables"), ("people", "0002_isolation")]

    operations: ClassVar = [
        *(migrations.RunSQL(isolate(f"quality_{name}")) for name in TABLES),
        migrations.RunSQL(append_only("quality_planapproval")),
        migrations.RunSQL(never_deleted(*(f"quality_{name}" for name in TABLES if name != "planapproval"))),
        migrations.RunSQL(KEPT),
        migrations.RunSQL(WORDS_KEPT),
        migrations.RunSQL(NEVER_DELETED),
    ]
