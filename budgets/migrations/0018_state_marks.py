"""Marks for the site and for every body that is there already; a new body gets its mark with its first publication."""

from django.db import migrations, models

import budgets.models.marks


def mark_all(apps, schema_editor):
    marks = apps.get_model("budgets", "StateMark")
    slugs = apps.get_model("budgets", "Body").objects.values_list("slug", flat=True)
    marks.objects.bulk_create(marks(scope=scope) for scope in (budgets.models.marks.SITE, *slugs))


class Migration(migrations.Migration):
    dependencies = [("budgets", "0017_causes")]

    operations = [
        migrations.CreateModel(
            name="StateMark",
            fields=[
                (
                    "scope",
                    models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name="范围"),
                ),
                (
                    "value",
                    models.CharField(default=budgets.models.marks.fresh, max_length=22, verbose_name="标记"),
                ),
            ],
            options={"verbose_name": "状态标记", "verbose_name_plural": "状态标记"},
        ),
        migrations.RunPython(mark_all, migrations.RunPython.noop),
    ]
