"""Office files for tests, changed part by part."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from budgets.readers.document import Document, Grid, Hidden, Paragraph

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_parts(content: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The file with these parts added or in place of those of the same name."""
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return packed.getvalue()


def with_changed(content: bytes, name: str, old: str, new: str) -> bytes:
    """The file with one place of a part written anew."""
    with ZipFile(BytesIO(content)) as zipped:
        text = zipped.read(name).decode()
    assert text.count(old) == 1, (name, old, text.count(old))
    return with_parts(content, {name: text.replace(old, new)})


def relations(*lines: tuple[str, str, str]) -> str:
    """A list of relations: identifier, kind and target; a target with "://" leads out of the file."""
    return "".join(
        (
            "<Relationships>",
            *(
                f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"'
                f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
                for id_, kind, target in lines
            ),
            "</Relationships>",
        )
    )


def said(document: Document) -> list[tuple[str, str]]:
    """The kind and words of everything hidden."""
    return [(item.kind.name, item.text) for item in document.hidden]


def named(document: Document, kind: str) -> list[Hidden]:
    return [item for item in document.hidden if item.kind.name == kind]


def printed(document: Document) -> str:
    """Every word of the blocks."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            assert isinstance(block, Grid)
            lines += ["\t".join(cell.text or "" for cell in row) for row in block.rows]
    return "\n".join(lines)
