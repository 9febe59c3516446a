"""Only the owner says which migrations were done: a row that the app role adds would make the next release skip one.

Migrations keep organisations apart and journals append-only, so leaving one out is worth a lot to whoever may write.
"""

from typing import ClassVar

from django.db import migrations

READ_ONLY = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT DISTINCT table_name, grantee FROM information_schema.role_table_grants
             WHERE table_schema = 'public' AND table_name IN ('django_migrations', 'django_content_type')
               AND grantee <> current_user
  LOOP
    EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON %I FROM %I', one.table_name, one.grantee);
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("regulations", "0002_isolation"),
        ("cases", "0003_never_deleted"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations: ClassVar = [migrations.RunSQL(READ_ONLY, migrations.RunSQL.noop)]
