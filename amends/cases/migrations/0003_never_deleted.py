"""FR-003: what belongs to a case, and whom it names, is never deleted by the app; nor is the record of migrations."""

from django.db import migrations

from amends.people.isolation import never_deleted, read_and_add_only

OF_CASES = ("case", "caserule", "order", "party", "link", "obligationrow", "rungclimbed", "letter", "evidence", "approval")
NAMED = ("person", "organisation", "unit", "complainant")


class Migration(migrations.Migration):
    dependencies = [("cases", "0002_isolation"), ("people", "0002_isolation"), ("regulations", "0002_isolation")]

    operations = [
        migrations.RunSQL(
            never_deleted(
                *(f"cases_{name}" for name in OF_CASES), *(f"people_{name}" for name in NAMED), "regulations_binding"
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(read_and_add_only("django_migrations"), migrations.RunSQL.noop),
    ]
