"""Where a month begins among entries and obligations: what measures over cases read (FR-156, FR-190)."""

from typing import ClassVar

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations


class Migration(migrations.Migration):
    """Two indexes of a few pages each; they cost next to nothing when rows are written."""

    dependencies: ClassVar = [("cases", "0011_blind_second_look")]

    operations: ClassVar = [
        migrations.AddIndex("entry", BrinIndex(fields=["recorded_at"], name="entry_by_record", autosummarize=True)),
        migrations.AddIndex(
            "obligationrow", BrinIndex(fields=["due_at"], name="obligation_by_due", autosummarize=True)
        ),
    ]
