"""Signs of personal data and of secrecy in a document, for the person who looks at it before others do.

Only common spellings are known, and a sign is a reason to look, never a verdict. The ordinary words of a budget
must give none: amounts, codes, 国家秘密 and 内部控制 in prose.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol

from budgets.form.spelling import one_line


class PlaceLike(Protocol):
    """The place of a line: page and line counted from 1, None where the format has none."""

    @property
    def page(self) -> int | None:
        """The page."""

    @property
    def line(self) -> int | None:
        """The line of a text file."""


class SignKind(Enum):
    """What a sign points to; the value is the word shown to readers."""

    IDENTITY_CARD = "身份证号"
    MOBILE = "手机号"
    LANDLINE = "联系电话"
    BANK_CARD = "银行卡号"
    SECRECY = "密级或内部标记"


@dataclass(frozen=True)
class Sign:
    """One sign: the words found and some words around them, personal numbers partly masked."""

    kind: SignKind
    text: str
    excerpt: str
    place: PlaceLike

    @property
    def place_words(self) -> str:
        """Page and line in words: 第3页第12行; "" when neither is known."""
        page = f"第{self.place.page}页" if self.place.page else ""
        return page + (f"第{self.place.line}行" if self.place.line else "")


def signs(lines: Iterable[tuple[str, PlaceLike, str]], *, loosely: bool = False) -> tuple[Sign, ...]:
    """Every sign in the lines of a document, in reading order.

    `loosely`: what only looks like an identity number counts too; no codes or amounts are expected there.

    A line is its text (cells of a table row divided by tabs), its place, and its owner as in
    parsing.records.SourceLine: "table 3: line 5" is a row of an official table, where amounts stand.
    """
    return tuple(sign for text, place, owner in lines for sign in _signs_of(text, place, owner, loosely))


def masked(text: str, *, loosely: bool = True) -> str:
    """Words with their personal numbers starred but for the first three and last two digits; `loosely` as in `signs`."""
    lines = text.split("\n")
    return "\n".join(_masked(line, _numbers(line.translate(_HALF_WIDTH), False, loosely)) for line in lines)


@dataclass(frozen=True)
class _Found:
    """Where in a line something was found."""

    kind: SignKind
    start: int
    end: int


def _signs_of(text: str, place: PlaceLike, owner: str, loosely: bool) -> Iterator[Sign]:
    plain = text.translate(_HALF_WIDTH)
    found = [*_numbers(plain, bool(_TABLE_ROW.match(owner)), loosely), *_markings(plain)]
    masked = _masked(text, (f for f in found if f.kind is not SignKind.SECRECY))
    for f in sorted(found, key=lambda f: f.start):
        yield Sign(f.kind, " ".join(masked[f.start : f.end].split()), _excerpt(masked, f), place)


# One character for each character, so that positions in the plain and in the printed text are the same.
_HALF_WIDTH = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {0x3000: " ", 0xA0: " "}
    | dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
)
_TABLE_ROW = re.compile(r"table \d+: line\b")
_KEPT_FIRST, _KEPT_LAST = 3, 2


def _masked(text: str, numbers: Iterable[_Found]) -> str:
    """The text with its personal numbers starred, except their first three and last two digits."""
    shown = list(text)
    for number in numbers:
        digits = [n for n in range(number.start, number.end) if text[n].isalnum()]
        for n in digits[_KEPT_FIRST:-_KEPT_LAST]:
            shown[n] = "*"
    return "".join(shown)


_AROUND = 24


def _excerpt(masked: str, found: _Found) -> str:
    """The words around a sign, on one line."""
    start, end = max(0, found.start - _AROUND), min(len(masked), found.end + _AROUND)
    words = one_line(masked[start:end])
    return f"{'…' if start else ''}{words}{'…' if end < len(masked) else ''}"


# ---- personal numbers -----------------------------------------------------------------------------------

# The whole of a number: no part of a longer one, of a code with letters, or of an amount with a point.
_ALONE = r"(?<![0-9A-Za-z])(?<![0-9A-Z][-_])(?<![0-9]\.)"
_ENDS = r"(?![0-9A-Za-z])(?!,[0-9]{3}(?![0-9]))(?![-_.][0-9])"
_GAP = r"[ -]?"
_D = r"(?:\n?[0-9])"  # a narrow cell may break a number anywhere
_IDENTITY = re.compile(rf"{_ALONE}[1-9]{_D}{{5}}{_GAP}{_D}{{8}}{_GAP}{_D}{{3}}\n?[0-9Xx]{_ENDS}")
_OLD_IDENTITY = re.compile(rf"{_ALONE}[1-9]{_D}{{5}}{_GAP}{_D}{{6}}{_GAP}{_D}{{3}}{_ENDS}")
_MOBILE = re.compile(
    rf"(?:(?<![0-9A-Za-z])\+?86{_GAP}|{_ALONE})(?P<number>1\n?[3-9]{_D}(?P<gap>{_GAP}){_D}{{4}}(?P=gap){_D}{{4}})"
    rf"{_ENDS}"
)
_LANDLINE = re.compile(rf"{_ALONE}(?:\(?0[0-9]{{2,3}}\)?{_GAP})?[2-8][0-9]{{6,7}}(?:-[0-9]{{1,5}})?{_ENDS}")
_CARD = re.compile(
    rf"{_ALONE}(?:{_D}{{16,19}}|[0-9]{{4}}(?:[ -][0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,3}})?){_ENDS}"
)
_ACCOUNT = re.compile(rf"{_ALONE}[0-9](?:[ -]?{_D}){{11,18}}{_ENDS}")

# Words before a number that say what it is.
_BEFORE = 24
_IDENTITY_WORDS = re.compile(r"身份证|证件号|公民身份")
_BANK_WORDS = re.compile(r"[账帐][号户]|银行|卡号|开户")
_PHONE_WORDS = re.compile(r"电\s*话(?!费|会议|系统|线路)|手\s*机|联系|(?i:tel|mobile)")
# Telephone numbers of an office, printed for the public.
_PUBLIC_LINE_WORDS = re.compile(r"咨询|监督|举报|投诉|服务|热线|值班|办公|总机|客服")
_CODE_WORDS = re.compile(
    r"(?:编号|编码|代码|文号|单号|序号|序列号|型号|批号|条码|合同号|标准号|专利号|登记号|备案号|批准号|许可证号?|发票号码?"
    r"|(?<!件)(?<!身份)证号)[^。；\d]{0,8}$"
)
_MONEY_BEFORE = re.compile(r"[¥￥$]\s*$")
_COUNTED_BEHIND = re.compile(r"\s*(?:[元万亿千百%‰㎡]|平方|立方|公[里斤顷]|[个人次件台套户])")
_MONEY_WORDS = re.compile(r"金额|预算数|资金|合计|万?元[)）]")


@dataclass(frozen=True)
class _Number:
    """A number that may be personal, with the words around it. `line` is the line in half width."""

    line: str
    start: int
    end: int
    in_table: bool
    loosely: bool = False

    @property
    def digits(self) -> str:
        """Its digits, and an X in capitals."""
        return re.sub(r"[^0-9X]", "", self.line[self.start : self.end].upper())

    @property
    def before(self) -> str:
        """The words before it in its sentence; in a row of an official table only those in its cell."""
        text = self.line[max(0, self.start - _BEFORE) : self.start]
        return re.split(r"[。;；\t]" if self.in_table else r"[。;；]", text)[-1]

    @property
    def near(self) -> str:
        """The words on both sides of it."""
        return self.before + self.line[self.end : self.end + _BEFORE]

    @property
    def is_amount(self) -> bool:
        """Whether it is money or a count: by its sign or unit, or because it is a cell of an official table."""
        by_unit = _MONEY_BEFORE.search(self.before) or _COUNTED_BEHIND.match(self.line, self.end)
        return bool(by_unit) or (self.in_table and self.is_cell)

    @property
    def is_among_amounts(self) -> bool:
        """Whether it is a whole cell of another table, in a row about money."""
        row = self.line[max(0, self.start - 200) : self.end + 200]
        return self.is_cell and bool(_MONEY_WORDS.search(row))

    @property
    def is_cell(self) -> bool:
        """Whether it is the whole text of a cell."""
        left, right = self.line[max(0, self.start - 9) : self.start], self.line[self.end : self.end + 9]
        if "\t" not in left + right:
            return False
        return not left.rpartition("\t")[2].strip() and not right.partition("\t")[0].strip()

    @property
    def is_code(self) -> bool:
        """Whether the word before it says that it is the number of a thing, not of a person."""
        return bool(_CODE_WORDS.search(self.before))


def _is_identity(number: _Number) -> bool:
    """Whether it is an identity number: eighteen characters with a date of birth, and a correct check digit (GB 11643).

    After a word that says so a wrong digit is a slip, not another kind of number.
    """
    digits = number.digits
    if not _is_date(digits[6:14]) or "信用代码" in number.before:
        return False
    is_said = number.loosely or bool(_IDENTITY_WORDS.search(number.before))
    weighted = sum(int(digit) * 2 ** (17 - n) for n, digit in enumerate(digits[:17]))
    return digits[17] == "10X98765432"[weighted % 11] or is_said


def _is_old_identity(number: _Number) -> bool:
    """Whether it is an old identity number: fifteen digits with a date of birth, and a word that says so."""
    return _is_date(f"19{number.digits[6:12]}") and bool(_IDENTITY_WORDS.search(number.near))


def _is_date(digits: str) -> bool:
    try:
        return 1900 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2099
    except ValueError:
        return False


def _is_mobile(number: _Number) -> bool:
    if number.is_amount:
        return False
    return bool(_PHONE_WORDS.search(number.before)) or not (number.is_among_amounts or number.is_code)


def _is_landline(number: _Number) -> bool:
    """Whether it is a private landline: after a word for a telephone, not a public one of an office, and no date."""
    said = _PHONE_WORDS.search(number.before) and not _PUBLIC_LINE_WORDS.search(number.before)
    return bool(said) and not (number.is_amount or number.is_code or _is_date(number.digits[:8]))


def _is_card(number: _Number) -> bool:
    """Whether it is a bank card: 16 to 19 digits with a correct Luhn digit, no code, and no mistyped identity number."""
    digits = number.digits
    if number.is_amount or number.is_among_amounts or number.is_code:
        return False
    if len(digits) == 18 and _is_date(digits[6:14]):
        return False
    doubled = (int(d) * (1 + n % 2) for n, d in enumerate(reversed(digits)))
    return sum(d // 10 + d % 10 for d in doubled) % 10 == 0 and len(set(digits)) > 1


def _is_account(number: _Number) -> bool:
    """Whether it is a bank account: 12 to 19 digits after a word for an account."""
    return bool(_BANK_WORDS.search(number.before)) and not (number.is_amount or number.is_code)


_NUMBERS: tuple[tuple[SignKind, re.Pattern[str], Callable[[_Number], bool]], ...] = (
    (SignKind.IDENTITY_CARD, _IDENTITY, _is_identity),
    (SignKind.IDENTITY_CARD, _OLD_IDENTITY, _is_old_identity),
    (SignKind.MOBILE, _MOBILE, _is_mobile),
    (SignKind.BANK_CARD, _CARD, _is_card),
    (SignKind.BANK_CARD, _ACCOUNT, _is_account),
    (SignKind.LANDLINE, _LANDLINE, _is_landline),
)


def _numbers(line: str, in_table: bool, loosely: bool = False) -> list[_Found]:
    """The personal numbers of a line; digits that fit several kinds count for the first one."""
    found: list[_Found] = []
    taken = bytearray(len(line))
    for kind, pattern, is_one in _NUMBERS:
        for match in pattern.finditer(line):
            start, end = match.span("number" if "number" in pattern.groupindex else 0)
            if not any(taken[start:end]) and is_one(_Number(line, start, end, in_table, loosely)):
                found.append(_Found(kind, start, end))
                taken[start:end] = b"1" * (end - start)
    return found


# ---- secrecy --------------------------------------------------------------------------------------------

# The number of spaces is limited: a blank row of a sheet has thousands, and would be searched thousands of times.
_S, _SIDE = r"[ \n]{0,4}", " {0,60}"
_LEVEL = rf"(?:绝{_S}密|机{_S}密|秘{_S}密)(?:级|件)?"
_TERM = rf"(?:{_S}[★☆*]?{_S}(?:\d{{1,2}}{_S}年|\d{{1,2}}{_S}个?月|长期|启用前|解密前)?)"
_TOLD = r"(?:外传|外泄|扩散|(?:对外)?公开(?!招|竞|选|遴|发行|募|征)|对外(?:发布|提供|泄露))"
_NOT = r"(?:不得|不准|不许|不可|严禁|禁止|请勿|切勿|不宜|不予|暂不|不便)"
_MARKINGS = tuple(
    re.compile(pattern)
    for pattern in (
        # 机密★10年 · ★秘密 · 内部★
        rf"(?:{_LEVEL}|内{_S}部){_S}[★☆]{_TERM}",
        rf"[★☆]{_S}(?:{_LEVEL}|内{_S}部(?={_S}(?:\t|$)))",
        # alone in a line or a cell: 秘 密, 机密 长期, 内部
        rf"(?:(?<=\t)|^){_SIDE}(?:{_LEVEL}{_TERM}|内{_S}部){_SIDE}(?=\t|$)",
        # （秘密）【机密】【内部】
        rf"[(\[【〔]{_S}{_LEVEL}{_TERM}{_S}[)\]】〕]|【{_S}内{_S}部{_S}】",
        # 密级：内部 · 保密等级为机密
        rf"(?:密{_S}级|(?:保密|涉密|秘密)(?:等级|级别|程度)){_S}(?:[:：]|为|是|定为|属于?)?{_S}(?:{_LEVEL}|内{_S}部|敏感)",
        rf"(?:属于?|定为|列为|标注为?|标明为?|确定为){_LEVEL}(?!性)",
        # 此件不公开 · 不得外传 · 注意保密
        r"(?:此|本)(?:件|文件|文|材料|资料)(?:不|依申请)公开(?:发布)?",
        _NOT + _TOLD,
        r"(?:请?注意|请予?|务必|妥为)保密(?!工作|教育|意识|管理|制度|纪律|审查|规定|局)",
        r"限(?:国内|内部|系统内)发行",
        rf"(?:(?:仅|只)(?:供|限于?)[^。；，,;]{{0,10}}|限)内{_S}部{_S}(?:使用|传阅|参考|参阅|阅读)",
        rf"(?:(?<=[^\w])|^)内{_S}部{_S}使{_S}用(?=[^\w]|$)",
    )
)
# 内部资料 as a marking: at the beginning of a line, after punctuation, or after a word that makes it one. Inside a
# sentence these characters often mean something else: 墙体内部材料, 内部资料性出版物, 内部文件管理.
_INTERNAL = re.compile(
    r"(?:^|(?<=[^\w])|(?<=[供限属为是本该此])|(?<=属于|单位|机关|部门|公司|以下|标有|标注))"
    rf"内{_S}部{_S}(?:资{_S}料|文{_S}件|材{_S}料|传{_S}阅|参{_S}考|参{_S}阅|掌{_S}握)"
    r"(?!性|[的]?(?:管理|控制|审计|交换|流转|归档|收发|印|制度|汇编|规定|规范|传输|共享|查询|存储|备份|检索|处理|整理|收集|采购|费))"
)


def _markings(line: str) -> list[_Found]:
    """Markings of secrecy and of internal papers; of two that overlap, the first kind counts."""
    found: list[_Found] = []
    taken = bytearray(len(line))
    for pattern in (*_MARKINGS, _INTERNAL):
        for match in pattern.finditer(line):
            start = match.end() - len(match.group().lstrip())
            end = start + len(match.group().strip())
            if not any(taken[start:end]):
                found.append(_Found(SignKind.SECRECY, start, end))
                taken[start:end] = b"1" * (end - start)
    return found
