"""What anybody of a unit may do, in the order of its due times."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0006_search_for_a_viewer")]

    operations: ClassVar = [
        migrations.AddIndex(
            "obligationrow",
            models.Index(
                fields=["org", "owner_unit", "due_at"],
                name="obligation_of_anybody",
                condition=models.Q(("state__in", ["open", "asleep"]), ("owner_person__isnull", True)),
            ),
        )
    ]
