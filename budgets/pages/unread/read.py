"""What is printed in a document and was not read, as other pages ask for it."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from budgets.form.references import Reference
from budgets.form.tables import Form, Role
from budgets.form.terms import Level
from budgets.models import EditionVersion, PrintedTableRecord, UnreadPlace
from budgets.models.compared import PrintedThings
from budgets.models.lines import LINE_MODELS
from budgets.words.unread import cell_in_words

Cells = Mapping[tuple[int, str], UnreadPlace]  # by line and column


def unread_of(version: EditionVersion) -> QuerySet[UnreadPlace]:
    """Everything that was not read, in the order of the document; its tables first."""
    return UnreadPlace.objects.filter(version=version).order_by("position")


def cells_in_words(version: EditionVersion, places: Iterable[UnreadPlace]) -> Mapping[int, str]:
    """The row and column of those places that are cells of a table, in words, by their positions."""
    cells = [place for place in places if place.line_number and place.column]
    references: dict[int, Reference] = {
        cell.position: ["cell", cell.table_number or 0, cell.line_number or 0, cell.column] for cell in cells
    }
    things = PrintedThings(version, references.values())
    named = {position: things.place(reference) for position, reference in references.items()}
    return {position: cell_in_words(place["row"], place["column"]) for position, place in named.items()}


def unread_cells(version: EditionVersion, number: int) -> Cells:
    """The unread cells of a table; no query where everything was read, or where it was not recorded."""
    if not version.unread_count:
        return {}
    cells = unread_of(version).filter(table_number=number).exclude(line_number=None)
    return {(cell.line_number or 0, cell.column): cell for cell in cells}


def unread_rows(version: EditionVersion, number: int) -> Sequence[UnreadPlace]:
    """The rows of a table that were not read."""
    if not version.unread_count:
        return ()
    return list(unread_of(version).filter(table_number=number, line_number=None))


def unread_tables(version: EditionVersion) -> frozenset[str]:
    """The names, in addresses, of the tables of which something was not read."""
    if not version.unread_count:
        return frozenset()
    named = unread_of(version).exclude(table="").order_by().values_list("table", flat=True)
    return frozenset(named.distinct())


def may_be_unread(version: EditionVersion) -> bool:
    """Whether what was not found may stand where nothing was read, outside of the tables that were found."""
    return bool(version.unread_count) and unread_of(version).filter(table="").exists()


def is_whole(version: EditionVersion, roles: Iterable[Role]) -> bool:
    """Whether all that those tables print was read, so that their rows may be added up, ranked and counted on.

    A table that was not found may stand where nothing was read. True for a version of which this was not recorded, and
    then without a query, as where everything was read.
    """
    if not version.unread_count:
        return True
    slugs = {role.value for role in roles if role in version.form.by_role}
    if slugs & unread_tables(version):
        return False
    if not may_be_unread(version):
        return True
    found = PrintedTableRecord.objects.filter(version=version, slug__in=slugs)
    return found.values("slug").distinct().count() == len(slugs)


def total_may_be_unread(version: EditionVersion, role: Role, column: str) -> bool:
    """Whether a table's total that has no figure in that column may be printed there all the same."""
    if not version.unread_count:
        return False
    number = version.form.number(role)
    line = LINE_MODELS[role]._default_manager.filter(version=version, level=Level.TOTAL.value).first()
    if line is not None and column in line.unread.split(","):
        return True
    # The one row of a table of a single row may be one of those that were not read.
    if line is None or version.form.by_role[role].form is Form.SINGLE_ROW:
        found = PrintedTableRecord.objects.filter(version=version, number=number).exists()
        return bool(unread_rows(version, number)) if found else may_be_unread(version)
    return False


def page_of(version: EditionVersion) -> str:
    """The address of the list of what was not read."""
    return version.page("unread")
