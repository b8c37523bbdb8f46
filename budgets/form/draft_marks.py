"""The words that say that a paper is no final one: 征求意见稿, 草案, 样张."""

import re

_DRAFT = re.compile(
    r"(征求意见|公开征求意见|讨论|送审|报批|报审|审议|评审|审核|校对|修改|修订|试行|内部|未定|待定|待审|草|初|样)稿"
    r"|草案|样张|样本|样品|样表|模板|范本|示例|示范文本|内部(资料|文件|使用|参考)|仅供(参考|内部|预览|.{0,8}使用)|(不得|严禁|请勿)(外传|复制|翻印)"
    r"|注意保密|保密|秘密|机密|作废|副本|复印(件|无效)|未经(审定|批准)|预览|测试|未公开|DRAFT|SAMPLE|CONFIDENTIAL|COPY|PREVIEW",
    re.IGNORECASE,
)
_FRAME = re.compile(r"[\s（）()【】\[\]《》〈〉“”\"'·•\-—_*＊.。、,，:：0-9年第稿]*")


def is_draft_mark(text: str) -> bool:
    """Whether these are the words of a draft and nothing else: （征求意见稿）, 内部资料, DRAFT."""
    found = _DRAFT.search(text)
    if found is None:
        return False
    rest = text[: found.start()] + text[found.end() :]
    rest = _DRAFT.sub("", rest)
    return _FRAME.fullmatch(rest) is not None
