"""The manual in docs/ says what the desk says beside each step."""

from docs.manual import MANUAL, PARTS, PICTURES, manual_markdown


def test_the_manual_is_up_to_date() -> None:
    assert MANUAL.read_text() == manual_markdown(), "run: make pictures"


def test_every_part_has_its_pictures() -> None:
    assert {file.name for file in PICTURES.iterdir()} == {name for names in PARTS.values() for name in names}
