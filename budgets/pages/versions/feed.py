"""The Atom feed: what was published, corrected, restored and withdrawn, newest first."""

from dataclasses import replace
from datetime import datetime

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from budgets.models import CheckResult
from budgets.pages.editions import EditionAct, published_versions, recent_acts
from budgets.words import versions as words
from budgets.words.sentences import paragraph_plainly

ENTRIES = 100


class Publications(Feed):
    """One entry for each line of the public logs of all editions."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """What the feed is called."""
        return _("预算公开：发布与更正")

    def subtitle(self) -> str:
        """What the feed is about."""
        return _("每一份预算的发布、更正、恢复和撤回，最新的在前。")

    def link(self) -> str:
        """The address of the site."""
        return reverse("budgets:home")

    def items(self) -> list[EditionAct]:
        """The newest acts, those that brought what is live now with what its checks found."""
        acts = recent_acts(ENTRIES)
        live = published_versions().filter(edition__in={item.edition.pk for item in acts})
        versions = {(v.edition_id, v.number): v.pk for v in live.only("edition_id", "number")}
        counted = CheckResult.objects.counted(versions.values())
        return [
            replace(item, checks=counted.get(versions.get((item.edition.pk, item.act.number), 0)))
            for item in acts
        ]

    def item_title(self, item: EditionAct) -> str:
        """Whose budget, and what was done."""
        named = {
            "body": item.edition.body.name,
            "year": item.edition.year,
            "kind": item.edition.get_kind_display(),
            "act": item.act.act,
        }
        return _("%(body)s %(year)s年%(kind)s：%(act)s") % named

    def item_description(self, item: EditionAct) -> str:
        """The version, the public reason, and what does not agree in it."""
        found = words.found(item.checks.themes) if item.checks else ""
        return words.act(item.act.number, paragraph_plainly(item.act.detail, found))

    def item_link(self, item: EditionAct) -> str:
        """The public log of that edition."""
        edition = item.edition
        return reverse("budgets:versions", args=[edition.body.slug, edition.segment]) + f"#act-{item.act.key}"

    def item_updateddate(self, item: EditionAct) -> datetime:
        """When it was done."""
        return item.act.at

    def item_pubdate(self, item: EditionAct) -> datetime:
        """When it was done."""
        return item.act.at
