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

# The surnames of more than nineteen in twenty people, in both scripts, and the commonest of two characters.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆"
    "范汪廖石金贾夏韦付傅方邹熊白孟秦邱侯江尹薛阎闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔牛葛殷庞施樊温兰倪"
    "俞章鲁柯翁申耿关焦左柳祝纪甘鲍齐单聂季凌童路詹宁欧安包裴涂舒丛岳梅盛窦翟冉骆蓝仇屈柴符管项祁狄沙连谷费卞应阿买艾"
    "張劉陳楊趙吳孫馬羅鄭謝許韓鄧馮蕭蔣餘葉蘇呂盧鍾譚陸範賈韋鄒閻龍賀顧龔萬錢嚴湯喬龐倪魯關齊單寧歐"
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
# Ends and parts of names that are of an office, a place, a program or a role.
_NO_PERSON = re.compile(
    r"[局委办处科室部厅院所站队会社司厂校店库组镇乡村省市县区州街道路嘴桥员商网]$|中心|公司|单位|机关|部门|财政|财务|预算|政府|用户|管理"
    r"|系统|电脑|软件|科技|集团|有限|^(?:安徽|江苏|江西|金蝶|方正|用友|金山|石墨|向日葵|万方|安全|高级|高清|常用|应用|连接|关于|管控)"
)
_OFFICE = re.compile(r"^[\u4e00-\u9fff]{1,12}[局委办处科室部厅院所站队中心公司](?=[\u4e00-\u9fff]{2,4}$)")
_HAN_NAME = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:[·•．.][\u4e00-\u9fff]{1,6})?|[\u4e00-\u9fff]{1,6}[·•][\u4e00-\u9fff]{1,6}"
)
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
    r"microsoft|office|word|excel|huawei|xiaomi(?!n)|adobe|wps|kingsoft|apache|libre|python|openpyxl|admin|user|guest|windows|lenovo"
    r"|founder|printer|scan|acrobat|pdf|test|default|owner|system|shanghai|beijing|china|department|bureau|finance|budget|section"
    r"|company|group|packard|library|template|export|server|\b(?:inc|ltd|co|corp|llc|dell)\b",
    re.IGNORECASE,
)
# Words in letters that are of an office or a thing, as clerks name their accounts.
_SPELLED_WORDS = re.compile(
    r"(?:cai(?:wu|zheng|hui)|yu ?suan|jue ?suan|ren ?shi|ban ?gong|zheng ?fu|gong ?shi|dan ?wei|ji ?guan|bu ?men|zi ?liao|wen ?jian"
    r"|dian ?nao|song ?ti|hei ?ti|fang ?song|kai ?ti|xin ?xi|guan ?li|shi ?yong|yong ?hu|xi ?tong|mo ?ren)"
    r"(?:chu|ke|shi|ju|bu|ban|zhan|yuan|suo|zu)?\d*"
)
_SEPARATORS = re.compile(r"[;；,，、/|()（）]+")


def is_like_a_person(name: str) -> bool:
    """Whether a name, or one of several in it, is like one of a person: 张三, 张 三, 财务处张三, 张三;李四, Zhang San, zhangsan.

    The name of an office, a place, a program or a role is none. It is a guess that only asks for a tick.
    """
    return any(map(_is_one_person, _SEPARATORS.split(name)))


def _is_one_person(name: str) -> bool:
    name = name.strip()
    together = re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", "", name)
    if re.search(r"[\u4e00-\u9fff]", together):
        person = _OFFICE.sub("", together)
        return bool(_HAN_NAME.fullmatch(person)) and _has_surname(person) and not _NO_PERSON.search(person)
    if not name or _PROGRAMS.search(name):
        return False
    if _LATIN_NAME.fullmatch(name):
        return not _SPELLED_WORDS.fullmatch(re.sub(r"[^a-z]", "", name.lower()))
    return _is_spelled_name(re.sub(r"[ ._-]", "", name.lower()).rstrip("0123456789"))


def _has_surname(name: str) -> bool:
    return name[0] in _SURNAMES or name.startswith(_DOUBLE_SURNAMES) or bool(re.search("[·•]", name))


def _is_spelled_name(letters: str) -> bool:
    """Whether letters are two to four syllables of Chinese, the first a common surname; or a surname and initials."""
    if _SPELLED_WORDS.fullmatch(letters):
        return False
    rests = [letters[len(surname) :] for surname in _SURNAME_SOUNDS if letters.startswith(surname)]
    return any(1 <= len(tuple(_syllables(rest))) <= 3 for rest in rests) or any(
        _INITIALS.fullmatch(rest) and len(letters) - len(rest) > 2 for rest in rests
    )


_INITIALS = re.compile(r"[bcdfghjklmnpqrstwxyz]{2}")


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
