"""An issue keeps the code of its sentence with parameters, and so does the log of a refusal; stored words stay as they are."""

from django.db import migrations, models

from budgets.models.checks import CompactJSON


class Migration(migrations.Migration):
    dependencies = [("budgets", "0014_further_tables")]

    operations = [
        migrations.RenameField("importissue", "message", "kept"),
        migrations.AlterField("importissue", "kept", models.TextField(blank=True, verbose_name="原先的措辞")),
        migrations.AddField(
            "importissue", "parameters", CompactJSON(blank=True, default=dict, verbose_name="措辞的内容")
        ),
        migrations.AddField(
            "logentry", "refusal", CompactJSON(blank=True, null=True, verbose_name="被拒的原因")
        ),
    ]
