"""What a file hides: which of it has to be acknowledged before the file goes out, and the personal data in it."""

import re
from collections.abc import Iterator

from budgets.form.terms import HiddenKind
from budgets.reconcile.sensitive import PlaceLike, Sign, signs

# Every file has these; only a person's name or personal data in them is a reason to ask.
_ORDINARY = frozenset({HiddenKind.AUTHOR, HiddenKind.PROPERTY, HiddenKind.DESCRIPTION})


def hidden_signs(text: str, place: PlaceLike) -> tuple[Sign, ...]:
    """The signs of personal data and of secrecy in the words of something that a file hides."""
    return signs(((line, place, "") for line in text.split("\n")), loosely=True)


def asks(kind: HiddenKind, text: str, place: PlaceLike) -> bool:
    """Whether publishing the file asks to acknowledge it: everything hidden, and what is ordinary where it tells of a person."""
    if kind not in _ORDINARY:
        return True
    return (kind is HiddenKind.AUTHOR and is_like_a_person(text)) or bool(hidden_signs(text, place))


# ---- names of people ------------------------------------------------------------------------------------

# The surnames of more than nineteen in twenty people, and the commonest of two characters.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金贾夏韦付傅方邹熊白孟秦邱侯江尹薛阎闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔牛葛殷庞施樊温兰倪"
    "俞章鲁柯翁申耿关焦左柳祝纪甘鲍齐单聂季凌童路詹宁欧安包裴涂舒丛岳梅盛窦翟冉骆蓝仇屈柴符管项祁狄沙连谷费卞应"
)
_DOUBLE_SURNAMES = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
)
# Ends and parts of names that are of an office, a program or a role.
_NO_PERSON = re.compile(
    r"[局委办处科室部厅院所站队会社司厂校店库组]$|中心|公司|单位|机关|财政|财务|预算|政府|用户|管理|系统|电脑|软件|科技|集团|有限"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[·•．.][\u4e00-\u9fff]{1,6})?")
_INITIAL = r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|a|e|i|o|u|v)"
_SYLLABLE = re.compile(rf"{_INITIAL}{_FINAL}")
_SOUNDS = (
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han "
    "feng cao peng zeng xiao tian dong yuan pan cai jiang yu du ye cheng wei su lv lu ding ren yao shen zhong cui tan fan "
    "liao shi jin jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan duan lei long tao mao hao gu gong shao wan"
)
_SURNAME_SOUNDS = frozenset(_SOUNDS.split())
_LATIN_NAME = re.compile(r"[A-Z][a-z]+(?:[ .,·-]+[A-Z][a-z]*\.?){1,3}")
_PROGRAMS = re.compile(
    r"microsoft|office|word|huawei|xiaomi(?!n)|excel|adobe|wps|kingsoft|apache|libre|python|openpyxl|admin|user|guest|windows|lenovo|founder"
    r"|printer|scan|acrobat|pdf|test|default|owner|system|shanghai|beijing|china",
    re.IGNORECASE,
)


def is_like_a_person(name: str) -> bool:
    """Whether a name is like one of a person: 张三, 欧阳小明, Zhang San, zhangsan; no office, program or role is."""
    name = name.strip()
    if _HAN_NAME.fullmatch(name):
        return (name[0] in _SURNAMES or name.startswith(_DOUBLE_SURNAMES)) and not _NO_PERSON.search(name)
    if not name or _PROGRAMS.search(name):
        return False
    return bool(_LATIN_NAME.fullmatch(name)) or _is_spelled_name(re.sub(r"[ ._-]", "", name.lower()))


def _is_spelled_name(letters: str) -> bool:
    """Whether letters are two to four syllables of Chinese, the first a common surname."""
    return any(
        letters.startswith(surname) and 1 <= len(rest) <= 3
        for surname in _SURNAME_SOUNDS
        if (rest := tuple(_syllables(letters[len(surname) :])))
    )


def _syllables(letters: str) -> Iterator[str]:
    """The syllables of letters, as long as each can be; none where they are no Chinese."""
    found = []
    while letters:
        syllable = _SYLLABLE.match(letters)
        if syllable is None:
            return
        found.append(syllable.group())
        letters = letters[syllable.end() :]
    yield from found
