"""Changes of a draft that can be taken back."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import amends.people.rows
from amends.people.isolation import isolate


class Migration(migrations.Migration):
    """The table of a draft's changes."""

    dependencies: ClassVar = [
        ("people", "0004_token_holder"),
        ("regulations", "0004_drafts_and_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="DraftStep",
            fields=[
                ("id", models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("nth", models.PositiveIntegerField()),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("is_undone", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField()),
                ("draft", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="regulations.packdraft")),
                ("made_by", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("org", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.organisation")),
            ],
        ),
        migrations.AddConstraint(
            model_name="draftstep",
            constraint=models.UniqueConstraint(fields=("org", "draft", "nth"), name="draft_step_once"),
        ),
        migrations.RunSQL(isolate("regulations_draftstep")),
    ]
