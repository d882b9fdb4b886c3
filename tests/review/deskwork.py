"""A desk over a small folder that is judged without an engine: pages are given as an engine would read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pages import chat_page, evidence, numbered, order_page

from dossier.casefile import CaseFile
from dossier.model import Page
from dossier.options import Options
from dossier.pipeline import Gathered, Progress
from dossier.review import Desk

ORDER, CHAT, OTHER = "b订单.png", "c客服.png", "d订单.png"
ROWS = (
    ("订单编号", "CM20240512001"),
    ("商品名称", "某游戏点券"),
    ("实付款", "¥128.00"),
    ("下单时间", "2024-05-12 14:01:30"),
    ("付款时间", "2024-05-12 14:02:10"),
    ("发货时间", "2024-05-12 14:05:40"),
)
TALK = (
    ("time", "14:03"),
    ("buyer", "订单CM20240512001请取消"),
    ("time", "14:04"),
    ("agent", "您好，已经发货了不能取消"),
)


def page_of(name: str) -> Page:
    """What an engine would read in a file of such a name."""
    return chat_page(TALK) if "客服" in name else order_page(ROWS)


def reader(folder: Path) -> Callable[[CaseFile, Options, Progress], Gathered]:
    """Reads whatever pictures lie in a folder; those left out stay unread, as by the real one."""

    def read(said: CaseFile, _options: Options, told: Progress) -> Gathered:
        names = sorted(path.name for path in folder.glob("*.png"))
        out = {one.file for one in said.exclude}
        items = []
        for number, name in enumerate(names, 1):
            page = page_of(name) if name not in out else Page(1, 1080, 900)
            items.append(evidence(name, page))
            told(number, len(names), name)
        return Gathered(tuple(numbered(*items)), out & set(names), (), (), 0)

    return read


def lay(folder: Path, *names: str) -> None:
    """Put pictures into a folder; what is in them does not matter here."""
    folder.mkdir(exist_ok=True)
    for name in names or (ORDER, CHAT):
        (folder / name).write_bytes(name.encode())


def desk(folder: Path, *names: str) -> Desk:
    lay(folder, *names)
    return Desk(folder, read=reader(folder))
