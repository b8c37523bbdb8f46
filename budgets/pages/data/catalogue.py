"""The catalogue of everything as a file: one row for each live edition."""

from collections.abc import Callable, Iterator, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from budgets.exports.facts import citation, licence
from budgets.exports.sheet import Reader, Row, Sheet, SheetDefinition, day, number, term, text
from budgets.form.tables import form_of
from budgets.form.terms import Kind
from budgets.kept.packages import Made
from budgets.pages.compare.columns import any_compared_definition
from budgets.pages.data.package import known
from budgets.pages.data.read import RowCounts, in_chunks, revisions_of, row_counts
from budgets.pages.editions import AnnotatedVersion
from budgets.pages.search.columns import hits_definition


def catalogue_definition() -> SheetDefinition:
    """The columns of the catalogue."""
    unknown = _("还没有做好的为空。")
    tables = {"tables": _(form_of(Kind.DEPARTMENTAL).words)}
    fields = (
        text("body", _("主体"), _("发布这份预算的单位。")),
        number("year", _("年度"), _("预算年度。")),
        term("kind", _("类型"), _("部门预算或单位预算。")),
        text("title", _("文件标题"), _("文件封面的标题，照原文。")),
        number("version", _("版本"), _("本站现行的版本。")),
        number("revision", _("修订号"), _("这一版旁边的部门说明和实施主体确认，每多一条加一。")),
        day("published", _("载入日期"), _("这一版在本站发布的日期。")),
        text("source_file", _("来源文件"), _("上传时的文件名。")),
        number("source_bytes", _("来源文件字节数"), _("来源文件的大小。")),
        term("source_sha256", _("来源文件 SHA-256"), _("来源文件的校验值。")),
        number("figures", _("数字行数"), _("figures 文件的行数：%(tables)s印出的数字。") % tables),
        number("statements", _("项目行数"), _("projects 文件的行数。")),
        number("checks", _("核对行数"), _("checks 文件的行数。")),
        number(
            "unread",
            _("没有读出的地方"),
            _("文件印了而本站没有读出来的地方有几处；载入时还没有这项记录的为空，不等于都读出来了。"),
        ),
        term("address", _("地址"), _("这一版的固定地址，接在本站网址后面。")),
        term("package", _("离线包地址"), _("这一版的 package.zip。")),
        number(
            "package_bytes", _("离线包字节数"), _("package.zip 的大小；%(unknown)s") % {"unknown": unknown}
        ),
        term(
            "package_sha256",
            _("离线包 SHA-256"),
            _("package.zip 的校验值；%(unknown)s") % {"unknown": unknown},
        ),
        term("licence", _("许可"), _("可以怎样使用。")),
        text("citation", _("引用"), _("怎样引用这份预算。")),
    )
    return SheetDefinition("editions", _("目录"), _("本站现行的每份预算，一份一行。"), fields)


def site_definitions() -> tuple[SheetDefinition, ...]:
    """The files that belong to no single edition, besides the data dictionary."""
    return (catalogue_definition(), any_compared_definition(), hits_definition())


def catalogue_sheet(keys: Sequence[int], lacking: Callable[[], object] = lambda: None) -> Sheet:
    """The versions of those keys as rows, read as the file is written.

    `lacking` is called for a version whose package is not made yet: its size and digest are blank.
    """
    return Sheet.of(catalogue_definition(), Reader(lambda: len(keys), lambda: _rows(keys, lacking)))


def _rows(keys: Sequence[int], lacking: Callable[[], object]) -> Iterator[Row]:
    for versions in in_chunks(keys):
        keys_here = [version.pk for version in versions]
        revisions, counts = revisions_of(keys_here), row_counts(keys_here)
        for version in versions:
            revision = revisions[version.pk]
            made = known(version, revision)
            if made is None:
                lacking()
            yield _row(version, revision, counts[version.pk], made or {})


def _row(version: AnnotatedVersion, revision: int, counts: RowCounts, package: Made) -> Row:
    return (
        version.edition.body.name,
        version.edition.year,
        version.edition.form_kind.value,
        version.title,
        version.number,
        revision,
        timezone.localtime(version.published_at).date(),
        version.filename,
        version.source.size,
        version.source.sha256,
        counts.figures,
        counts.statements,
        counts.checks,
        version.unread_count,
        version.lasting_page("edition"),
        version.lasting_page("package"),
        package.get("size"),
        package.get("sha256"),
        licence(),
        citation(version),
    )
