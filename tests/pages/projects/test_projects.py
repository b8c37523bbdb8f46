"""The list of project statements."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from budgets.form.amounts import find_amounts
from budgets.models import EditionVersion, Figure, Passage, ProjectStatement
from budgets.pages.projects.coverage import refers_elsewhere
from tests.conftest import SAMPLE

ADDRESS = "/shanghai-stc/2025/projects/"


def page(client: Client, query: str = "") -> str:
    response = client.get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_share_compares_like_with_like(published: EditionVersion, client: Client) -> None:
    """65,153.1223 万元 in all, of which 8,607.45 self-raised; project expenditure of tables 5 and 3."""
    text = page(client)
    assert "29 份说明所列金额，除去写明的自筹资金，合计 565,456,723 元" in text
    assert "不能都算作财政资金。只作大小的比较，相当于表5项目支出的 10.55%" in text
    assert "有 1 份还列出自筹资金 86,074,500 元" in text
    assert "连同自筹资金合计 651,531,223 元" in text
    assert "相当于表3项目支出（全部资金，6,224,567,553 元）的 10.47%" in text


def test_named_fiscal_money_and_money_without_a_source_are_two_lines(
    published: EditionVersion, client: Client
) -> None:
    """1577.5 + 8827.07 + 2749.32 + 13283.18 + 1775.02 + 489.24 + 544 + 400 + 99.9 + 4 + 59.016 万元 are fiscal."""
    text = page(client)
    assert "写明财政资金的 11 份，财政资金合计 2.98 亿元（298,082,460 元）" in text
    assert "，是表5项目支出（一般公共预算，5,358,278,279 元）的 5.56%。" in text
    assert "没有写明来源的 18 份，金额合计 2.67 亿元（267,374,263 元）。" in text


def test_a_long_implementer_is_cut_in_the_list(published: EditionVersion, client: Client) -> None:
    row = re.search(r'<tr id="statement-17">.*?</tr>', page(client), re.DOTALL)
    who = ProjectStatement.objects.get(number=17).implementer
    assert row and len(who) > 100
    shown = re.search(r'class="why">(.*?) <small', row[0])
    assert shown and shown[1].endswith("…") and who.startswith(shown[1][:-1]) and len(shown[1]) <= 41


def test_a_card_names_column_and_unit(published: EditionVersion, client: Client) -> None:
    assert 'data-label="预算合计（万元）"' in page(client)
    assert 'data-label="预算合计（元）"' in page(client, "?unit=yuan")
    assert "项目说明所列资金，来源见各栏；单位：万元" in page(client)


def test_a_statement_shows_who_how_much_and_when(published: EditionVersion, client: Client) -> None:
    text = page(client, "?q=科技馆建筑体大修")
    row = re.search(r'<tr id="statement-3">.*?</tr>', text, re.DOTALL)
    assert row
    for words in ("上海科技馆更新改造指挥部", "2,749.32", "8,607.45", "11,356.77", "推算", "2025-01-01"):
        assert words in row.group(), words


def test_about_is_kept(published: EditionVersion, client: Client) -> None:
    """约27万元 is not made to look exact by zeros, nor 22668.4万元 beyond two; blanks keep the column in line."""
    assert "约 27</a>\u2008\u2007\u2007<" in page(client, "?q=博士后科研工作站")
    assert ">22,668.40</a>\u2007\u2007<" in page(client)


def test_months_are_not_turned_into_days(published: EditionVersion, client: Client) -> None:
    row = re.search(r"<tr id=[^>]*>(?:(?!</tr>).)*新能源产业推进.*?</tr>", page(client), re.DOTALL)
    assert row
    assert "2025-01 – 2025-12" in row.group()
    assert "2025-01-01" not in row.group()


def test_an_edition_without_statements_says_so(published: EditionVersion, client: Client) -> None:
    ProjectStatement.objects.all().delete()
    text = page(client)
    assert "原文没有附项目经费情况说明" in text
    assert "<table" not in text


def test_the_totals_lead_to_where_they_are_printed(published: EditionVersion, client: Client) -> None:
    """The total rows of tables 3 and 5 print 6,224,567,553 and 5,358,278,279 yuan of project expenditure."""
    lines = SAMPLE.read_text().splitlines()
    for table, amount in ((3, "6,224,567,553"), (5, "5,358,278,279")):
        (line,) = [n for n, text in enumerate(lines, 1) if text.endswith(amount) and "合计" in text]
        assert f'title="原文第{line}行">表{table}</a>' in page(client), table


def test_project_money_of_the_other_funds_counts_with_table_5(
    published: EditionVersion, client: Client
) -> None:
    """Had table 6 a total of 641,721,721 yuan, fiscal project expenditure were 6,000,000,000 yuan."""
    Figure.objects.create(
        version=published, position=999, table="government-managed-funds", table_number=6, line_number=1, level="合计", name="合计",
        column="project", yuan=641721721, scope="政府性基金预算", lowest=False, text="641,721,721", unit="元",
        place_line=400,
    )  # fmt: skip
    text = page(client)
    assert "，是各表项目支出相加（财政拨款，6,000,000,000 元，推算）的 4.97%。" in text  # 298,082,460
    assert "相当于各表项目支出相加的 9.42%" in text  # 565,456,723


def test_what_is_not_published_is_counted_beside_what_is(published: EditionVersion, client: Client) -> None:
    """Line 466: 编报绩效目标的项目174个，涉及项目预算资金621,824.17万元; 29 statements; no target form."""
    text = page(client)
    assert "编报绩效目标的项目 174 个，涉及项目预算资金 621,824.17万元（没有写明资金口径）。" in text
    assert "这份文件里有项目说明 29 份，绩效目标填报表 0 张。" in text
    assert "一份说明算一个项目，至少还有 145 个编报绩效目标的项目没有说明。" in text
    assert "至少还有 174 个没有印出填报表" in text


def test_targets_that_are_elsewhere_are_listed_with_their_words(
    published: EditionVersion, client: Client
) -> None:
    """All but 院士专家建议与服务工程科技创新发展 (line 1554), which says that targets were made."""
    text = page(client)
    section = text[text.index('id="coverage"') :]
    assert "28 份说明的“绩效目标”只写了到哪里去看" in section
    assert "另有 1 份写了文字。" in section
    assert "“详见单位《财政项目支出绩效目标表》。”" in section  # line 807
    assert "“详见单位绩效目标表”；绩效目标表需要公开的项目“科技服务信息专递”。”" in section  # line 1443
    assert section.count("#part-performance_target") == 28
    assert "院士专家建议与服务工程科技创新发展" not in section


def test_a_form_that_is_printed_is_not_missed(published: EditionVersion, client: Client) -> None:
    Passage.objects.create(
        version=published, section="target_forms", heading="绩效目标填报表", position=9999,
        text="项目名称\t\t能源保障\t\t项目性质\t经常性项目",
    )  # fmt: skip
    text = page(client)
    assert "27 份说明的“绩效目标”只写了到哪里去看" in text
    assert "绩效目标填报表 1 张" in text and "至少还有 173 个没有印出填报表" in text


def test_what_the_form_does_not_tell_is_said(published: EditionVersion, client: Client) -> None:
    text = page(client)
    for words in ("没有按预算单位分列", "没有列到项目", "不包括项目支出", "没有执行数，也没有上年的数"):
        assert words in text, words
    published.edition.kind = "unit"
    published.edition.save()
    unit = client.get("/shanghai-stc/2025-unit/projects/").content.decode()
    assert "没有按预算单位分列" not in unit and "没有列到项目" in unit


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("详见单位的项目绩效目标表", True),
        ("见附件", True),
        ("本项目绩效目标详见附表。", True),
        ("绩效目标另行公开。", True),
        ("详见绩效目标表。建成后年接待游客100万人次。", False),
        ("本项目2025年已编报绩效目标，包括成本、产出、效益、满意度等指标，并做了相应细化。", False),
        ("建成后作为万里街道社区事务受理、社区管理、社区文化艺术活动场所。", False),
        ("见证创新，服务市民。", False),
        ("", False),
    ],
)
def test_a_part_that_only_refers_elsewhere(text: str, elsewhere: bool) -> None:
    assert refers_elsewhere(text) is elsewhere


def test_each_stated_amount_of_the_list_leads_to_its_line(published: EditionVersion, client: Client) -> None:
    html = client.get("/shanghai-stc/2025/projects/").content.decode()
    lines = SAMPLE.read_text().splitlines()
    found = re.findall(r'source/\?line=(\d+)#L\1" title="原文第\1行">([^<]+)</a>', html)
    for number, words in found:
        amount = Decimal(words.removeprefix("约 ").replace(",", ""))
        line = lines[int(number) - 1]
        assert amount * 10_000 in {a.yuan for a in find_amounts(line)}, (words, line)
    stated = published.projectstatements.filter(nature="列明").count()
    fiscal = published.projectstatements.exclude(fiscal=None).count()
    assert len(found) == stated + fiscal + 1  # one states self-raised money
