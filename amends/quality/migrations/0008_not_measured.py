"""Why the reduction of an action cannot be measured: an 8D closes with a promise or with this reason (FR-116)."""

from typing import ClassVar

import amends.people.rows
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from amends.people.isolation import append_only, isolate


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('people', '0004_token_holder'),
        ('quality', '0007_limit_samples'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='NotMeasured',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('action', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.action')),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.AddIndex(
            model_name='notmeasured',
            index=models.Index(fields=['org', '-at'], name='not_measured_newest'),
        ),
        migrations.AddConstraint(
            model_name='notmeasured',
            constraint=models.UniqueConstraint(fields=('org', 'action'), name='not_measured_once'),
        ),
        migrations.AddConstraint(
            model_name='notmeasured',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='not_measured_says_why'),
        ),
        migrations.RunSQL(isolate("quality_notmeasured")),
        migrations.RunSQL(append_only("quality_notmeasured")),
    ]
