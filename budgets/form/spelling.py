"""Brings printed words to one spelling before they are compared. What is stored stays as printed."""

import re
import unicodedata

# The radicals that Unicode calls equal to a character (Equivalent_Unified_Ideograph) but NFKC leaves alone.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺈⺉⺊⺋⺌⺍⺎⺏⺐⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺫⺬⺭⺯⺰⺱⺲⺳⺴⺶⺹⺺⺻"
    "⺼⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂刀刂卜㔾小小兀尣尢巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王目示礻糹纟罓罒㓁冗羊耂肀聿"
    "肉艹艹艹虎衤覀西见角讠贝车辶辶辶邑钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
# Kangxi and further radicals, compatibility ideographs: fonts and viewers give 门 the code of the radical ⻔.
_LOOK_ALIKE = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_IDEOGRAPH = re.compile(f"[{_LOOK_ALIKE}]")
# Digits and letters of full width. Brackets, commas and points are not among them: full width is their usual form.
_FOLDED = re.compile(f"[{_LOOK_ALIKE}０-９Ａ-Ｚａ-ｚ]")


def _plain(found: re.Match[str]) -> str:
    character = found.group()
    plain = unicodedata.normalize("NFKC", character.translate(_RADICALS))
    return plain if len(plain) == 1 else character


def same_ideographs(text: str) -> str:
    """The text with radicals and compatibility ideographs as the characters that they look like: ⾏ is 行."""
    return _IDEOGRAPH.sub(_plain, text)


def fold(text: str) -> str:
    """The text for reading and comparing: ⻔ as 门, ２ as 2. Character by character, so that positions stay."""
    return _FOLDED.sub(_plain, text)


def unspaced(text: str) -> str:
    """The text as printed without white space: layout puts it anywhere between Chinese letters."""
    return "".join(text.split())


def squeeze(text: str) -> str:
    """The text for comparing, folded and without white space."""
    return fold(unspaced(text))


def one_line(text: str) -> str:
    """The text on one line, each run of white space replaced by one blank."""
    return " ".join(text.split())


def same_brackets(text: str) -> str:
    """The text for comparing, without white space and with full-width brackets: documents print either kind."""
    return squeeze(text).replace("(", "（").replace(")", "）")
