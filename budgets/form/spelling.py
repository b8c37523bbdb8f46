"""Brings printed words to one spelling before they are compared. What is stored stays as printed."""

import re
import unicodedata
from collections.abc import Iterable

# The radicals that Unicode calls equal to a character (Equivalent_Unified_Ideograph) but NFKC leaves alone.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻"
    "⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿"
    "肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
# Kangxi and further radicals, compatibility ideographs: fonts and viewers give 门 the code of the radical ⻔.
_LOOK_ALIKE = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
# Digits and letters of full width. Brackets, commas and points are not among them: full width is their usual form.
_WIDE = (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B))


def _plain(codes: Iterable[range]) -> dict[int, str]:
    """Each character with the one that it is the same as."""
    plain = {
        code: unicodedata.normalize("NFKC", chr(code).translate(_RADICALS)) for each in codes for code in each
    }
    return {code: to for code, to in plain.items() if len(to) == 1 and to != chr(code)}


def _in(codes: Iterable[range]) -> re.Pattern[str]:
    """Finds a character of these ranges: most texts have none, and searching is quicker than translating."""
    return re.compile(f"[{''.join(f'{chr(each[0])}-{chr(each[-1])}' for each in codes)}]")


_IDEOGRAPHS = _plain(_LOOK_ALIKE)
_FOLDED = _plain((*_LOOK_ALIKE, *_WIDE))
_HAS_IDEOGRAPH, _HAS_FOLDED = _in(_LOOK_ALIKE), _in((*_LOOK_ALIKE, *_WIDE))


def same_ideographs(text: str) -> str:
    """The text with radicals and compatibility ideographs as the characters that they look like: ⾏ is 行."""
    return text.translate(_IDEOGRAPHS) if _HAS_IDEOGRAPH.search(text) else text


def fold(text: str) -> str:
    """The text for reading and comparing: ⻔ as 门, ２ as 2. Character by character, so that positions stay."""
    return text.translate(_FOLDED) if _HAS_FOLDED.search(text) else text


def unspaced(text: str) -> str:
    """The text as printed without white space: layout puts it anywhere between Chinese letters."""
    return "".join(text.split())


def squeeze(text: str) -> str:
    """The text for comparing, folded and without white space."""
    return fold(unspaced(text))


def has_words(text: str) -> bool:
    """Whether the text holds a letter or a Chinese character: a name without any cannot be read."""
    return any(map(str.isalpha, text))


def one_line(text: str) -> str:
    """The text on one line, each run of white space replaced by one blank."""
    return " ".join(text.split())


def same_brackets(text: str) -> str:
    """The text for comparing, without white space and with full-width brackets: documents print either kind."""
    return squeeze(text).replace("(", "（").replace(")", "）")


def shared_beginning(first: str, second: str) -> int:
    """How many characters two texts share at their beginning."""
    return next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
