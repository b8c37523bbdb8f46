"""Every stored record, read-only: a published version never changes, and drafts change only by import."""

from collections.abc import Callable

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from budgets import access, models
from budgets.form.amounts import Unit, format_amount
from budgets.form.tables import FORMS, joined_form
from budgets.pages.precheck.read import starred

BY_EDITION: tuple[str, ...] = ("version__edition__year", "version__edition__body", "version__status")


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists, filters and shows records; nobody can add, change or delete any."""

    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return _may_look(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return _may_look(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _may_look(request: HttpRequest) -> bool:
    """Whether the user may see records: they include everyone's drafts, so only who may see all drafts."""
    return access.may(request.user, access.PUBLISH)


class OfVersionAdmin(ReadOnlyAdmin):
    """Records of a version, with filters by edition."""

    list_filter = BY_EDITION
    list_select_related = ("version__edition__body",)


@admin.register(models.Body)
class BodyAdmin(ReadOnlyAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")


@admin.register(models.Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("body", "year", "kind")
    list_filter = ("year", "kind")
    search_fields = ("body__name",)
    list_select_related = ("body",)


@admin.register(models.EditionVersion)
class EditionVersionAdmin(ReadOnlyAdmin):
    list_display = ("edition", "number", "status", "title", "created_at", "published_at")
    list_filter = ("status", "edition__year")
    search_fields = ("edition__body__name",)
    list_select_related = ("edition__body",)


@admin.register(models.SourceDocument)
class SourceDocumentAdmin(ReadOnlyAdmin):
    list_display = ("filename", "format", "size", "sha256")
    search_fields = ("filename", "sha256")
    exclude = ("content",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.SourceDocument]:
        return super().get_queryset(request).defer("content")


@admin.display(description=_("金额（元）"), ordering="yuan")
def exact_yuan(figure: models.Figure) -> str:
    """The amount with separators, as the pages print it."""
    return format_amount(figure.yuan, Unit.YUAN)


@admin.display(description=_("栏目"))
def column_title(figure: models.Figure) -> str:
    """The column's official title in place of its key."""
    return figure.version.form.by_slug[figure.table].column(figure.column).title


@admin.register(models.Figure)
class FigureAdmin(OfVersionAdmin):
    list_display = (
        "name",
        "table_number",
        "code",
        column_title,
        exact_yuan,
        "scope",
        "place_page",
        "place_line",
    )
    list_filter = ("table_number", "scope", "level", *BY_EDITION)
    search_fields = ("name", "code", "text")


class LineAdmin(OfVersionAdmin):
    """One official table: code, name and every amount column."""

    list_filter = ("level", *BY_EDITION)
    search_fields = ("name",)


def _register_lines() -> None:
    """Register the official tables, which differ only in their columns."""
    form = joined_form(FORMS.values())
    for role, model in models.LINE_MODELS.items():
        fields = {field.name for field in model._meta.get_fields()}
        keys = [c.key for c in form.table(role).columns if c.key in fields] or ["amount"]
        amounts = tuple(_amount_column(model, key) for key in keys)
        lead = tuple(name for name in ("number", "side", "code") if name in fields)
        shown = {"list_display": (*lead, "name", "level", *amounts, "place_page", "place_line")}
        admin.site.register(model, type(f"{model.__name__}Admin", (LineAdmin,), shown))


def _amount_column(model: type[models.Line], key: str) -> Callable[[models.Line], str]:
    @admin.display(description=model._meta.get_field(key).verbose_name, ordering=key)  # type: ignore[union-attr]
    def amount(line: models.Line) -> str:
        yuan = getattr(line, key)
        return "" if yuan is None else format_amount(yuan, Unit.YUAN)

    return amount


_register_lines()


@admin.register(models.PrintedTableRecord)
class PrintedTableAdmin(OfVersionAdmin):
    list_display = ("number", "title", "unit", "is_empty", "notes", "version")


@admin.register(models.FurtherTableRecord)
class FurtherTableAdmin(OfVersionAdmin):
    list_display = ("position", "title", "number", "unit", "row_count", "version")


@admin.register(models.FurtherCell)
class FurtherCellAdmin(OfVersionAdmin):
    list_display = ("table", "row", "column", "text", "version")
    list_select_related = ("version__edition__body", "table")  # type: ignore[assignment]


@admin.register(models.ProjectStatement)
class ProjectStatementAdmin(OfVersionAdmin):
    list_display = ("number", "name", "implementer", "link_state", "total", "nature", "start", "end")
    list_filter = ("nature", "link_state", *BY_EDITION)
    search_fields = ("name", "implementer")


@admin.register(models.ImplementerConfirmation)
class ImplementerConfirmationAdmin(ReadOnlyAdmin):
    list_display = ("statement", "decision", "unit", "created_at", "author")
    list_select_related = ("statement", "unit")


@admin.register(models.StatementPart, models.Milestone)
class StatementDetailAdmin(ReadOnlyAdmin):
    list_display = ("statement", "position", "__str__")
    list_select_related = ("statement",)


@admin.register(models.Instalment)
class InstalmentAdmin(ReadOnlyAdmin):
    list_display = ("statement", "label", "kind", "amount", "percent", "start", "end")
    list_select_related = ("statement",)


@admin.register(models.Quotation)
class QuotationAdmin(ReadOnlyAdmin):
    list_display = ("statement", "use", "text", "reason", "place_page", "place_line")
    list_filter = ("use",)
    list_select_related = ("statement",)


@admin.register(models.AmountPart)
class AmountPartAdmin(ReadOnlyAdmin):
    list_display = ("statement", "label", "amount", "parent")
    list_select_related = ("statement",)


@admin.register(models.BudgetUnit, models.Definition, models.Passage, models.SourceLineRecord)
class ProseAdmin(OfVersionAdmin):
    list_display = ("__str__", "version", "place_page", "place_line")


@admin.register(models.StatedFact)
class StatedFactAdmin(OfVersionAdmin):
    list_display = ("topic", "label", "text", "value", "unit", "change", "base_year", "base")
    list_filter = ("topic", *BY_EDITION)


@admin.register(models.UnreadPlace)
class UnreadPlaceAdmin(OfVersionAdmin):
    list_display = ("cause", "table_number", "line_number", "side", "column", "text", "version")
    list_filter = ("cause", *BY_EDITION)


@admin.register(models.HiddenContent)
class HiddenContentAdmin(OfVersionAdmin):
    """What files hide, with personal numbers starred, as in the preview."""

    list_display = ("kind", "author", "starred", "asks", "searched", "version")
    list_filter = ("kind", "asks", *BY_EDITION)
    exclude = ("text",)
    readonly_fields = ("starred",)

    @admin.display(description=_("文字"))
    def starred(self, hidden: models.HiddenContent) -> str:
        """The words with personal numbers starred."""
        return starred(hidden)


@admin.register(models.CheckResult)
class CheckResultAdmin(OfVersionAdmin):
    list_display = ("code", "kind", "title", "verdict", "left", "right", "difference", "unit")
    list_filter = ("verdict", "kind", *BY_EDITION)
    search_fields = ("code",)


@admin.register(models.Explanation)
class ExplanationAdmin(ReadOnlyAdmin):
    list_display = ("result", "text", "created_at", "author")
    list_select_related = ("result",)


@admin.register(models.LogEntry)
class LogEntryAdmin(ReadOnlyAdmin):
    """Every act with its account and address; only administrators may read them."""

    list_display = ("at", "act", "who", "address", "subject", "version_number", "filename", "said")
    list_filter = ("act", "at")
    search_fields = ("who", "address", "subject", "filename", "sha256", "detail", "refusal")
    exclude = ("detail", "refusal")
    readonly_fields = ("said",)

    @admin.display(description=_("内容"))
    def said(self, entry: models.LogEntry) -> str:
        """What was written or changed, or why a file was refused."""
        return entry.words

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may(request.user, access.ADMINISTER)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return access.may(request.user, access.ADMINISTER)


@admin.register(models.ImportIssue)
class ImportIssueAdmin(OfVersionAdmin):
    list_display = ("severity", "code", "said", "version")
    exclude = ("parameters", "kept")
    readonly_fields = ("said",)

    @admin.display(description=_("说明"))
    def said(self, issue: models.ImportIssue) -> str:
        """What was noticed, as a sentence."""
        return issue.message
