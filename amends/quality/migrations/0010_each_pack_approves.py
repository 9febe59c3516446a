"""A word of approval says with which roles it was given; what was shown before all that leaves needed one stays shown.

Words that are there already say no role: they were given when one word released a discipline for every pack (FR-115).
"""

from typing import ClassVar

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):

    dependencies: ClassVar = [('quality', '0009_compared_texts')]

    operations: ClassVar = [
        migrations.AddField('planapproval', 'roles', models.JSONField(default=list)),
        # The moment of the upgrade at every version that is there; none at a later one. No trigger is asked.
        migrations.AddField('disciplineversion', 'shown_freely_until', models.DateTimeField(null=True, default=timezone.now)),
        migrations.AlterField('disciplineversion', 'shown_freely_until', models.DateTimeField(null=True)),
    ]
