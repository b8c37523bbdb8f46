"""What a page says in a paragraph, and how the paragraph looks."""

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Line:
    """A paragraph and how it looks."""

    css: str
    words: SafeString
