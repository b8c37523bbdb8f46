"""Everything that a PDF holds and no page shows, beside what stands on the pages themselves."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pdfminer.pdfdocument import PDFDocument

from budgets.form.terms import HiddenKind
from budgets.readers.document import Hidden, Place
from budgets.readers.pdf.attachments import ReadAttached, attached_files
from budgets.readers.pdf.descriptions import described
from budgets.readers.pdf.fields import other_fields
from budgets.readers.pdf.objects import identity, items, squeezed
from budgets.readers.pdf.properties import properties_of
from budgets.readers.pdf.revisions import ReadPages, earlier_content
from budgets.readers.pdf.scripts import named_scripts, scripts_of


def hidden_in_document(
    document: PDFDocument,
    content: bytes,
    pages: Sequence[Any],
    printed: Callable[[], str],
    read: ReadPages,
    on_pages: Sequence[Hidden],
    read_attached: ReadAttached | None,
) -> list[Hidden]:
    """What is hidden on the pages (given), then in the rest of the file, each thing once.

    `pages` are pdfminer's, `printed` gives all words of all pages, `read` those of pages of an earlier revision.
    `read_attached` reads an attached file; None in a file that is attached itself.
    """
    catalog = document.catalog
    found = list(on_pages)
    notes = {identity(note) for page in pages for note in items(page.annots)}
    numbers = {page.pageid: number for number, page in enumerate(pages, start=1)}
    whole = _once(printed)
    for part, kind in (
        (lambda: attached_files(catalog, read_attached), HiddenKind.ATTACHMENT),
        (lambda: other_fields(catalog, notes), HiddenKind.FORM_FIELD),
        (lambda: _scripts(catalog, pages), HiddenKind.SCRIPT),
        (lambda: described(document, content, numbers, whole()), HiddenKind.DESCRIPTION),
        (lambda: properties_of(document.info, catalog), HiddenKind.PROPERTY),
    ):
        found += _safely(part, kind)
    if read_attached:
        listed = {line for hidden in found for line in hidden.text.split("\n")}
        found += _safely(
            lambda: earlier_content(document, content, whole, read, listed), HiddenKind.EARLIER_CONTENT
        )
    return list(dict.fromkeys(found))


def _safely(part: Callable[[], Iterable[Hidden]], kind: HiddenKind) -> Iterator[Hidden]:
    """What a part finds; where its structure is broken, that there may be more of this kind."""
    try:
        yield from part()
    except Exception:  # a broken structure may raise anything, and costs the document nothing
        yield Hidden(kind, "", searched=False)


def _scripts(catalog: dict[str, Any], pages: Sequence[Any]) -> Iterator[Hidden]:
    for text in (*scripts_of(catalog), *named_scripts(catalog)):
        yield Hidden(HiddenKind.SCRIPT, text)
    for number, page in enumerate(pages, start=1):
        for text in scripts_of({"AA": page.attrs.get("AA")}):
            yield Hidden(HiddenKind.SCRIPT, text, Place(page=number))


def _once(printed: Callable[[], str]) -> Callable[[], str]:
    known: list[str] = []

    def whole() -> str:
        if not known:
            known.append(squeezed(printed()))
        return known[0]

    return whole
