"""What a change of the code changed for readers: every page's words and every file's bytes, before and after.

    python bench/same_site.py take FOLDER        in each of the two checkouts
    python bench/same_site.py compare BEFORE AFTER

`take` imports the bundled document in each of its formats and all official budgets beside the project
(../shared), follows every link from the home page in both languages, and writes down what came back. Queries are
followed up to a number for each page, in the order of the page. The clock stands still, so that dates and packages
agree. `compare` prints a diff of the words of pages and of text files, and names what else differs; its exit code is
1 then. Script and style files are left out, and so are their addresses.
"""

import argparse
import difflib
import hashlib
import html
import io
import json
import os
import re
import sys
import tempfile
import zipfile
from collections import Counter, deque
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

TOP = Path.cwd()
SHARED = TOP.parent / "shared"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
QUERIES = 6  # links with a query followed for each page without
LEFT_OUT = ("/static/", "/admin/")
SAMPLES = ("budget-2025.docx", "budget-2025.md", "budget-2025-tables.xlsx", "budget-2025.pdf")
TEXTS = ("csv", "json", "/xml", "+xml", "text/plain")


def take(folder: Path) -> None:
    """Import everything into a database of its own and write down every answer below `folder`."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "SECRET_KEY": "same", "ALLOWED_HOSTS": "*"}
    os.environ["DATA_DIR"] = tempfile.mkdtemp()
    os.environ.pop("DATABASE_URL", None)
    sys.path.insert(0, str(TOP))
    from django.utils import timezone as clock

    clock.now = lambda: NOW
    import django

    django.setup()
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    _import_all()
    (folder / "bodies").mkdir(parents=True, exist_ok=True)
    index = _crawl(folder)
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=0, sort_keys=True))
    print(len(index), "addresses:", dict(Counter(entry["status"] for entry in index.values())))


def _import_all() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    bundled = TOP / "budgets" / "sample" / "shanghai-stc-2025.txt"
    call_command("import_budget", bundled, "--slug", "shanghai-stc", "--publish")
    for sample in SAMPLES:  # corrections of the same edition: versions 2, 3, 4
        call_command("import_budget", SHARED / "samples" / sample, "--publish", "--reason", "另一种格式")
    for document in sorted((SHARED / "documents").glob("*")):
        if document.suffix in {".txt", ".pdf"} and "juesuan" not in document.name:
            call_command("import_budget", document, "--publish", "--reason", "另一种格式")


def _crawl(folder: Path) -> dict[str, dict[str, object]]:
    from django.test import Client

    client = Client(raise_request_exception=False)
    index: dict[str, dict[str, object]] = {}
    seen = {
        "/",
        "/en/",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-editions.xml",
        "/feed.xml",
        "/en/feed.xml",
        "/nobody/",
    }
    waiting, queried = deque(sorted(seen)), Counter[str]()
    while waiting:
        here = waiting.popleft()
        response = client.get(here)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        kind = response.get("Content-Type", "")
        if "html" in kind:
            for address in _links(body.decode(), here):
                path, _, query = address.partition("?")
                if address in seen or (query and queried[path] >= QUERIES):
                    continue
                queried[path] += bool(query)
                seen.add(address)
                waiting.append(address)
            body = _words(body.decode()).encode()
        digest = hashlib.sha256(body).hexdigest()
        (folder / "bodies" / digest).write_bytes(body)
        headers = {name: response.get(name, "") for name in ("Content-Disposition", "Link", "Location")}
        index[here] = {"status": response.status_code, "type": kind, "body": digest, **headers}
    return index


def _links(page: str, here: str) -> list[str]:
    found = []
    for attribute in re.findall(r'(?:href|src|action)="([^"]+)"', page):
        parts = urlsplit(urldefrag(html.unescape(attribute)).url)
        if parts.netloc not in {"", "testserver"} or parts.scheme not in {"", "http"}:
            continue
        path = parts.path or urlsplit(here).path
        if path.startswith("/") and not path.startswith(LEFT_OUT):
            found.append(unquote(path) + (f"?{parts.query}" if parts.query else ""))
    return found


def _words(page: str) -> str:
    """What a reader sees, a line for each element, with where links lead and what pictures are called."""
    page = re.sub(r"<(style|script(?! type=\"application)).*?</\1>", "", page, flags=re.S)
    page = re.sub(r"<(?:script|link|meta)[^>]*(?:/static/|csrf)[^>]*>", "", page)
    page = re.sub(r'(?:src|href)="/static/[^"]*"', "", page)
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    kept = re.sub(
        r"<(/?[a-z0-9]+)([^>]*)>",
        lambda m: (
            "\n"
            + " ".join(re.findall(r'(?:href|title|aria-label|alt|value|content|action|d)="[^"]*"', m[2]))
            + "\n"
        ),
        page,
    )
    return "\n".join(line.strip() for line in html.unescape(kept).splitlines() if line.strip())


def compare(before: Path, after: Path) -> int:
    """Print what differs between two takings; how many addresses do."""
    was, now = (json.loads((folder / "index.json").read_text()) for folder in (before, after))
    differing = 0
    for address in sorted(was.keys() | now.keys()):
        left, right = was.get(address), now.get(address)
        if left == right:
            continue
        if left and right and left | {"body": ""} == right | {"body": ""}:
            words = _body_difference(
                left["type"],
                *((f / "bodies" / e["body"]).read_bytes() for f, e in ((before, left), (after, right))),
            )
            if not words:
                continue
        else:
            words = [f"  {left}", f"  {right}"]
        differing += 1
        print(address, *words, sep="\n")
    print(f"{len(was)} and {len(now)} addresses, {differing} differ")
    return differing


def _body_difference(kind: str, left: bytes, right: bytes) -> list[str]:
    """How two answers of one kind differ; nothing when only the order of keys does, or a packed style or script."""
    if "json" in kind and json.loads(left) == json.loads(right):
        return []
    if "zip" in kind:
        return _archive_difference(left, right)
    if "html" in kind or any(text in kind for text in TEXTS):
        lines = (part.decode("utf-8-sig").splitlines() for part in (left, right))
        return [
            f"  {line}"
            for line in list(difflib.unified_diff(*lines, "before", "after", n=0, lineterm=""))[2:30]
        ]
    return [f"  {len(left)} and {len(right)} bytes of {kind}"]


def _archive_difference(left: bytes, right: bytes) -> list[str]:
    was, now = (zipfile.ZipFile(io.BytesIO(part)) for part in (left, right))
    found = []
    for name in sorted({*was.namelist(), *now.namelist()}):
        if name not in was.namelist() or name not in now.namelist():
            found.append(f"  {name} is in one archive alone")
        elif was.read(name) != now.read(name) and not name.endswith((".js", ".css", "SHA256SUMS")):
            kind = (
                "json"
                if name.endswith(".json")
                else "text/plain"
                if name.endswith((".html", ".csv", ".txt"))
                else ""
            )
            words = _body_difference(kind, was.read(name), now.read(name))
            found += [f"  {name}", *words] if words else []
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["take", "compare"])
    parser.add_argument("folders", type=Path, nargs="+")
    given = parser.parse_args()
    sys.exit(take(given.folders[0]) if given.what == "take" else min(compare(*given.folders), 1))
