"""Signs of personal data and of secrecy: what is found, what stays quiet, and what is shown of it.

No number here belongs to anybody: the last digits are worked out below, by a loop of the tests' own.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgets.parsing.records import BudgetReport
from budgets.readers.document import Place
from budgets.reconcile.sensitive import Sign, SignKind, signs
from tests.documents import DOCUMENTS, budget_of, needs_documents
from tests.test_real_documents import EXPECTED

HERE = Place(page=3, line=12)
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def _identity(first_17: str) -> str:
    total = 0
    for digit, weight in zip(first_17, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True):
        total += int(digit) * weight
    return first_17 + "10X98765432"[total % 11]


def _luhn(first: str) -> str:
    """The number with the last digit that makes it a card's."""
    for last in "0123456789":
        total = 0
        for n, digit in enumerate(reversed(first + last)):
            value = int(digit)
            if n % 2 == 1:
                value = value * 2 if value < 5 else value * 2 - 9
            total += value
        if total % 10 == 0:
            return first + last
    raise AssertionError


PERSON = _identity("31010119900307123")
CARD = _luhn("622202021234567890")


def found(text: str, owner: str = "section: other_notes") -> list[Sign]:
    return list(signs([(text, HERE, owner)]))


def kinds(text: str, owner: str = "section: other_notes") -> list[SignKind]:
    return [sign.kind for sign in found(text, owner)]


# ---- identity numbers -----------------------------------------------------------------------------------


def _with_x() -> str:
    return next(number for n in range(1000) if (number := _identity(f"31010119900307{n:03}")).endswith("X"))


@pytest.mark.parametrize(
    "text",
    [
        PERSON,
        f"张三，{PERSON}。",
        f"身份证号：{_with_x()}",
        f"身份证号：{_with_x().lower()}",
        f"身份证号：{PERSON.translate(FULL_WIDTH)}",
        f"身份证号：{_with_x().translate(FULL_WIDTH)}",
        f"{PERSON[:6]} {PERSON[6:14]} {PERSON[14:]}",
        f"{PERSON[:10]}\n{PERSON[10:]}",
        f"张三\t{PERSON}\t科员",
    ],
)
def test_an_identity_number_is_found(text: str) -> None:
    assert kinds(text) == [SignKind.IDENTITY_CARD]


@pytest.mark.parametrize(
    "text",
    [
        # another last digit
        *(PERSON[:17] + last for last in "0123456789X" if last != PERSON[17]),
        _identity("31010119901307123"),  # month 13
        _identity("31010119900230123"),  # 30 February
        _identity("31010118000307123"),
        _identity("31010119900307123")[:17],
        "1" + PERSON,
        PERSON + "0",
        f"A{PERSON}",
        f"统一社会信用代码：{PERSON}",
        f"{PERSON}.00",
    ],
)
def test_what_is_no_identity_number(text: str) -> None:
    assert SignKind.IDENTITY_CARD not in kinds(text)


def test_a_wrong_last_digit_is_no_bank_card_either() -> None:
    for last in "0123456789":
        if last != PERSON[17]:
            assert kinds(f"编制人 {PERSON[:17]}{last}") == []


def test_the_old_number_needs_a_word_beside_it() -> None:
    assert kinds("身份证：310101900307123") == [SignKind.IDENTITY_CARD]
    assert kinds("310101900307123（身份证号）") == [SignKind.IDENTITY_CARD]
    assert kinds("项目支出310101900307123") == []
    assert kinds("身份证：310101901307123") == []


def test_an_identity_number_in_the_name_of_a_table_row_is_found() -> None:
    assert kinds(f"206\t01\t01\t张三{PERSON}\t71,488,788", "table 2: line 6") == [SignKind.IDENTITY_CARD]


@given(st.dates(), st.integers(0, 999), st.integers(100000, 999999))
@pytest.mark.long
def test_every_right_number_is_found(day: object, rest: int, region: int) -> None:
    born = f"{day:%Y%m%d}"
    if not "1900" <= born[:4] <= "2099" or len(born) != 8:
        return
    assert kinds(_identity(f"{region}{born}{rest:03}")) == [SignKind.IDENTITY_CARD]


# ---- telephones -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "联系人张三13812345678",
        "手机：138-1234-5678。",
        "138 1234 5678",
        "+86 13812345678",
        "+86-138-1234-5678",
        "8613812345678",
        "手机１３８１２３４５６７８",
        "手机１３８－１２３４－５６７８",
        "张三\t13812345678",
        "1381234\n5678",
        "联系电话\t13812345678\t项目金额\t500万元",
        "（13812345678）",
    ],
)
def test_a_mobile_number_is_found(text: str) -> None:
    assert kinds(text) == [SignKind.MOBILE]


