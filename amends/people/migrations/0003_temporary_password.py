"""A password that an administrator set is a temporary one."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("people", "0002_isolation")]

    operations: ClassVar = [
        migrations.AddField(
            "person",
            "password_is_temporary",
            models.BooleanField(
                default=False, db_default=False, help_text="set by an administrator: to be changed at the next sign-in"
            ),
        ),
    ]
