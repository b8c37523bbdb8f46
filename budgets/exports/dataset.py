"""An edition described for search engines and catalogues: a schema.org Dataset, as JSON-LD in the page."""

import json
from collections.abc import Callable
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.exports.facts import citation, licence
from budgets.exports.formats import FORMATS
from budgets.models import EditionVersion

# As in Django's json_script: nothing in the data can end the script element or begin another.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}

Address = Callable[[str], str]  # a path -> the whole address


def dataset_script(version: EditionVersion, whole: Address, catalogue: str) -> SafeString:
    """The element for the page's head; "" for a draft. `catalogue` is the path of the data page."""
    if version.number is None:
        return SafeString("")
    described = json.dumps(dataset(version, whole, catalogue), ensure_ascii=False)
    return SafeString(f'<script type="application/ld+json">{described.translate(_ESCAPES)}</script>')


def dataset(version: EditionVersion, whole: Address, catalogue: str) -> dict[str, Any]:
    """The edition as a schema.org Dataset: who published it, source, version, licence, files."""
    edition, source = version.edition, version.source
    publisher = {"@type": "GovernmentOrganization", "name": edition.body.name}
    files = [
        _file(_("离线包"), "application/zip", whole(version.page("package"))),
        *(
            _file(_("每个数字及其位置"), form.content_type, whole(version.page(f"figures-{form.suffix}")))
            for form in FORMATS.values()
        ),
    ]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": str(edition),
        "description": _("%(title)s：%(tables)s、项目说明和核对结果，每个数字都注明印在原文的哪一格。")
        % {"title": version.title, "tables": _(version.form.words)},
        "url": whole(version.page("edition")),
        "identifier": whole(version.lasting_page("edition")),
        "version": str(version.number),
        "datePublished": timezone.localtime(version.published_at).date().isoformat(),
        "temporalCoverage": f"{edition.year}-01-01/{edition.year}-12-31",
        "inLanguage": "zh-Hans",
        "creator": publisher,
        "publisher": publisher,
        "license": {"@type": "CreativeWork", "name": licence()},
        "creditText": citation(version),
        "isAccessibleForFree": True,
        "isBasedOn": {
            "@type": "DigitalDocument",
            "name": version.title,
            "url": whole(version.page("source-original")),
            "sha256": source.sha256,
        },
        "includedInDataCatalog": {"@type": "DataCatalog", "name": _("预算公开"), "url": whole(catalogue)},
        "distribution": files,
    }


def _file(name: str, content_type: str, address: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": name,
        "encodingFormat": content_type.partition(";")[0],
        "contentUrl": address,
    }