@pytest.mark.parametrize("between", ["/", "、", "，", ",", " ", "\n", "\t"])
def test_two_mobile_numbers_are_two(between: str) -> None:
    assert kinds(f"手机：13812345678{between}13987654321") == [SignKind.MOBILE, SignKind.MOBILE]


@pytest.mark.parametrize(
    "text",
    [
        "12812345678",  # no such numbers
        "1381234567",
        "138123456789",
        "预算13812345678元",
        "预算 13812345678 万元",
        "￥13812345678",
        "13,812,345,678",
        "13812345678.00",
        "0.13812345678",
        "项目编号：13812345678",
        "统一社会信用代码 13812345678",
        "A13812345678",
        "13812345678-01",
        "金额\t13812345678",
        "占地13812345678平方米",
    ],
)
def test_what_is_no_mobile_number(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "owner",
    ["table 2: line 6", "table 9: line 1", "table 1: line 3, printed again", "table 4: line, printed again"],
)
def test_amounts_of_an_official_table_are_no_numbers_of_persons(owner: str) -> None:
    amounts = (
        "13812345678",
        "18600000000",
        CARD[:16],
        CARD,
        _luhn("123456789012345"),
        "１３８１２３４５６７８",
    )
    assert kinds("\t".join(("206", "01", "01", "银行手续费、电话费", *amounts)), owner) == []


def test_the_words_of_an_official_table_are_read_like_any_others() -> None:
    assert kinds("206\t01\t联系电话13812345678\t5", "table 2: line 6") == [SignKind.MOBILE]
    assert kinds("注：联系人张三，13812345678。", "table 2: note") == [SignKind.MOBILE]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联系人：张三，电话：021-63215678", [SignKind.LANDLINE]),
        ("联系电话（021）63215678-8001", [SignKind.LANDLINE]),
        ("电话：63215678", [SignKind.LANDLINE]),
        # what an office prints for everyone
        ("监督电话：021-63215678", []),
        ("咨询热线 63215678", []),
        ("12345热线", []),
        # no telephone
        ("电话费63215678元", []),
        ("联系时间：20250630", []),
        ("支出63215678", []),
        ("电话会议系统 63215678元", []),
    ],
)
def test_a_landline_only_behind_a_word_for_it(text: str, expected: list[SignKind]) -> None:
    assert kinds(text) == expected


# ---- bank cards and accounts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        _luhn("123456789012345"),
        f"卡号：{CARD.translate(FULL_WIDTH)}",
        " ".join((CARD[:4], CARD[4:8], CARD[8:12], CARD[12:16], CARD[16:])),
        "开户银行：工商银行上海市分行，账号：100124430901",
        "账户 1001 2443 0901 2345 67",
        "银行\t100124430901234",
        "预算单位\t某局\t账号\t1001244309012",
    ],
)
def test_a_bank_number_is_found(text: str) -> None:
    assert kinds(text) == [SignKind.BANK_CARD]


@pytest.mark.parametrize(
    "text",
    [
        CARD[:-1] + str((int(CARD[-1]) + 1) % 10),  # the wrong last digit
        "0000000000000000",
        "100124430901",  # no word before it
        f"项目编码：{CARD}",
        f"{CARD}元",
        f"向银行贷款{CARD[:13]}元",
        "账号编码：由系统生成",
        "银行存款100,124,430,901元",
    ],
)
def test_what_is_no_bank_number(text: str) -> None:
    assert kinds(text) == []


# ---- secrecy --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "机密★10年",
        "绝密 ★ 长期",
        "★秘密",
        "秘 密",
        "机密",
        "（秘密）",
        "【机密】",
        "(绝密)",
        "密级：秘密",
        "密级为机密",
        "密  级：内部",
        "保密等级：机密级",
        "本文件定为秘密级",
        "内部资料",
        "内部文件，注意保存",
        "（内部材料）",
        "本单位内部资料",
        "供内部参考",
        "仅供单位内部使用",
        "内部传阅",
        "【内部】",
        "内部★",
        "不得外传",
        "不予公开",
        "不宜公开",
        "此件不公开",
        "严禁对外公开",
        "请注意保密",
        "阅后\t秘密\t3份",
    ],
)
def test_a_marking_is_found(text: str) -> None:
    found_kinds = kinds(text)
    assert found_kinds and set(found_kinds) == {SignKind.SECRECY}


def test_two_markings_in_a_line_are_two() -> None:
    assert [sign.text for sign in found("内部资料，不得外传")] == ["内部资料", "不得外传"]


