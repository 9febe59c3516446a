"""A call-back that a case took over is an obligation of that case: it keeps its place in the book of the call (FR-140)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("calls", "0003_content_of_seals"), ("cases", "0011_blind_second_look")]

    operations: ClassVar = [
        migrations.AddField(
            "calltask",
            "case",
            models.ForeignKey(
                db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="cases.case",
            ),
        ),
    ]  # fmt: skip
