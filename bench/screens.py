"""Eighty large screenshots of one order, drawn anew, and a cache that holds what stands on them.

1290 × 2796 pixels, PNG and JPEG by turns, words, gradients and a photograph; no two alike.
"""

from __future__ import annotations

import hashlib
import random
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image

from dossier.model import Line
from dossier.ocr import registry
from dossier.ocr.cache import Cache, key
from dossier.ocr.workers import cores
from samples.draw.canvas import Canvas
from samples.draw.chat import ChatPage, Said, phone_chat
from samples.draw.look import BLUE
from samples.draw.order import OrderPage, order_page
from samples.draw.phone import Goods, Row
from samples.draw.rule import RulePage, rule_page

COUNT = 80
WIDTH, HEIGHT = 1290, 2796
_ASKS = 2
"""Which picture is the request and its refusal; an order page and a rule page stand before it."""
ORDER = "CM20240512001"


def draw(folder: Path, cache: Cache) -> None:
    """Fill a new folder with the pictures, and the cache with what stands on them."""
    engine = registry.create(registry.AUTO, cores())
    folder.mkdir()
    for number in range(COUNT):
        name = f"{number + 1:02d}.{'png' if number % 2 == 0 else 'jpg'}"
        lines = _draw(number, folder / name)
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        cache.put(key(digest, 1, engine), lines)


def _draw(number: int, place: Path) -> tuple[Line, ...]:
    """One screenshot: words of a phone page, a photograph below them."""
    canvas = _page(number)
    words = canvas.image().convert("RGB")
    image = Image.new("RGB", (WIDTH, HEIGHT), "#f4f5f7")
    image.paste(words.crop((0, 0, WIDTH, min(words.height, HEIGHT))), (0, 0))
    image.paste(_photograph(number), (150, 1900))
    if place.suffix == ".png":
        image.save(place, compress_level=6)
    else:
        image.save(place, quality=88)
    return tuple(line for line in canvas.lines() if line.box is not None and line.box.y1 < HEIGHT)


def _page(number: int) -> Canvas:

    look = BLUE.at(WIDTH / BLUE.width)
    if number == 0:
        rows = {
            "订单编号": ORDER,
            "下单时间": "2024-05-12 14:01:55",
            "付款时间": "2024-05-12 14:02:10",
            "发货时间": "2024-05-12 14:05:41",
            "发货方式": "自动发货",
        }
        cards = (("订单信息", tuple(Row(*row) for row in rows.items())),)
        goods = Goods("某某游戏点卡 100面值(示例)", "128.00")
        return order_page(look, OrderPage("已发货", goods, cards, total=("实付款", "128.00")))
    if number == 1:
        clauses = ("3.1 支付成功后5分钟内可免费取消订单，款项全额原路退回。",)
        return rule_page(
            look,
            RulePage("订单取消与退款规则（示例）", "生效日期：2024年3月1日", (("三、取消与退款", clauses),)),
        )
    moment = datetime(2024, 5, 12, 14, 3) + timedelta(hours=13, minutes=7) * (number - _ASKS)  # noqa: DTZ001
    asked = "误拍了，现申请取消，请勿发货" if number == _ASKS else f"第{number}次询问，请回复处理结果"
    said = (
        Said("time", f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H:%M}"),
        Said("me", f"订单{ORDER}{asked}"),
        Said(
            "them",
            "系统自动发货，无法取消" if number == _ASKS else "您好，已经记录，请您耐心等待",
            name="客服小某 工号1024",
        ),
    )
    return phone_chat(look, ChatPage("某某卡盟客服(示例)", said, clock=f"{moment:%H:%M}"))


def _photograph(number: int) -> Image.Image:
    """A soft landscape with a camera's grain, another for each number."""
    dice = random.Random(number)  # noqa: S311 - no secret
    size = (990, 700)
    coarse = Image.frombytes("RGB", (11, 8), dice.randbytes(11 * 8 * 3)).resize(
        size, Image.Resampling.BICUBIC
    )
    grain = Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).point(lambda v: v // 6)
    return Image.blend(coarse, Image.merge("RGB", (grain, grain, grain)), 0.25)
