"""A version knows the form that its document follows; a figure and a table are known by what the table says."""

from django.db import migrations, models

from budgets.form.tables import DEPARTMENTAL


def to_forms(apps, schema_editor):
    """Until now every document followed the form of its kind, and both number the same tables alike."""
    apps.get_model("budgets", "EditionVersion").objects.filter(edition__kind="unit").update(form_key="unit")
    for table in DEPARTMENTAL.tables:
        apps.get_model("budgets", "Figure").objects.filter(table_number=table.number).update(table=table.slug)
        apps.get_model("budgets", "PrintedTableRecord").objects.filter(number=table.number).update(
            slug=table.slug
        )


class Migration(migrations.Migration):
    dependencies = [("budgets", "0012_references")]

    operations = [
        migrations.AddField(
            "editionversion",
            "form_key",
            models.CharField(default="departmental", max_length=40, verbose_name="表式"),
        ),
        migrations.AddField(
            "figure", "table", models.CharField(default="", max_length=40, verbose_name="表"), False
        ),
        migrations.AddField(
            "printedtablerecord",
            "slug",
            models.CharField(default="", max_length=40, verbose_name="表"),
            False,
        ),
        migrations.RunPython(to_forms, migrations.RunPython.noop),
    ]
