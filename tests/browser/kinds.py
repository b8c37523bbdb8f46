"""One address of every kind of public page: what is looked at, measured for accessibility and pictured."""

from tests.browser.conftest import TABLES

EDITION = "/shanghai-stc/2025/"
KINDS = {
    "home": "/",
    "overview": EDITION,
    "overview-fiscal": f"{EDITION}?scope=fiscal",
    "tables": f"{EDITION}tables/",
    "table": f"{EDITION}tables/expenditure/",
    "table-two-sided": f"{EDITION}tables/{TABLES[3]}/",
    "table-empty": f"{EDITION}tables/state-capital/",
    "figures": f"{EDITION}figures/",
    "projects": f"{EDITION}projects/",
    "statement": f"{EDITION}projects/科技馆建筑体大修/",
    "three-public": f"{EDITION}three-public/",
    "procurement": f"{EDITION}procurement/",
    "assets": f"{EDITION}assets/",
    "notes": f"{EDITION}notes/",
    "checks": f"{EDITION}checks/",
    "disclosure": f"{EDITION}disclosure/",
    "source": f"{EDITION}source/?figure=1",
    "versions": f"{EDITION}versions/",
    "embed": f"{EDITION}charts/flow/embed/",
    "compare": f"/compare/?e={EDITION.strip('/')}",
    "search": "/search/?q=科普活动",
    "search-nothing": "/search/?q=没有这样的词",
    "files": f"{EDITION}data/",
    "data": "/data/",
    "body": "/shanghai-stc/",
    "glossary": "/glossary/",
    "about": "/about/",
    "not-found": "/nobody/",
}
# More of the same kinds, for what differs from one to the other: room, weight, what is said.
MORE = {
    **{
        f"table-{slug}": f"{EDITION}tables/{slug}/"
        for slug in TABLES
        if f"{EDITION}tables/{slug}/" not in KINDS.values()
    },
    "statement-in-parts": f"{EDITION}projects/生物医药中小企业服务/",
    "filtered": f"{EDITION}tables/expenditure/?q=科学",
    "found": f"{EDITION}checks/?verdict=equal",
    "search-words": "/search/?q=一般公共预算",
    "search-amount": "/search/?q=1188.26",
}
