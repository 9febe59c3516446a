"""A branch finds its own cases, a person what was asked of them, without walking all of them."""

import django.contrib.postgres.indexes
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_never_deleted"),
        ("people", "0003_temporary_password"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="case",
            name="case_queue",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_first_asked",
        ),
        migrations.RenameIndex(
            model_name="case",
            new_name="case_queue",
            old_name="case_queue_all",
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["org", "next_due_at", "id"], name="case_by_due"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    models.Q(("holder", models.F("first_asked")), _negated=True),
                    models.Q(("stage_kind", "closed"), _negated=True),
                ),
                fields=["org", "first_asked", "next_due_at"],
                name="case_followed",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=django.contrib.postgres.indexes.GinIndex(fields=["units", "people"], name="case_near"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("confidential", ""), _negated=True),
                fields=["org", "unit"],
                name="case_confidential",
            ),
        ),
    ]
