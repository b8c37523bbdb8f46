"""Versions from before link states: the very name of a listed unit is what had made their link; nothing else is known."""

from django.db import migrations
from django.db.models import F


def _name_the_links(apps, schema_editor):
    statements = apps.get_model("budgets", "ProjectStatement").objects.filter(budget_unit__isnull=False)
    statements.update(link_state="名单内单位", link_unit=F("budget_unit"), link_words=F("implementer"))


class Migration(migrations.Migration):
    # Apart from 0006: PostgreSQL changes no table in the transaction that has changed its rows.
    dependencies = [("budgets", "0006_implementers")]

    operations = [migrations.RunPython(_name_the_links, migrations.RunPython.noop)]
