"""Who is to judge a case again without sight of its first result does not see the case meanwhile."""

from typing import ClassVar

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0010_money_and_returned_goods")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="case",
            name="blind_to",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
        ),
        migrations.RunSQL("ALTER TABLE cases_case ALTER COLUMN blind_to SET DEFAULT '{}'", migrations.RunSQL.noop),
    ]
