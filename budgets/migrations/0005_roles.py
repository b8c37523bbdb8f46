"""The three roles of the desk, and what versions from before it lack: file name, preview key, a first log entry."""

import secrets

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = {
    "录入员": ("upload_document",),
    "发布员": ("upload_document", "publish_version"),
    "管理员": (
        "upload_document",
        "publish_version",
        "administer_portal",
        "add_user",
        "change_user",
        "view_user",
    ),
}


def add_roles(apps: Apps, schema_editor: object) -> None:
    # Permissions are otherwise made after the last migration; the roles need them now.
    for label in ("auth", "budgets"):
        config = apps.get_app_config(label)
        config.models_module = True  # a state of migrations has none, and create_permissions asks for one
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        role, _created = group.objects.get_or_create(name=name)
        role.permissions.add(
            *permission.objects.filter(
                codename__in=codenames, content_type__app_label__in=("auth", "budgets")
            )
        )


def complete_earlier_versions(apps: Apps, schema_editor: object) -> None:
    versions = apps.get_model("budgets", "EditionVersion").objects.select_related("source")
    for version in versions.defer("source__content"):
        version.filename = version.source.filename
        if version.status == "draft":
            version.preview_key = secrets.token_urlsafe(32)
        version.save(update_fields=["filename", "preview_key"])


def log_earlier_versions(apps: Apps, schema_editor: object) -> None:
    version_model, entry = apps.get_model("budgets", "EditionVersion"), apps.get_model("budgets", "LogEntry")
    kinds = {"departmental": "部门预算", "unit": "单位预算"}
    numbered = version_model.objects.exclude(number=None).select_related("edition__body", "source")
    for version in numbered.defer("source__content").order_by("published_at", "pk"):
        edition = version.edition
        entry.objects.create(
            at=version.published_at or version.created_at,
            act="published" if version.number == 1 else "corrected",
            edition=edition,
            subject=f"{edition.body.name} {edition.year}年{kinds[edition.kind]}",
            version_number=version.number,
            filename=version.source.filename,
            sha256=version.source.sha256,
            detail=version.reason,
        )


class Migration(migrations.Migration):
    dependencies = [("auth", "0012_alter_user_first_name_max_length"), ("budgets", "0004_desk")]

    operations = [
        migrations.RunPython(add_roles, migrations.RunPython.noop),
        migrations.RunPython(complete_earlier_versions, migrations.RunPython.noop),
        migrations.RunPython(log_earlier_versions, migrations.RunPython.noop),
    ]
