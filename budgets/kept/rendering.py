"""One page of a PDF as a picture, in a child process: no Django, no database.

The parent writes one line of JSON and the file to standard input; the answer is one line of JSON, the size of
every page in points as displayed, followed by the picture of the page that was asked for. A file that makes the
library crash or hang harms nothing else: the process ends at its limits of memory and processor time, and with its parent.
"""

import json
import sys
from io import BytesIO
from typing import Any

from budgets.child import end_with, limit

SCALE = 2.0  # pixels to a point: small print stays readable, and sharp on a telephone
MOST_PIXELS = 6_000_000
COLOURS = 32  # enough for print, rules and stamps, in a much smaller file


def sizes_of(document: Any) -> list[tuple[float, float]]:
    """Width and height of every page in points, as it is displayed."""
    return [document.get_page_size(number) for number in range(len(document))]


def picture_of(document: Any, number: int) -> bytes:
    """The page with that number, counted from 1, as WebP: lossless, but with fewer colours."""
    page = document[number - 1]
    width, height = page.get_size()
    scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
    image = page.render(scale=scale).to_pil().convert("RGB").quantize(COLOURS).convert("RGB")
    out = BytesIO()
    image.save(out, "WEBP", lossless=True)
    return out.getvalue()


def main() -> None:
    """Draw one picture: arguments and file from standard input, sizes and picture to standard output."""
    from pypdfium2 import PdfDocument

    arguments = json.loads(sys.stdin.buffer.readline())
    end_with(arguments["parent"])
    limit(arguments["megabytes"], arguments["seconds"])
    document = PdfDocument(sys.stdin.buffer.read())
    answer = json.dumps(sizes_of(document)).encode() + b"\n"
    if arguments["page"]:
        answer += picture_of(document, arguments["page"])
    sys.stdout.buffer.write(answer)
