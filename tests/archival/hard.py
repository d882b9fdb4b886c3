"""PDFs that ask much of an archive: every kind of picture, rare writing, many and strange attachments."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image
from reportlab.platypus import Flowable

from dossier.archival import Attachment, Relationship, archive
from dossier.archival.attachment import file_name, key_name
from dossier.packet.figures.pictures import Picture, embed
from dossier.packet.typeset import document

COMPLAINT = Path(__file__).parent.with_name("packet") / "complaint.xml"
PLAIN = '<packet title="题"><para>正文</para></packet>'
STRANGE = (
    "截图/订单/订单 页.png",
    "聊天\u202egnp.记录.txt",
    'a:b*c?"<>|.JPG',
    "没有后缀",
    "很长" * 150 + ".jpeg",
    "😀堃𠮷.webp",
    "..",
)
"""Paths that are no names everywhere."""


class Drawn(Flowable):
    """A picture, a pixel a point."""

    def __init__(self, picture: Picture) -> None:
        super().__init__()
        self.picture, self.width, self.height = picture, picture.width, picture.height

    def draw(self) -> None:
        self.picture.draw(self.canv, 0, 0, self.width, self.height)


def pdf(xml: str, **figures: list[Flowable]) -> bytes:
    out = io.BytesIO()
    document.render(xml, {name: (lambda made=made: made) for name, made in figures.items()}, out)
    return out.getvalue()


def scene(mode: str) -> Image.Image:
    pixels = np.random.default_rng(5).integers(0, 256, (40, 60, 4), dtype=np.uint8)
    picture = Image.fromarray(pixels, "RGBA")
    return picture if mode == "RGBA" else picture.convert("RGB").convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def upright(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data)).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def pictures() -> dict[str, tuple[bytes, str]]:
    """File and media type of every kind of picture that a packet takes."""
    sixteen = Image.fromarray(np.arange(2400, dtype=np.uint16).reshape(40, 60))
    made = {
        "rgb.png": saved(scene("RGB"), "PNG"),
        "grey.png": saved(scene("L"), "PNG"),
        "palette.png": saved(scene("P"), "PNG"),
        "two-colours.png": saved(scene("1"), "PNG"),
        "transparent.png": saved(scene("RGBA"), "PNG"),
        "keyed.png": saved(scene("RGB"), "PNG", transparency=(1, 2, 3)),
        "sixteen.png": saved(sixteen, "PNG"),
        "rgb.jpg": saved(scene("RGB"), "JPEG"),
        "grey.jpg": saved(scene("L"), "JPEG"),
        "cmyk.jpg": saved(scene("CMYK"), "JPEG"),
        "progressive.jpg": saved(scene("RGB"), "JPEG", progressive=True, dpi=(72, 72)),
        "lossless.webp": saved(scene("RGBA"), "WEBP", lossless=True),
    }
    kinds = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
    return {name: (data, kinds[name.rpartition(".")[2]]) for name, data in made.items()}


def of_pictures() -> bytes:
    drawn = [
        Drawn(embed(data, media, lambda data=data: upright(data))) for data, media in pictures().values()
    ]
    return pdf('<packet title="图片"><figure name="all"/></packet>', all=drawn)


def attachment(number: int, path: str, data: bytes, media: str = "image/png") -> Attachment:
    name = file_name(f"证据{number}", path)
    return Attachment(name, key_name(number, path), media, data, f"原件 {path}", Relationship.SOURCE)


def many(count: int, size: int) -> list[Attachment]:
    chance = random.Random(3)  # noqa: S311
    return [attachment(n, f"截图/{n}.png", chance.randbytes(size)) for n in range(1, count + 1)]


WRITING = (
    "<para>表情😀👍🏻🇨🇳☺️❤👨‍👩‍👧与罕用字堃犇喆玥彧镕𠮷，占位〓，全角　空格，零宽\u200b字符，"
    "Latin äöü €£¥ №①②③【】《》“”‘’…—</para>"
)

CASES: dict[str, Callable[[], bytes]] = {
    "no-pictures": lambda: archive(pdf(PLAIN)),
    "complaint": lambda: archive(pdf(COMPLAINT.read_text(encoding="utf-8"))),
    "writing": lambda: archive(pdf(f'<packet title="罕用字与😀" subject="&lt;&amp;&gt;">{WRITING}</packet>')),
    "pictures": lambda: archive(of_pictures(), [attachment(1, "a.png", b"x")]),
    "many": lambda: archive(pdf(PLAIN), many(80, 20_000)),
    "names": lambda: archive(pdf(PLAIN), [attachment(n, path, b"x") for n, path in enumerate(STRANGE, 1)]),
    "empty-attachment": lambda: archive(pdf(PLAIN), [attachment(1, "空.txt", b"", "text/plain")]),
}
