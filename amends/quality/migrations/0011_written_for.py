"""What a deputy wrote in an 8D says whose role it was written with: that person does not judge it either (FR-128)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [('quality', '0010_each_pack_approves')]

    operations: ClassVar = [migrations.AddField('disciplineversion', 'stands_for', models.JSONField(default=list))]
