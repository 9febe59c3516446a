"""What is compared of an 8D stands beside it; those that are there already are read once (FR-109)."""

from typing import Any, ClassVar

import amends.people.rows
import django.db.models.deletion
from django.db import migrations, models

from amends.core.kept_runs import kept_of, packed
from amends.people.isolation import append_only, isolate
from amends.people.tenancy import organisation, organisations

AT_ONCE = 500
STOOD = ("handed_in", "accepted", "returned")


def fill(apps: Any, _schema_editor: object) -> None:
    """Keep what is compared of every version that was handed in, organisation by organisation."""
    versions, texts = (apps.get_model("quality", name) for name in ("DisciplineVersion", "ComparedText"))
    for org in organisations():
        with organisation(org.id):
            rows = versions.objects.filter(org_id=org.id, verdict__in=STOOD).order_by("pk")
            made = (
                texts(org_id=org.id, version_id=one.pk, runs=packed(kept_of(one.content)))
                for one in rows.only("pk", "content").iterator(AT_ONCE)
            )
            texts.objects.bulk_create(made, batch_size=AT_ONCE)


class Migration(migrations.Migration):

    dependencies: ClassVar = [('people', '0004_token_holder'), ('quality', '0008_not_measured')]

    operations: ClassVar = [
        migrations.CreateModel(
            name='ComparedText',
            fields=[
                ('id', models.UUIDField(default=amends.people.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('runs', models.BinaryField()),
                ('org', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quality.disciplineversion')),
            ],
        ),
        migrations.AddConstraint(
            model_name='comparedtext',
            constraint=models.UniqueConstraint(fields=('org', 'version'), name='compared_text_once'),
        ),
        migrations.RunSQL(isolate("quality_comparedtext")),
        migrations.RunSQL(append_only("quality_comparedtext")),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
