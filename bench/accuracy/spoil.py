"""What happens to a screenshot on its way: compression, scaling, photographs, covers, cuts.

Every change is computed from a seed; what hides a field takes it out of what must be read.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from bench.accuracy.places import Rect, Spot, covered
from bench.accuracy.truth import Field
from samples.draw.canvas import FONTS, font

_NOTES = (
    ("微信", "妈妈：晚上回家吃饭吗？"),
    ("短信", "【某某银行】验证码482913，5分钟内有效，请勿告诉他人。"),
    ("日历", "10分钟后：项目例会"),
    ("某某外卖", "您的骑手已取餐，预计18:45送达"),
)
_MARKS = ("仅供投诉使用", "内部资料 请勿外传", "某某用户 138****0000", "示例水印")


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture in the making: pixels (RGB), points to pixels, and where each field stands."""

    image: Image.Image
    scale: float
    spots: tuple[Spot, ...]


def untouched(shot: Shot) -> tuple[bytes, str]:
    """PNG bytes."""
    out = io.BytesIO()
    shot.image.save(out, "PNG", compress_level=1)
    return out.getvalue(), "png"


def jpeg(image: Image.Image, quality: int) -> tuple[bytes, str]:
    """JPEG bytes with halved colour, as chat apps send them."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, subsampling=2)
    return out.getvalue(), "jpg"


def smaller(shot: Shot, ratio: float) -> Shot:
    """The picture at a share of its size; the fields stay readable, so the spots do not matter any more."""
    size = (round(shot.image.width * ratio), round(shot.image.height * ratio))
    return replace(shot, image=shot.image.resize(size, Image.Resampling.BICUBIC))


def watermark(shot: Shot, rng: Random) -> Shot:
    """Slanted half-transparent words all over the page."""
    width, height = shot.image.size
    side = int(math.hypot(width, height))
    layer = Image.new("L", (side, side), 0)
    pen, words = ImageDraw.Draw(layer), rng.choice(_MARKS)
    face = font(FONTS / "NotoSansSC-Regular.ttf", 20 * shot.scale)
    step = face.getlength(words) + 70 * shot.scale
    for row in range(0, side, round(110 * shot.scale)):
        x = -rng.random() * step
        while x < side:
            pen.text((x, row), words, fill=rng.randint(46, 58), font=face)
            x += step
    layer = layer.rotate(rng.choice((20, 25, -25)), Image.Resampling.BICUBIC)
    left, top = (side - width) // 2, (side - height) // 2
    mask = layer.crop((left, top, left + width, top + height))
    bright = shot.image.resize((1, 1)).convert("L").getpixel((0, 0))
    ink = "#000000" if isinstance(bright, int | float) and bright > 110 else "#ffffff"  # noqa: PLR2004
    image = shot.image.copy()
    image.paste(ink, (0, 0), mask)
    return replace(shot, image=image)


def banner(shot: Shot, rng: Random) -> Shot:
    """A notification that lies over the rows at the top; the page is scrolled so that it hides something."""
    scrolled = _scroll(shot, rng)
    s, width = shot.scale, shot.image.width
    app, words = rng.choice(_NOTES)
    box = (round(8 * s), round(10 * s), width - round(8 * s), round(74 * s))
    image = scrolled.image.copy()
    pen = ImageDraw.Draw(image)
    light = rng.random() < 0.7  # noqa: PLR2004
    pen.rounded_rectangle(box, 16 * s, fill="#f7f7f9" if light else "#2c2c2e", outline="#d0d0d4")
    pen.rounded_rectangle(
        (22 * s, 26 * s, 54 * s, 58 * s), 8 * s, fill=rng.choice(("#07c160", "#1677ff", "#ff9500"))
    )
    ink = "#1c1c1e" if light else "#f2f2f7"
    regular, bold = FONTS / "NotoSansSC-Regular.ttf", FONTS / "NotoSansSC-Bold.ttf"
    pen.text((64 * s, 23 * s), app, fill=ink, font=font(bold, 13 * s))
    face = font(regular, 12.5 * s)
    while face.getlength(words) > width - 84 * s:
        words = words[:-2] + "…"
    pen.text((64 * s, 45 * s), words, fill=ink, font=face)
    pen.text((width - 46 * s, 24 * s), "现在", fill="#8e8e93", font=font(regular, 11 * s))
    return replace(scrolled, image=image, spots=covered(scrolled.spots, [Rect(*box)]))


def crop(shot: Shot, rng: Random) -> Shot:
    """A picture whose edge was cut off: top, bottom, left or right; fields at the cut are not asked for."""
    width, height = shot.image.size
    side = rng.choice(("top", "bottom", "left", "right"))
    across = round(width * rng.uniform(0.05, 0.14))
    down = round(height * rng.uniform(0.10, 0.35))
    keep = {
        "top": Rect(0, down, width, height),
        "bottom": Rect(0, 0, width, height - down),
        "left": Rect(across, 0, width, height),
        "right": Rect(0, 0, width - across, height),
    }[side]
    return _cut(shot, keep)


def photo(shot: Shot, rng: Random) -> Shot:
    """A photograph of the screen: turned by 1 to 4 degrees, in perspective, uneven, grainy, a little soft."""
    image = shot.image
    seed = np.random.default_rng(rng.randrange(2**32))
    width, height = image.size
    edge = round(0.07 * max(width, height))
    framed = Image.new(
        "RGB", (width + 2 * edge, height + 2 * edge), rng.choice(("#3a3431", "#6b6259", "#202327"))
    )
    framed.paste(image, (edge, edge))
    lean = [rng.uniform(0, 0.012) * width for _ in range(8)]
    right, low = framed.size
    corners = (
        lean[0],
        lean[1],
        lean[2],
        low - lean[3],
        right - lean[4],
        low - lean[5],
        right - lean[6],
        lean[7],
    )
    framed = framed.transform(framed.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    angle = rng.uniform(1, 4) * rng.choice((-1, 1))
    framed = framed.rotate(angle, Image.Resampling.BICUBIC, fillcolor="#332f2c")
    framed = framed.filter(ImageFilter.GaussianBlur(0.32 * shot.scale))
    pixels = np.asarray(framed, dtype=np.float32)
    rows, columns = np.mgrid[0 : pixels.shape[0], 0 : pixels.shape[1]].astype(np.float32)
    slant = rng.uniform(0.2, 0.6)
    moire = (
        3.5
        * np.sin((columns + slant * rows) * rng.uniform(0.55, 0.95))
        * np.sin(rows * rng.uniform(0.3, 0.5))
    )
    light = 0.80 + 0.28 * (columns / columns.max() if rng.random() < 0.5 else rows / rows.max())  # noqa: PLR2004
    grain = seed.normal(0, 5, pixels.shape[:2]).astype(np.float32)
    lit = pixels * light[..., None] + (moire + grain)[..., None]
    return replace(shot, image=Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8)))


def fields(shot: Shot) -> tuple[Field, ...]:
    """The fields with those that cannot be read any more marked as not required."""
    return tuple(spot.field if spot.whole else replace(spot.field, required=False) for spot in shot.spots)


#: What is done to the pixels, in order, and how they are written; ``dark`` and ``pale`` concern the look.
SPOILS: dict[str, Callable[[Shot, Random], tuple[Shot, tuple[bytes, str]]]] = {
    "none": lambda shot, _: (shot, untouched(shot)),
    "dark": lambda shot, _: (shot, untouched(shot)),
    "pale": lambda shot, _: (shot, untouched(shot)),
    "jpeg90": lambda shot, _: (shot, jpeg(shot.image, 90)),
    "jpeg60": lambda shot, _: (shot, jpeg(shot.image, 60)),
    "jpeg30": lambda shot, _: (shot, jpeg(shot.image, 30)),
    "half": lambda shot, _: (shot, jpeg(smaller(shot, 0.5).image, 75)),
    "twothirds": lambda shot, _: (shot, jpeg(smaller(shot, 0.66).image, 65)),
    "photo": lambda shot, rng: _then(photo(shot, rng), 80),
    "watermark": lambda shot, rng: _plain(watermark(shot, rng)),
    "banner": lambda shot, rng: _plain(banner(shot, rng)),
    "crop": lambda shot, rng: _plain(crop(shot, rng)),
    "crop+jpeg60": lambda shot, rng: _then(crop(shot, rng), 60),
    "banner+twothirds": lambda shot, rng: _shrunk(banner(shot, rng)),
    "dark+jpeg30": lambda shot, _: (shot, jpeg(shot.image, 30)),
    "watermark+jpeg60": lambda shot, rng: _then(watermark(shot, rng), 60),
}
LEAST_SCALE = {
    "half": 2.0,
    "twothirds": 2.0,
    "banner+twothirds": 2.0,
    "photo": 2.0,
    "jpeg30": 1.5,
    "dark+jpeg30": 1.5,
}
"""The density below which a picture so spoilt could not be read by a person either."""


def _plain(shot: Shot) -> tuple[Shot, tuple[bytes, str]]:
    return shot, untouched(shot)


def _then(shot: Shot, quality: int) -> tuple[Shot, tuple[bytes, str]]:
    return shot, jpeg(shot.image, quality)


def _shrunk(shot: Shot) -> tuple[Shot, tuple[bytes, str]]:
    return shot, jpeg(smaller(shot, 0.66).image, 65)


def _scroll(shot: Shot, rng: Random) -> Shot:
    """The page without its top, so that the first or second field lies where a notification comes."""
    tops = sorted({spot.rects[0].y0 for spot in shot.spots if spot.rects})
    if len(tops) < 2:  # noqa: PLR2004
        return shot
    first = rng.choice(tops[:2])
    top = max(0, first - round(rng.uniform(20, 60) * shot.scale))
    return _cut(shot, Rect(0, top, *shot.image.size))


def _cut(shot: Shot, keep: Rect) -> Shot:
    width, height = shot.image.size
    gone = [
        Rect(0, 0, width, keep.y0),
        Rect(0, keep.y1, width, height),
        Rect(0, 0, keep.x0, height),
        Rect(keep.x1, 0, width, height),
    ]
    spots = tuple(spot.moved(-keep.x0, -keep.y0) for spot in covered(shot.spots, gone))
    return replace(shot, image=shot.image.crop(keep), spots=spots)
