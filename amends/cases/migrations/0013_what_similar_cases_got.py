"""The newest remedies of one kind are found however many there are (what similar cases got)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0012_figures_of_a_month")]

    operations: ClassVar = [
        migrations.AddIndex(
            "moneyline",
            models.Index(
                condition=models.Q(("flow", "remedy")), fields=["org", "kind", "-counts_at"], name="money_of_kind"
            ),
        ),
    ]
