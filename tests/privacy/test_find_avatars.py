"""Avatars are found beside the bubbles of drawn chats of many looks, and nothing else is taken for one."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from random import Random

import pytest
from pages import SIZE, columns, evidence
from PIL import Image, ImageDraw

from dossier.model import Box, Evidence, Line, Page, Role
from dossier.ocr.ground import with_grounds
from dossier.privacy.finding import avatars
from dossier.privacy.model import Secret

TALK = (
    ("them", "您好，请问有什么可以帮您"),
    ("me", "申请取消订单"),
    ("me", "为什么不能取消，规则写的是五分钟"),
    ("them", "系统自动发货"),
    ("me", "好"),
)


@dataclass(frozen=True)
class Look:
    """How a chat is drawn; lengths are in heights of a line."""

    ground: str = "#ededed"
    theirs: str = "#ffffff"
    mine: str = "#95ec69"
    avatar: float = 2.2
    shape: str = "square"
    fill: str = "photo"
    margin: float = 0.6
    gap: float = 0.6
    padding: float = 0.6
    scale: float = 1.0
    width: int = 1080
    desk: bool = False
    wallpaper: bool = False
    jpeg: bool = False


@dataclass(frozen=True)
class Drawn:
    item: Evidence
    picture: Image.Image
    truth: tuple[Box, ...]

    @property
    def page(self) -> Page:
        return self.item.pages[0]


def photo(rng: Random, size: int, fill: str) -> Image.Image:
    """What an avatar shows: a blurred lot of colours, one colour, or a pale drawing."""
    if fill != "photo":
        plain = Image.new("RGB", (size, size), "#ececec" if fill == "pale" else fill)
        if fill == "pale":
            ImageDraw.Draw(plain).ellipse((size * 0.25, size * 0.2, size * 0.75, size * 0.7), fill="#b0b0b0")
        return plain
    small = Image.new("RGB", (6, 6))
    small.putdata(
        [(rng.randrange(40, 230), rng.randrange(40, 230), rng.randrange(40, 230)) for _ in range(36)]
    )
    return small.resize((size, size), Image.Resampling.BICUBIC)


def draw(look: Look) -> Drawn:
    rng = Random(7)  # noqa: S311 - pictures, no secrets
    high = round(SIZE * look.scale)
    unit = {name: round(getattr(look, name) * high) for name in ("avatar", "margin", "gap", "padding")}
    canvas = Image.new("RGB", (look.width, high * 34), look.ground)
    if look.wallpaper:
        noise = Image.new("RGB", (12, 24))
        noise.putdata([tuple(rng.randrange(256) for _ in range(3)) for _ in range(288)])
        canvas = noise.resize(canvas.size, Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(canvas)
    lines: list[Line] = []
    truth: list[Box] = []

    def write(x: int, y: int, text: str) -> None:
        long = columns(text) * high // 2
        pen.rectangle((x + 2, y + high // 3, x + long - 2, y + high * 2 // 3), fill="#333333")
        lines.append(Line(len(lines) + 1, text, Box(x, y, x + long, y + high), 0.99))

    write(look.width // 2 - 2 * high, 2 * high, "在线客服")
    y = 5 * high
    for who, text in TALK:
        pieces = [text[i : i + 10] for i in range(0, len(text), 10)]
        long = max(columns(piece) for piece in pieces) * high // 2
        left = who == "them" or look.desk
        x = unit["margin"] if left else look.width - unit["margin"] - unit["avatar"]
        face = photo(rng, unit["avatar"], look.fill)
        mask = Image.new("L", face.size, 255 if look.shape == "square" else 0)
        if look.shape == "circle":
            ImageDraw.Draw(mask).ellipse((0, 0, unit["avatar"] - 1, unit["avatar"] - 1), fill=255)
        canvas.paste(face, (x, y), mask)
        truth.append(Box(x, y, x + unit["avatar"], y + unit["avatar"]))
        reach = unit["margin"] + unit["avatar"] + unit["gap"]
        bubble = reach if left else look.width - reach - long - 2 * unit["padding"]
        pen.rectangle(
            (
                bubble,
                y,
                bubble + long + 2 * unit["padding"],
                y + len(pieces) * round(1.35 * high) + unit["padding"],
            ),
            fill=look.theirs if who == "them" else look.mine,
        )
        for count, piece in enumerate(pieces):
            write(bubble + unit["padding"], y + unit["padding"] + count * round(1.35 * high), piece)
        y += max(unit["avatar"], len(pieces) * round(1.35 * high) + unit["padding"]) + high
    if look.jpeg:
        stream = io.BytesIO()
        canvas.save(stream, "JPEG", quality=60)
        canvas = Image.open(stream).convert("RGB")
    page = Page(1, *canvas.size, with_grounds(canvas, lines))
    return Drawn(replace(evidence("chat.png", page), role=Role.CHAT), canvas, tuple(truth))


LOOKS = {
    "wechat": Look(),
    "wechat dark": Look(ground="#111111", theirs="#2c2c2c", mine="#3eb575"),
    "round": Look(ground="#f5f6fa", shape="circle", mine="#12b7f5"),
    "white ground": Look(ground="#ffffff", theirs="#f2f2f2", mine="#d6f5e3"),
    "compressed": Look(jpeg=True),
    "small screen": Look(scale=0.5, width=540),
    "large screen": Look(scale=1.5, width=1620, gap=0.4),
    "small avatars": Look(avatar=1.4, margin=0.4, gap=0.35),
    "large avatars": Look(avatar=3.2),
    "one colour": Look(fill="#2f6bff", shape="circle"),
    "narrow gap": Look(gap=0.3),
    "desk": Look(desk=True, width=1600, ground="#ffffff", theirs="#f2f3f5", mine="#dbeafe"),
}


def share(part: Box, box: Box) -> float:
    """How much of ``part`` a box covers."""
    wide = max(0, min(part.x1, box.x1) - max(part.x0, box.x0))
    high = max(0, min(part.y1, box.y1) - max(part.y0, box.y0))
    return wide * high / ((part.x1 - part.x0) * (part.y1 - part.y0))


@pytest.mark.parametrize("name", LOOKS)
def test_every_avatar_is_covered_and_no_word_is(name: str) -> None:
    drawn = draw(LOOKS[name])
    masks = avatars(drawn.item, drawn.page, drawn.picture)
    boxes = [mask.box for mask in masks if mask.box is not None]
    assert {mask.kind for mask in masks} == {Secret.AVATAR}
    assert [box for box in drawn.truth if max(share(box, found) for found in boxes) < 0.98] == []
    assert len(boxes) == len(drawn.truth)
    for line in drawn.page.lines:
        assert line.box
        assert all(share(line.box, box) == 0 for box in boxes), line.text


def test_pale_avatars_are_found_by_those_that_are_plain() -> None:
    plain, pale = draw(Look()), draw(Look(fill="pale"))
    last = plain.truth[-1]
    picture = plain.picture.copy()
    picture.paste(pale.picture.crop(last), (last.x0, last.y0))
    boxes = [mask.box for mask in avatars(plain.item, plain.page, picture)]
    assert max(share(last, box) for box in boxes if box) > 0.9


def test_on_a_wallpaper_nothing_is_told() -> None:
    drawn = draw(Look(wallpaper=True))
    assert avatars(drawn.item, drawn.page, drawn.picture) == ()


def test_a_chat_without_avatars_has_none() -> None:
    drawn = draw(Look(fill="#ededed"))
    assert avatars(drawn.item, drawn.page, drawn.picture) == ()


def test_other_files_have_no_avatars() -> None:
    drawn = draw(Look())
    assert avatars(replace(drawn.item, role=Role.ORDER), drawn.page, drawn.picture) == ()
