"""Draws by lot, the call-backs and the second looks that they led to: written once (FR-149)."""

from typing import ClassVar

import amends.people.rows
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from amends.people.isolation import isolate, never_deleted

TABLES = ("casedraw", "callback", "secondlook")
KEPT = """
CREATE FUNCTION amends_quality_kept_once_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL THEN
    RAISE EXCEPTION 'UPDATE on % is refused: its rows are kept as they were written', TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_TABLE_NAME = 'quality_casedraw' AND ROW(to_jsonb(NEW) ->> 'number', to_jsonb(NEW) ->> 'seed', to_jsonb(NEW) ->> 'many')
       IS DISTINCT FROM ROW(to_jsonb(OLD) ->> 'number', to_jsonb(OLD) ->> 'seed', to_jsonb(OLD) ->> 'many') THEN
    RAISE EXCEPTION 'UPDATE on % is refused: what was announced stays', TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON quality_casedraw
  FOR EACH ROW EXECUTE FUNCTION amends_quality_kept_once_done('drawn_at');
CREATE TRIGGER keep BEFORE UPDATE ON quality_callback
  FOR EACH ROW EXECUTE FUNCTION amends_quality_kept_once_done('done_at');
CREATE TRIGGER keep BEFORE UPDATE ON quality_secondlook
  FOR EACH ROW EXECUTE FUNCTION amends_quality_kept_once_done('done_at');
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('cases', '0011_blind_second_look'),
        ('people', '0004_token_holder'),
        ('quality', '0005_cause_analyses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='CaseDraw',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('pack', models.CharField(max_length=60)),
                ('sample', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=12)),
                ('first', models.DateField()),
                ('last', models.DateField()),
                ('many', models.PositiveSmallIntegerField()),
                ('number', models.CharField(max_length=64)),
                ('seed', models.CharField(max_length=64)),
                ('announced_at', models.DateTimeField()),
                ('drawn_at', models.DateTimeField(null=True)),
                ('entered', models.JSONField(default=dict)),
                ('people', models.JSONField(default=list)),
                ('announced_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawn_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
        ),
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('nth', models.PositiveSmallIntegerField()),
                ('due_at', models.DateTimeField()),
                ('tries', django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), default=list, size=None)),
                ('outcome', models.CharField(blank=True, default='', max_length=12)),
                ('satisfaction', models.CharField(blank=True, default='', max_length=12)),
                ('note', models.TextField(blank=True, default='')),
                ('done_at', models.DateTimeField(null=True)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('draw', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.casedraw')),
            ],
        ),
        migrations.CreateModel(
            name='SecondLook',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('pack', models.CharField(max_length=60)),
                ('sample', models.CharField(max_length=60)),
                ('request', models.TextField(blank=True, default='')),
                ('asked_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('verdict', models.JSONField(default=dict)),
                ('why', models.TextField(blank=True, default='')),
                ('first', models.JSONField(default=dict)),
                ('done_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                ('draw', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.casedraw')),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
        ),
        migrations.AddIndex(
            model_name='casedraw',
            index=models.Index(fields=['org', 'kind', '-first'], name='draws_newest'),
        ),
        migrations.AddConstraint(
            model_name='casedraw',
            constraint=models.UniqueConstraint(fields=('org', 'unit', 'pack', 'sample', 'first'), name='one_draw_of_a_period'),
        ),
        migrations.AddConstraint(
            model_name='casedraw',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('call_back', 'second_look'))), name='draw_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='casedraw',
            constraint=models.CheckConstraint(condition=models.Q(('last__gte', models.F('first'))), name='draw_period_has_days'),
        ),
        migrations.AddIndex(
            model_name='callback',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['org', 'person', 'due_at'], name='call_back_open'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.UniqueConstraint(fields=('org', 'draw', 'case'), name='called_back_once_a_draw'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ('', 'right', 'wrong', 'not_reached'))), name='call_back_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='callback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('done_at__isnull', False)), _connector='OR'), name='call_back_done_with_outcome'),
        ),
        migrations.AddIndex(
            model_name='secondlook',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['org', 'person', 'due_at'], name='look_again_open'),
        ),
        migrations.AddIndex(
            model_name='secondlook',
            index=models.Index(fields=['org', '-asked_at'], name='looks_again_newest'),
        ),
        migrations.AddConstraint(
            model_name='secondlook',
            constraint=models.UniqueConstraint(condition=models.Q(('done_at__isnull', True)), fields=('org', 'case'), name='one_second_look_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='secondlook',
            constraint=models.CheckConstraint(condition=models.Q(('done_at__isnull', True), models.Q(('why', ''), _negated=True), _connector='OR'), name='second_look_says_why'),
        ),
        *(migrations.RunSQL(isolate(f"quality_{name}")) for name in TABLES),
        migrations.RunSQL(never_deleted(*(f"quality_{name}" for name in TABLES))),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