@pytest.mark.parametrize(
    "text",
    [
        "依法保守国家秘密",
        "负责机关保密工作和国家秘密载体管理",
        "注意保密工作的开展",
        "加强内部控制，完善内部审计",
        "保护商业秘密和个人隐私",
        "属于商业秘密",
        "机密性、完整性和可用性",
        "涉密信息系统分级保护",
        "国家秘密（含工作秘密）",
        "密级：公开",
        "内部管理制度、内部机构设置",
        "墙体内部材料更换",
        "内部资料性出版物",
        "单位内部文件管理系统",
        "上海某某有限公司内部使用的设备",
        "公务文件交换",
        "不得公开招标",
        "政务公开、信息公开",
        "此件公开发布",
        "秘密战线历史纪念馆",
        "机密封装设备",
        "系统内部文件传输",
        "保密等职责",
        "",
    ],
)
def test_ordinary_prose_stays_quiet(text: str) -> None:
    assert kinds(text) == []


# ---- what is shown --------------------------------------------------------------------------------------


def test_a_number_is_shown_masked_everywhere() -> None:
    line = f"联系人张三，手机138-1234-5678，身份证{PERSON}，卡号{CARD}。"
    shown = found(line)
    assert [sign.text for sign in shown] == [
        "138-****-**78",
        f"310{'*' * 13}{PERSON[-2:]}",
        f"622{'*' * 14}{CARD[-2:]}",
    ]
    for sign in shown:
        assert "1234" not in sign.excerpt.replace("*", "")
        assert PERSON[6:14] not in sign.excerpt and CARD[3:-2] not in sign.excerpt
        assert sign.text in sign.excerpt


def test_full_width_digits_are_masked_too() -> None:
    (sign,) = found("手机：１３８１２３４５６７８")
    assert sign.text == "１３８******７８"


@pytest.mark.parametrize("number", [PERSON, "13812345678", f"账号100124430901{PERSON[:3]}", CARD])
def test_no_more_than_five_digits_are_shown(number: str) -> None:
    (sign,) = found(f"{'甲' * 60}{number}{'乙' * 60}")
    assert sum(character.isdigit() for character in sign.excerpt) <= 5
    assert sign.excerpt.startswith("…") and sign.excerpt.endswith("…")


def test_markings_are_shown_as_printed_with_what_stands_around_them() -> None:
    (sign,) = found("以上材料，不得外传，请妥善保管。")
    assert (sign.text, sign.excerpt) == ("不得外传", "以上材料，不得外传，请妥善保管。")
    assert (sign.place, sign.place_words) == (HERE, "第3页第12行")


def test_signs_come_in_reading_order_each_with_its_place() -> None:
    lines = [
        ("秘密", Place(line=1), "cover"),
        ("无", Place(line=2), ""),
        ("不得外传 13812345678", Place(page=2), "section: duties"),
    ]
    assert [(sign.text, sign.place_words) for sign in signs(lines)] == [
        ("秘密", "第1行"),
        ("不得外传", "第2页"),
        ("138******78", "第2页"),
    ]


@pytest.mark.long
def test_a_very_long_line_ends_in_time() -> None:
    text = "手机13812345678、" * 20_000
    assert len(found(text)) == 20_000
    assert found("1" * 500_000 + "内部" * 100_000 + "\n1" * 100_000) == []
    for blank in ("\t", " ", "\n", "密级 ", "★ ", "（ ", "机密 "):
        assert found(f"甲{blank * 100_000}乙") == []


# ---- no false alarm in real documents -------------------------------------------------------------------


def _signs_of(report: BudgetReport) -> list[tuple[str, str]]:
    return [(sign.text, sign.excerpt) for sign in signs((x.text, x.place, x.owner) for x in report.lines)]


def test_the_bundled_document_has_none(report: BudgetReport) -> None:
    assert _signs_of(report) == []


def test_one_planted_number_is_the_only_sign(report: BudgetReport) -> None:
    lines = [(x.text, x.place, x.owner) for x in report.lines]
    lines.insert(700, ("项目联系人：张三 13812345678", HERE, "statement 9: plan"))
    assert [sign.text for sign in signs(lines)] == ["138******78"]


@needs_documents
@pytest.mark.parametrize("suffix", ["txt", "pdf"])
@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.long
def test_real_documents_have_none(name: str, suffix: str) -> None:
    """None prints a personal number or a marking: looked through by hand."""
    path = Path(DOCUMENTS / f"{name}.{suffix}")
    assert _signs_of(budget_of(path).report) == []
