"""The sentences under a chart: whose money it shows, in which unit, and where it is from."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from budgets.words.official import marked
from budgets.words.sentences import filled


def below(scope: str, unit: str, source: str) -> SafeString:
    """The words under a chart on its page; things that are counted have no scope. Print names the unit at the axis."""
    values = {"scope": marked(scope), "unit": unit, "source": marked(source)}
    if not scope:
        return filled(_('<span class="screen-only">单位：%(unit)s</span>。%(source)s'), **values)
    sentence = _('资金口径：%(scope)s<span class="screen-only">；单位：%(unit)s</span>。%(source)s')
    return filled(sentence, **values)


def in_picture(scope: str, unit: str, source: str) -> str:
    """The words that are drawn under a chart and kept in a saved picture."""
    values = {"scope": scope, "unit": unit, "source": source}
    if not scope:
        return _("单位：%(unit)s。%(source)s") % values
    return _("资金口径：%(scope)s；单位：%(unit)s。%(source)s") % values
