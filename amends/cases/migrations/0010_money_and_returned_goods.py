"""What complaints cost and which goods came back: rows that follow from the journals."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import amends.people.rows
from amends.people.isolation import isolate, never_deleted


def _belongs_to(table: str, *, null: bool = False) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        db_index=False, null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=table
    )  # fmt: skip


def _key() -> models.UUIDField:
    return models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("cases", "0009_replayed_cases"), ("people", "0004_token_holder"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]  # fmt: skip

    operations: ClassVar = [
        migrations.CreateModel(
            name="MoneyLine",
            fields=[
                ("id", _key()),
                ("name", models.CharField(max_length=80)),
                ("flow", models.CharField(max_length=10)),
                ("kind", models.CharField(blank=True, default="", max_length=60)),
                ("subject", models.CharField(blank=True, default="", max_length=60)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18, null=True)),
                ("currency", models.CharField(max_length=3)),
                ("counts_at", models.DateTimeField()),
                ("granted_at", models.DateTimeField(null=True)),
                ("paid_at", models.DateTimeField(null=True)),
                ("booked_at", models.DateTimeField(null=True)),
                ("booked_by", _belongs_to(settings.AUTH_USER_MODEL, null=True)),
                ("case", _belongs_to("cases.case")),
                ("granted_by", _belongs_to(settings.AUTH_USER_MODEL, null=True)),
                ("org", _belongs_to("people.organisation")),
                ("paid_by", _belongs_to(settings.AUTH_USER_MODEL, null=True)),
                ("unit", _belongs_to("people.unit")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["org", "counts_at", "id"], name="money_by_month"),
                    models.Index(fields=["org", "unit", "counts_at"], name="money_of_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("org", "case", "name"), name="money_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("flow__in", ["remedy", "return", "income"])), name="money_flow_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnedLot",
            fields=[
                ("id", _key()),
                ("subject", models.CharField(max_length=60)),
                ("asked_at", models.DateTimeField()),
                ("last", models.CharField(max_length=60)),
                ("last_at", models.DateTimeField()),
                ("happened", models.JSONField(default=dict)),
                ("differs", models.BooleanField(default=False)),
                ("said", models.JSONField(default=dict)),
                ("over", models.BooleanField(default=False)),
                ("case", _belongs_to("cases.case")),
                ("org", _belongs_to("people.organisation")),
            ],
            options={
                "indexes": [
                    models.Index(fields=["org", "asked_at", "id"], name="lot_by_asking"),
                    models.Index(
                        condition=models.Q(("over", False)), fields=["org", "asked_at", "id"], name="lot_going_on"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("org", "case", "subject"), name="returned_lot_once"),
                ],
            },
        ),
        migrations.RunSQL(isolate("cases_moneyline") + isolate("cases_returnedlot"), migrations.RunSQL.noop),
        migrations.RunSQL(never_deleted("cases_moneyline", "cases_returnedlot"), migrations.RunSQL.noop),
    ]
