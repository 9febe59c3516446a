"""Organisations are kept apart; a published pack is never changed."""

from django.db import migrations

from amends.people.isolation import append_only, isolate


class Migration(migrations.Migration):
    dependencies = [("people", "0002_isolation"), ("regulations", "0001_tables")]

    operations = [
        migrations.RunSQL(isolate("regulations_publishedpack")),
        migrations.RunSQL(isolate("regulations_binding")),
        migrations.RunSQL(append_only("regulations_publishedpack")),
        migrations.RunSQL(
            "CREATE TRIGGER directory_changed AFTER INSERT OR UPDATE OR DELETE ON regulations_binding"
            " FOR EACH STATEMENT EXECUTE FUNCTION amends_directory_changed()"
        ),
    ]
