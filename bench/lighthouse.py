"""make lighthouse: Google's Lighthouse, mobile profile with its default throttling, on six kinds of pages.

Prints the four scores, the largest paint, the shift, requests and bytes of the first view, beside the design's
limits. Lighthouse comes from npm into a temporary folder; the site is the production server with the bundled
edition. It measures; it fails only when a page cannot be measured.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

TOP = Path(__file__).resolve().parent.parent
LIGHTHOUSE = "lighthouse@13.5.0"
EDITION = "/shanghai-stc/2025/"
PAGES = {
    "home": "/",
    "overview": EDITION,
    "largest table": f"{EDITION}tables/expenditure/",
    "projects": f"{EDITION}projects/",
    "statement": f"{EDITION}projects/科技馆建筑体大修/",
    "checks": f"{EDITION}checks/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3
BUNDLE = "plotly-budget"  # loaded when a chart nears the screen, so not part of the first view


def main() -> None:
    sys.path.insert(0, str(TOP))
    from tests.live_site import running

    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, LIGHTHOUSE],
            check=True,
        )
        path = Path(folder) / "site"
        path.mkdir()
        print(
            f"{'page':14} perf acc best seo   LCP ms  shift  requests  kB (limits: 95 100 100 100, 1500, 0.01, 10, 60)"
        )
        with running(path, f"sqlite:///{path}/db.sqlite3") as site:
            for name, address in PAGES.items():
                report(name, measure(Path(folder), site.url + quote(address)))


def measure(folder: Path, address: str) -> dict[str, Any]:
    """Lighthouse's own report of one address."""
    result = folder / "report.json"
    command = [
        str(folder / "node_modules" / ".bin" / "lighthouse"),
        address,
        "--quiet",
        "--output=json",
        f"--output-path={result}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    for attempt in range(TRIES):  # now and then the browser loses the start of its own trace
        done = subprocess.run(command, env=os.environ | {"CHROME_PATH": chromium})
        if done.returncode == 0:
            return dict(json.loads(result.read_text()))
        print(f"    attempt {attempt + 1} of {TRIES} failed", file=sys.stderr)
    sys.exit(f"Lighthouse could not measure {address}")


def report(name: str, measured: dict[str, Any]) -> None:
    """One line, and the audits that took points."""
    scores = [round(100 * measured["categories"][key]["score"]) for key in CATEGORIES]
    audits = measured["audits"]
    requests = [item for item in audits["network-requests"]["details"]["items"] if BUNDLE not in item["url"]]
    size = sum(item.get("transferSize", 0) for item in requests) / 1000
    paint = audits["largest-contentful-paint"]["numericValue"]
    shift = audits["cumulative-layout-shift"]["numericValue"]
    print(
        f"{name:14} {scores[0]:4} {scores[1]:3} {scores[2]:4} {scores[3]:3} {paint:8.0f} {shift:6.3f} {len(requests):9} {size:4.0f}"
    )
    for category in CATEGORIES:
        for reference in measured["categories"][category]["auditRefs"]:
            audit = audits[reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                print(f"    {category}: {audit['id']} {audit['score']} {audit.get('displayValue', '')}")


if __name__ == "__main__":
    main()
