"""Whether the other side of a conversation can be the shop at all.

A friend who says that such orders are never cancelled, or another buyer in a
group, speaks for nobody.  A capture of such a talk shows it by its title, an
export by the sender's name, and some sentences by their own words.
"""

from __future__ import annotations

import re

from dossier.model import Page, Speaker
from dossier.reading.chats.bubbles import TITLE
from dossier.reading.chats.conversation import Utterance
from dossier.reading.chats.stitching import Conversation
from dossier.reading.text import squeeze

_GROUP = re.compile(r"群(?:聊)?(?:[(]\d{1,4}[)])?$")
_MEMBERS = re.compile(r"[(]\d{1,4}[)]$")
_KIN = re.compile(
    r"^(?:我的?|亲爱的|A+)?(?:[表堂大小二三老]?(?:哥哥?|弟弟?|姐姐?|妹妹?|叔叔?|伯伯?|舅舅?|姑姑?|阿?姨|婶|嫂)"
    r"|爸爸?|妈妈?|爷爷|奶奶|外公|外婆|老[公婆爸妈]|儿子|女儿|同学|室友|舍友|同事|闺蜜|朋友(?!圈)|老师|班长|邻居)"
)
_SHOP = re.compile(
    r"客服|店|商家|卖家|平台|官方|商城|卡|充值|代充|代练|陪玩|代购|租号|账号|激活|软件|会员|电竞|游戏|数[码娱]|科技|网络|工作室|批发|小铺|售[前后]|服务|小二"
)
_LONGEST = 12
"""Characters of the longest name; what is longer, or has a comma, is a sentence."""
_PHRASE = re.compile(r"[,。!?~]")
_OF_OTHERS = re.compile(
    r"(?:他们?|她们?|那|这)家(?:店|平台|网站)?(?:从来|一直|都|就|也|不|说|是|的)|我(?:上次|之前|以前|前[天几]|也)(?:也|就|都|被|遇|买|退|是)"
)


def is_stranger(turns: Conversation) -> bool:
    """Whether the title of the captures, or the sender's name, says that the other side is no shop."""
    names = {squeeze(place.said.sender) for turn in turns for place in turn.shown}
    pages = {(p.evidence.id, p.page.number): p.page for turn in turns for p in turn.shown}
    titles = {title for page in pages.values() for title in _titles(page)}
    # "姐 在吗" at the top of a screen is the buyer's first message, and no title.
    own = {squeeze(turn.said.text) for turn in turns if turn.said.speaker is Speaker.BUYER}
    return any(_is_none(name) for name in (names | titles) - {"", *own})


def speaks_of_others(said: Utterance) -> bool:
    """Whether somebody on the shop's side of the screen tells what another shop does."""
    return said.speaker is Speaker.AGENT and _OF_OTHERS.search(squeeze(said.text)) is not None


def _is_none(name: str) -> bool:
    if _GROUP.search(name):
        return True
    if len(name) > _LONGEST or _PHRASE.search(name) or _SHOP.search(name):
        return False
    return _KIN.match(name) is not None or _MEMBERS.search(name) is not None


def _titles(page: Page) -> list[str]:
    """The lines of a screen's title bar, squeezed."""
    if not page.width:
        return []
    return [
        squeeze(line.text)
        for line in page.lines
        if line.box is not None and line.box.y1 <= TITLE * page.width
    ]
