"""make harden: 10,000 seeded hostile requests over every public address, against the production server.

None may answer with a 5xx and none may take more than two seconds. The addresses come from the sitemap and from a list
that a test compares with the routes of the site: a new route fails it until it is attacked here, in each language.
HARDEN_SEED and HARDEN_REQUESTS change the run; a failure prints the request.
"""

import http.client
import os
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import quote, quote_from_bytes, urlsplit
from urllib.request import urlopen

TOP = Path(__file__).resolve().parent.parent
SEED = int(os.environ.get("HARDEN_SEED", "2025"))
REQUESTS = int(os.environ.get("HARDEN_REQUESTS", "10000"))
SLOWEST = 2.0  # seconds
CLIENTS = 2  # as many as the workers that answer: what is measured is an answer, not a queue

EDITION = "/shanghai-stc/2025/"
LANGUAGES = ("", "/en")
SUFFIXES = ("csv", "xlsx", "json")
# What every version of an edition has, under each of the three addresses that a version can have.
OF_A_VERSION = (
    *(
        "",
        "tables/",
        "tables/expenditure/",
        "figures/",
        "projects/",
        "projects/科技馆建筑体大修/",
        "projects/科技馆建筑体大修/embed/",
    ),
    *("three-public/", "procurement/", "assets/", "notes/", "checks/", "unread/", "disclosure/", "data/"),
    *("source/", "source/original", "source/pages/1.webp", "source/pages/1.png"),
    *("workbook.xlsx", "package.zip"),
    *(
        f"charts/{name}/embed/"
        for name in ("flow", "projects", "assets", "table-expenditure", "table-nothing", "nothing")
    ),
    *(
        f"{name}.{suffix}"
        for name in (
            "figures",
            "projects",
            "checks",
            "unread",
            "instalments",
            "amount-parts",
            "uncounted-amounts",
            "tables/expenditure",
            "tables/revenue-expenditure",
        )
        for suffix in SUFFIXES
    ),
)
VERSIONS = (EDITION, f"{EDITION}v1/", "/preview/x/")
OF_THE_SITE = (
    *("/", "/search/", "/data/", "/compare/", "/about/", "/glossary/", "/shanghai-stc/"),
    *("/robots.txt", "/feed.xml", "/search/suggestions.json", "/data/package.zip"),
    "/compare/?e=shanghai-stc/2025&e=shanghai-stc/2025",
    "/compare/embed/?e=shanghai-stc/2025&e=shanghai-stc/2025",
    "/shanghai-stc/charts/change-departmental/embed/",
    f"{EDITION}versions/",
    *(
        f"{name}.{suffix}"
        for name in ("/search", "/compare", "/data/editions", "/data/dictionary")
        for suffix in SUFFIXES
    ),
    *(f"{EDITION}v2/", "/nobody/", "/shanghai-stc/1999/"),
)
# In one language only.
BESIDE = ("/sitemap.xml", "/sitemap-editions.xml", "/favicon.ico", "/healthz", "/readyz", "/admin/")
# Addresses that no link leads to, or that a crawler does not ask for; the tests hold that no public route is missing.
MORE = (
    *BESIDE,
    *(
        language + path
        for language in LANGUAGES
        for path in (*OF_THE_SITE, *(version + part for version in VERSIONS for part in OF_A_VERSION))
    ),
)
NAMES = (
    *(
        "q",
        "class_code",
        "level",
        "lowest",
        "min",
        "max",
        "range_unit",
        "column",
        "nonzero",
        "sort",
        "unit",
        "page",
    ),
    *(
        "per_page",
        "scope",
        "table",
        "heading",
        "verdict",
        "kind",
        "budget_unit",
        "implementer",
        "nature",
        "from",
        "to",
    ),
    *(
        "e",
        "add",
        "changed",
        "columns",
        "bom",
        "figure",
        "line",
        "box",
        "row",
        "tier",
        "body",
        "year",
        "amount",
    ),
)
BYTES = (
    b"%00",
    b"%ff%fe",
    b"%F0%9F%98%80",
    b"%ED%A0%80",
    b"%c0%af",
    b"%2e%2e%2f",
    b"%0d%0aX-Bad:1",
    b"%25%25",
    b"+",
)
WORDS = (
    *(
        "科技",
        "的",
        "206",
        "206-07-02",
        "1188.26",
        "71.82亿",
        "class",
        "section,item",
        "-total",
        "yuan",
        "1",
        "0",
        "-1",
        "all",
    ),
    *(
        "9" * 30,
        "1e308",
        "-1e-400",
        "NaN",
        "Infinity",
        "１２３",
        "٣",
        "²",
        "0x10",
        "1" * 5000,
        "长" * 3000,
        "%" * 500,
    ),
    *(
        "' OR 1=1 --",
        '"; DROP TABLE x',
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${7*7}",
        "../../etc/passwd",
        "\\..\\",
    ),
    *(
        '"',
        '""""',
        "“”",
        "NEAR(a b)",
        "a AND OR NOT",
        "*",
        "a*",
        "^a",
        "(",
        "()))",
        "%_%",
        "\\",
        "|",
        "&",
        "!",
        ":",
        "<->",
    ),
    *(
        "2025-02-31",
        "2025-13",
        "0000",
        "99999-01",
        "2025-03",
        "shanghai-stc/2025",
        "a/b/c",
        "[]",
        "{}",
        "null",
        "\u202e",
        "\u200b" * 40,
    ),
)


