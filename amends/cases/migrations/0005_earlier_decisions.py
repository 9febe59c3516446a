"""Earlier decisions are found newest first, however many there are (precedents of an approval)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0004_queues_of_a_thousand_branches")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                condition=models.Q(("state", "waiting"), _negated=True),
                fields=["org", "decided_at"],
                name="approval_decided",
            ),
        ),
    ]
