"""Fingerprints of cases, what was declared of earlier 8Ds, promises of actions and what was found of them (FR-116)."""

import amends.people.rows
from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from amends.people.isolation import append_only, isolate, never_deleted

TABLES = ("actionpromise", "caseprint", "declaration", "delivered", "look", "printmark")
WRITTEN_ONCE = ("actionpromise", "declaration", "look")
"""A promise is not lowered afterwards; what was found or declared stays as it was said."""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('cases', '0009_replayed_cases'),
        ('people', '0004_token_holder'),
        ('quality', '0002_isolation'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='ActionPromise',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('criterion', models.CharField(max_length=8)),
                ('reduction', models.PositiveSmallIntegerField()),
                ('days', models.PositiveSmallIntegerField()),
                ('looks', models.PositiveSmallIntegerField(default=1)),
                ('exposed_by', models.CharField(default='days', max_length=8)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('action', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.action')),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='CasePrint',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('defect', models.CharField(blank=True, default='', max_length=32)),
                ('object', models.CharField(blank=True, default='', max_length=32)),
                ('symptom', models.CharField(blank=True, default='', max_length=32)),
                ('place', models.CharField(blank=True, default='', max_length=32)),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('received_at', models.DateTimeField()),
                ('is_counted', models.BooleanField(default=True)),
                ('seq', models.PositiveIntegerField()),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Declaration',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=12)),
                ('reason', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('earlier', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.eightd')),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Delivered',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('object', models.CharField(max_length=32)),
                ('month', models.DateField()),
                ('pieces', models.PositiveBigIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('nth', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('verdict', models.CharField(max_length=10)),
                ('before_count', models.PositiveIntegerField()),
                ('before_exposure', models.FloatField(default=0.0)),
                ('after_count', models.PositiveIntegerField()),
                ('after_exposure', models.FloatField(default=0.0)),
                ('if_useless', models.FloatField(default=0.0)),
                ('if_kept', models.FloatField(default=0.0)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('promise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.actionpromise')),
            ],
        ),
        migrations.CreateModel(
            name='PrintMark',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('cases_to', models.UUIDField(null=True)),
                ('is_filled', models.BooleanField(default=False)),
                ('entries_to', models.UUIDField(null=True)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.AddIndex(
            model_name='actionpromise',
            index=models.Index(fields=['org', 'until_day'], name='promise_by_end'),
        ),
        migrations.AddConstraint(
            model_name='actionpromise',
            constraint=models.UniqueConstraint(fields=('org', 'action'), name='one_promise_of_an_action'),
        ),
        migrations.AddConstraint(
            model_name='actionpromise',
            constraint=models.CheckConstraint(condition=models.Q(('criterion__in', ('none', 'fewer'))), name='promise_criterion_known'),
        ),
        migrations.AddConstraint(
            model_name='actionpromise',
            constraint=models.CheckConstraint(condition=models.Q(('exposed_by__in', ('days', 'pieces'))), name='promise_exposure_known'),
        ),
        migrations.AddConstraint(
            model_name='actionpromise',
            constraint=models.CheckConstraint(condition=models.Q(('reduction__range', (1, 100))), name='promise_reduction_per_cent'),
        ),
        migrations.AddConstraint(
            model_name='actionpromise',
            constraint=models.CheckConstraint(condition=models.Q(('days__range', (1, 366)), ('looks__range', (1, 36))), name='promise_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='actionpromise',
            constraint=models.CheckConstraint(condition=models.Q(('until_day__gt', models.F('from_day'))), name='promise_ends_after_it_began'),
        ),
        migrations.AddIndex(
            model_name='caseprint',
            index=models.Index(condition=models.Q(('defect', ''), _negated=True), fields=['org', 'defect', 'received_at'], name='print_by_defect'),
        ),
        migrations.AddIndex(
            model_name='caseprint',
            index=models.Index(condition=models.Q(('object', ''), _negated=True), fields=['org', 'object', 'received_at'], name='print_by_object'),
        ),
        migrations.AddIndex(
            model_name='caseprint',
            index=models.Index(condition=models.Q(('symptom', ''), _negated=True), fields=['org', 'symptom', 'received_at'], name='print_by_symptom'),
        ),
        migrations.AddIndex(
            model_name='caseprint',
            index=models.Index(fields=['org', 'received_at'], name='print_by_receipt'),
        ),
        migrations.AddConstraint(
            model_name='caseprint',
            constraint=models.UniqueConstraint(fields=('org', 'case'), name='one_print_of_a_case'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.UniqueConstraint(fields=('org', 'case', 'earlier'), name='declared_once'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('word__in', ('failed', 'other_cause'))), name='declared_word_known'),
        ),
        migrations.AddConstraint(
            model_name='declaration',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='declared_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='delivered',
            constraint=models.UniqueConstraint(fields=('org', 'object', 'month'), name='delivered_once_a_month'),
        ),
        migrations.AddConstraint(
            model_name='delivered',
            constraint=models.CheckConstraint(condition=models.Q(('month__day', 1)), name='delivered_by_month'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.UniqueConstraint(fields=('org', 'promise', 'nth'), name='looked_once'),
        ),
        migrations.AddConstraint(
            model_name='look',
            constraint=models.CheckConstraint(condition=models.Q(('verdict__in', ('no_data', 'too_early', 'works', 'fails', 'unclear'))), name='look_verdict_known'),
        ),
        migrations.AddConstraint(
            model_name='printmark',
            constraint=models.UniqueConstraint(fields=('org',), name='one_print_mark'),
        ),
        *(migrations.RunSQL(isolate(f"quality_{name}")) for name in TABLES),
        *(migrations.RunSQL(append_only(f"quality_{name}")) for name in WRITTEN_ONCE),
        migrations.RunSQL(never_deleted("quality_delivered")),
    ]
