"""The register of limit samples: what one says stays as it was agreed (FR-111)."""

from typing import ClassVar

import amends.people.rows
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from amends.people.isolation import append_only, isolate, never_deleted

TABLES = ("limitsample", "limitsamplecopy", "limitsampleterm")
KEPT = """
CREATE FUNCTION amends_quality_limit_sample_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := string_to_array(TG_ARGV[1], ',');
BEGIN
  IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL OR to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free THEN
    RAISE EXCEPTION 'UPDATE on % is refused: its rows are kept as they were written', TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE ON quality_limitsample FOR EACH ROW EXECUTE FUNCTION
  amends_quality_limit_sample_kept('retired_at', 'valid_until,retired_at,retired_by_id,reason');
CREATE TRIGGER keep BEFORE UPDATE ON quality_limitsamplecopy FOR EACH ROW EXECUTE FUNCTION
  amends_quality_limit_sample_kept('taken_back_at', 'taken_back_at,taken_back_by_id');
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('people', '0004_token_holder'),
        ('quality', '0006_drawn_by_lot'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='LimitSample',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=16)),
                ('product', models.CharField(max_length=200)),
                ('aspect', models.CharField(max_length=200)),
                ('defect', models.CharField(max_length=200)),
                ('shows', models.CharField(max_length=10)),
                ('criteria', models.TextField()),
                ('kept_at', models.CharField(max_length=200)),
                ('valid_until', models.DateField()),
                ('made_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('retired_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.unit')),
            ],
        ),
        migrations.CreateModel(
            name='LimitSampleCopy',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=200)),
                ('told', models.CharField(max_length=400)),
                ('issued_at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('issued_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('sample', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.limitsample')),
                ('taken_back_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='LimitSampleTerm',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('agreed_with', models.CharField(max_length=200)),
                ('agreed_on', models.DateField()),
                ('valid_until', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('sample', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.limitsample')),
            ],
        ),
        migrations.AddIndex(
            model_name='limitsample',
            index=models.Index(fields=['org', 'unit', '-made_at'], name='limit_samples_newest'),
        ),
        migrations.AddConstraint(
            model_name='limitsample',
            constraint=models.UniqueConstraint(fields=('org', 'number'), name='limit_sample_number_once'),
        ),
        migrations.AddConstraint(
            model_name='limitsample',
            constraint=models.CheckConstraint(condition=models.Q(('shows__in', ('good', 'defective'))), name='limit_sample_shows_known'),
        ),
        migrations.AddConstraint(
            model_name='limitsample',
            constraint=models.CheckConstraint(condition=models.Q(('criteria', ''), _negated=True), name='limit_sample_has_criteria'),
        ),
        migrations.AddConstraint(
            model_name='limitsample',
            constraint=models.CheckConstraint(condition=models.Q(('retired_at__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='limit_sample_says_why'),
        ),
        migrations.AddIndex(
            model_name='limitsamplecopy',
            index=models.Index(fields=['org', 'sample', 'issued_at'], name='copies_of_sample'),
        ),
        migrations.AddIndex(
            model_name='limitsampleterm',
            index=models.Index(fields=['org', 'sample', 'at'], name='terms_of_sample'),
        ),
        *(migrations.RunSQL(isolate(f"quality_{name}")) for name in TABLES),
        migrations.RunSQL(never_deleted("quality_limitsample", "quality_limitsamplecopy")),
        migrations.RunSQL(append_only("quality_limitsampleterm")),
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
    ]
