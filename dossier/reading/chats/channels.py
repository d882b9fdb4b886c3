"""Where a conversation was held: in the platform's own service window, or in WeChat or QQ.

What is looked at is the frame that an app draws around the messages (titles,
notices, the input line) and the shape of an export, never what the parties
write: "加微信" in a message is an invitation and not the place where it was made.
Where the frame speaks for two places, or for none, the channel stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.model import Channel, Evidence, Page, Role, Speaker
from dossier.reading import layout
from dossier.reading.chats import conversation
from dossier.reading.chats.bubbles import TITLE
from dossier.reading.chats.conversation import Utterance
from dossier.reading.text import squeeze

_WECHAT = re.compile(
    r"^[<＜‹《(]?微信(?:[(]\d{1,4}\+?[)])?$"
    r"|以上是打招呼的内容|你已添加了.{1,24}(?:可以开始聊天|打招呼)|(?:拍了拍|拍一拍)|开启了(?:朋友|好友)验证"
    r"|消息已发出,?但被对方拒收|文件传输助手|^微信(?:转账|红包)$"
)
_WECHAT_FILE = re.compile(r"微信聊天|weflow|chatlog|wechat[_\- ]?(?:chat|msg|message)|wxid_", re.IGNORECASE)
_QQ = re.compile(
    r"^QQ(?:[(]\d{1,4}\+?[)])?$|窗口抖动|戳了戳|戳一戳|QQ(?:好友|钱包|红包|转账)|(?:手机|电脑|iPhone|4G|5G|WiFi)(?:QQ)?在线$"
    r"|你们已成为好友|临时会话"
)
_QQ_EXPORT = re.compile(r"^消息记录[(]此消息记录为文本格式|^消息(?:分组|对象)[::]")
_PLATFORM = re.compile(
    r"^[<＜‹《]?(?:在线客服|人工客服|官方客服|平台客服|客服中心|智能客服|联系客服|店铺客服|客服消息)$"
    r"|转人工|已接入|为您接入|接入(?:会话|人工)|进入(?:会话|排队|人工)|排队|(?:号|工号.{0,8})客服|客服.{0,10}为您服务|为您转接|已转接"
    r"|会话(?:已)?(?:结束|开始|关闭)|(?:请对|评价).{0,10}(?:服务|评价|客服)|满意度|服务评价"
    r"|咨询商品|商品咨询|您?正在咨询|发送(?:订单|商品|链接)|选择订单|查看订单|订单咨询|订单编?号[::]|我要投诉|常见问题|猜你想问"
)


def of(item: Evidence) -> Channel | None:
    """The channel of a chat or mail; None for other files, and where it does not show."""
    if item.channel is not None:
        return item.channel
    if item.role is Role.MAIL:
        return Channel.MAIL
    if item.role is not Role.CHAT:
        return None
    if any(page.messages for page in item.pages):
        return _of_export(item)
    frame = [line for page in item.pages for line in _frame(page)]
    found = [channel for channel, words in _SIGNS if any(words.search(line) for line in frame)]
    return found[0] if len(found) == 1 else None


_SIGNS = ((Channel.WECHAT, _WECHAT), (Channel.QQ, _QQ), (Channel.PLATFORM, _PLATFORM))


def _of_export(item: Evidence) -> Channel | None:
    """The program an export comes from: QQ says so in its head, others in the file's name."""
    head = [message.text for page in item.pages for message in page.messages if not message.sender]
    if any(_QQ_EXPORT.search(squeeze(text)) for text in head):
        return Channel.QQ
    return Channel.WECHAT if _WECHAT_FILE.search(item.path) else None


def _frame(page: Page) -> Iterator[str]:
    """The lines of a screen that no party, nor anybody unknown, wrote, squeezed."""
    if not page.width:
        return
    spoken = {
        line.number
        for said in conversation.of_page(page)
        if said.speaker is not Speaker.SYSTEM and not _is_title(said, page)
        for line in said.lines
    }
    yield from (squeeze(line.text) for line in page.lines if line.number not in spoken)


def _is_title(said: Utterance, page: Page) -> bool:
    """Whether words that no time line stands above are the title bar's: the way back, a name."""
    box = layout.span(said.lines)
    return said.stamp is None and box is not None and box.y1 <= TITLE * page.width
