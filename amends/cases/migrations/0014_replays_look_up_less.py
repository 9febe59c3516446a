"""Rows of a replay name run and case without the database looking both up for each of a hundred thousand rows."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


def _belongs_to(table: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0013_what_similar_cases_got")]

    operations: ClassVar = [
        migrations.AlterField("ReplayedCase", "case", _belongs_to("cases.case")),
        migrations.AlterField("ReplayedCase", "run", _belongs_to("cases.run")),
    ]
