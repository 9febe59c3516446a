"""A seal keeps a hash of every call of its month; seals that stand keep none, which their screen says (FR-234)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("calls", "0002_isolation")]

    operations: ClassVar = [
        migrations.AddField("sealedmonth", "content", models.JSONField(default=list)),
        migrations.AddField("sealedmonth", "digest", models.CharField(max_length=64, blank=True, default="")),
    ]
