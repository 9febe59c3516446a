"""What cases would have become under other rules: the rows behind the numbers of a replay."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import amends.people.rows
from amends.people.isolation import isolate


def _belongs_to(table: str) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0008_numbers_without_waiting"), ("people", "0004_token_holder")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ReplayedCase",
            fields=[
                ("id", models.UUIDField(
                    default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False
                )),
                ("differs", models.BooleanField()),
                ("marks", django.contrib.postgres.fields.ArrayField(
                    base_field=models.TextField(), default=list, size=None
                )),
                ("work_before", django.contrib.postgres.fields.ArrayField(
                    base_field=models.IntegerField(), default=list, size=None
                )),
                ("work_after", django.contrib.postgres.fields.ArrayField(
                    base_field=models.IntegerField(), default=list, size=None
                )),
                ("dues", models.JSONField(default=list)),
                ("case", _belongs_to("cases.case")),
                ("org", _belongs_to("people.organisation")),
                ("run", _belongs_to("cases.run")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("org", "run", "case"), name="replayed_once")],
            },
        ),
        migrations.RunSQL(isolate("cases_replayedcase"), migrations.RunSQL.noop),
    ]  # fmt: skip
