"""Organisations are kept apart, and a mail that came in is never deleted."""

from typing import ClassVar

from django.db import migrations

from amends.people.isolation import isolate, never_deleted


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mail", "0001_tables"), ("people", "0002_isolation")]

    operations: ClassVar = [
        *(migrations.RunSQL(isolate(f"mail_{name}")) for name in ("mailbox", "incomingmail")),
        migrations.RunSQL(never_deleted("mail_mailbox", "mail_incomingmail")),
    ]