def addresses(server: str) -> list[str]:
    """Every path of the sitemap, which names both languages, and of MORE."""
    found = set(MORE)
    index = urlopen(f"{server}/sitemap.xml").read().decode()
    for part in re.findall("<loc>(.*?)</loc>", index):
        body = urlopen(server + urlsplit(part).path).read().decode()
        found |= {urlsplit(address).path for address in re.findall("<loc>(.*?)</loc>", body)}
    return sorted(found)


def hostile(chance: random.Random, paths: list[str]) -> tuple[str, str, dict[str, str]]:
    """One request: method, target and headers."""
    path = quote(chance.choice(paths), safe="/%")
    if chance.random() < 0.25:
        path = _broken(chance, path)
    pairs = [f"{chance.choice(NAMES)}={_value(chance)}" for _ in range(chance.choice((0, 1, 1, 2, 3, 8)))]
    if chance.random() < 0.02:
        pairs += [f"{chance.choice(NAMES)}={n}" for n in range(900)]
    target = path + ("?" + "&".join(pairs) if pairs else "")
    method = chance.choices(("GET", "HEAD", "POST", "OPTIONS", "DELETE"), (90, 4, 3, 2, 1))[0]
    headers = {
        "Accept-Language": chance.choice(("zh", "en", "x" * 4000, "")),
        "Accept-Encoding": chance.choice(("gzip", "identity", "br;q=nan", "")),
        "Cookie": chance.choice(("", "sessionid=x", "csrftoken=" + "y" * 3000, "django_language=../x")),
        "If-None-Match": chance.choice(("", '"x"', "W/", "*")),
        "If-Modified-Since": chance.choice(("", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT")),
        "Range": chance.choice(("", "bytes=0-", "bytes=9-1", "bytes=a-b")),
    }
    return method, target[:7000], {name: value for name, value in headers.items() if value}


def _broken(chance: random.Random, path: str) -> str:
    at = chance.randrange(len(path) + 1)
    junk = chance.choice(
        (
            "//",
            "/../",
            "%00",
            "%ff",
            "%2f",
            ";",
            "/./",
            "科",
            "'",
            "x" * 2000,
            "/v0",
            "/v99999",
            "-unit",
            ".csv",
            ".json",
            ".xlsx",
        )
    )
    broken = path[:at] + quote(junk, safe="/%;.'") + path[at:]
    return broken if broken.startswith("/") else "/" + broken


def _value(chance: random.Random) -> str:
    made = chance.random()
    if made < 0.15:
        return chance.choice(BYTES).decode() * chance.choice((1, 1, 30))
    if made < 0.25:
        return quote_from_bytes(chance.randbytes(chance.choice((1, 8, 200))))
    return quote(chance.choice(WORDS))


def ask(host: str, request: tuple[str, str, dict[str, str]]) -> tuple[int, float]:
    """Status and seconds until the last byte."""
    method, target, headers = request
    connection = http.client.HTTPConnection(host, timeout=30)
    started = time.perf_counter()
    try:
        connection.request(method, target, headers=headers)
        answer = connection.getresponse()
        while answer.read(1 << 16):
            pass
        return answer.status, time.perf_counter() - started
    finally:
        connection.close()


def attack(host: str, requests: list[tuple[str, str, dict[str, str]]]) -> list[tuple[int, float, str]]:
    """All requests from a few clients; status, seconds and what was asked."""
    waiting: Queue[tuple[str, str, dict[str, str]]] = Queue()
    for request in requests:
        waiting.put(request)
    done: list[tuple[int, float, str]] = []

    def work() -> None:
        while True:
            try:
                request = waiting.get_nowait()
            except Empty:
                return
            try:
                status, seconds = ask(host, request)
            except (OSError, http.client.HTTPException) as error:
                status, seconds = 599, 0.0
                print(f"no answer: {error!r}")
            done.append((status, seconds, f"{request[0]} {request[1][:300]}"))

    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def main() -> int:
    """Run it; 1 when a request failed or took too long."""
    sys.path.insert(0, str(TOP))
    from tests.live_site import running

    database = os.environ.get("DATABASE_URL", "")
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), database or f"sqlite:///{folder}/db.sqlite3") as site,
    ):
        chance = random.Random(SEED)
        paths = addresses(site.url)
        requests = [hostile(chance, paths) for _ in range(REQUESTS)]
        done = attack(urlsplit(site.url).netloc, requests)
        log = (Path(folder) / "log").read_text(errors="replace")
    failed = [entry for entry in done if entry[0] >= 500]
    slow = [entry for entry in done if entry[1] > SLOWEST]
    times = sorted(seconds for _status, seconds, _what in done)
    print(
        f"{len(done)} requests over {len(paths)} addresses, seed {SEED}: {dict(sorted(Counter(s for s, _t, _w in done).items()))}"
    )
    print(
        f"median {times[len(times) // 2] * 1000:.0f} ms, 99 % {times[len(times) * 99 // 100] * 1000:.0f} ms, slowest {times[-1] * 1000:.0f} ms"
    )
    for status, seconds, what in [*failed, *slow][:20]:
        print(f"  {status} {seconds:.2f} s {what}")
    if failed:
        print(log[-6000:])
    print(f"5xx: {len(failed)}; over {SLOWEST:g} s: {len(slow)}")
    return bool(failed or slow)


if __name__ == "__main__":
    raise SystemExit(main())
