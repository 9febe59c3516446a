"""The SQL by which the database itself keeps organisations apart and journals append-only.

Migrations call these; what they once made is not changed by editing this file, a new
migration is.
"""

from __future__ import annotations

CURRENT = "nullif(current_setting('amends.org', true), '')::uuid"
"""The organisation of the transaction; null, so no row, where none was set."""

REFUSE_FUNCTION = """
CREATE FUNCTION amends_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: its rows are kept as they were written', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$
"""


def isolate(table: str, *, column: str = "org_id", force: bool = True) -> str:
    """Return SQL that shows and takes rows of the current organisation only.

    ``force`` binds the owner as well. It is off only where a SECURITY DEFINER function of
    the owner has to look a row up before the organisation is known, or without the barrier
    that keeps the planner from the text index.
    """
    forced = f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;" if force else ""
    return f"""
    ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
    {forced}
    CREATE POLICY one_organisation ON {table}
      USING ({column} = {CURRENT}) WITH CHECK ({column} = {CURRENT});
    """


def append_only(table: str) -> str:
    """Return SQL after which rows of a table can be read and added, by its owner too, and nothing else.

    Rights are taken from whoever holds them, because an operator may name the app role as they like.
    """
    return f"""
    {read_and_add_only(table)}
    CREATE TRIGGER keep BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
      FOR EACH STATEMENT EXECUTE FUNCTION amends_refuse();
    """


def read_and_add_only(table: str) -> str:
    """Return SQL that leaves everybody but the owner SELECT and INSERT on a table."""
    return f"""
    DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT DISTINCT grantee FROM information_schema.role_table_grants
                 WHERE table_schema = 'public' AND table_name = '{table}' AND grantee <> current_user
      LOOP
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON {table} FROM %I', one.grantee);
      END LOOP;
    END $$;
    """  # nosec B608: only names of our own tables are put in


def never_deleted(*tables: str) -> str:
    """Return SQL that takes DELETE and TRUNCATE on tables from everybody but the owner (FR-003)."""
    names = ", ".join(f"'{table}'" for table in tables)
    return f"""
    DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT DISTINCT table_name, grantee FROM information_schema.role_table_grants
                 WHERE table_schema = 'public' AND table_name IN ({names}) AND grantee <> current_user
      LOOP
        EXECUTE format('REVOKE DELETE, TRUNCATE ON %I FROM %I', one.table_name, one.grantee);
      END LOOP;
    END $$;
    """  # nosec B608: only names of our own tables are put in
