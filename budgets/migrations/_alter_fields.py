"""Many altered fields as one step of a migration."""

from collections.abc import Mapping
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field


class AlterFields(Operation):
    """`AlterField` for many fields: by model and name. Django would make all models anew after each of them."""

    reduces_to_sql = True

    def __init__(self, fields: Mapping[str, Mapping[str, "Field[Any, Any]"]]) -> None:
        self.fields = fields

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"fields": self.fields}

    def describe(self) -> str:
        return f"Alter fields of {', '.join(self.fields)}"

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # the models are made from the state when they are asked for
        for model, fields in self.fields.items():
            for name, field in fields.items():
                state.alter_field(app_label, model.lower(), name, field, preserve_default=True)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for name, fields in self.fields.items():
            before, after = (
                from_state.apps.get_model(app_label, name),
                to_state.apps.get_model(app_label, name),
            )
            if not self.allow_migrate_model(schema_editor.connection.alias, after):
                continue
            for field in fields:
                schema_editor.alter_field(after, before._meta.get_field(field), after._meta.get_field(field))  # type: ignore[arg-type]
                if schema_editor.connection.vendor == "sqlite":
                    break  # which copies the whole table into one as `after` has it

    database_backwards = database_forwards
