"""QR codes: found whatever they say, masked beside words for a key, and everywhere in a set to share."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageDraw

from dossier.casefile import CaseFile
from dossier.model import Box, Case, Evidence, Line, Page, Role
from dossier.privacy import choosing
from dossier.privacy.detect import qr
from dossier.privacy.model import Mask, Secret
from samples.story import inside_window

QUIET = 4


def code(modules: int, pixels: int, ink: str = "#000000", ground: str = "#ffffff") -> Image.Image:
    """A pattern with the corners of a code and chance between them."""
    chance = Random(modules * 100 + pixels)  # noqa: S311 - a pattern, no secret
    image = Image.new("RGB", ((modules + 2 * QUIET) * pixels,) * 2, ground)
    draw = ImageDraw.Draw(image)

    def module(x: int, y: int, fill: str) -> None:
        x0, y0 = (x + QUIET) * pixels, (y + QUIET) * pixels
        draw.rectangle((x0, y0, x0 + pixels - 1, y0 + pixels - 1), fill=fill)

    for place in range(modules * modules):
        module(place % modules, place // modules, chance.choice((ink, ground)))
    far = modules - 7
    for left, top in ((0, 0), (far, 0), (0, far)):
        for y in range(-1, 8):
            for x in range(-1, 8):
                if 0 <= left + x < modules and 0 <= top + y < modules:
                    ring = max(abs(x - 3), abs(y - 3))
                    module(left + x, top + y, ink if ring in (0, 1, 3) else ground)
    return image


def sheet(image: Image.Image, x: int = 300, y: int = 500) -> Image.Image:
    page = Image.new("RGB", (1080, 1600), "#f2f2f2")
    page.paste(image, (x, y))
    return page


@pytest.mark.parametrize("modules", [21, 29, 45])
@pytest.mark.parametrize("pixels", [2, 4, 9])
@pytest.mark.parametrize(
    ("ink", "ground"), [("#000000", "#ffffff"), ("#07c160", "#ffffff"), ("#ffffff", "#101010")]
)
def test_a_code_is_found_with_its_rim(modules: int, pixels: int, ink: str, ground: str) -> None:
    (box,) = qr.find(sheet(code(modules, pixels, ink, ground)))
    rim = QUIET * pixels
    size = modules * pixels
    assert box.x0 <= 300 + rim
    assert box.y0 <= 500 + rim
    assert box.x1 >= 300 + rim + size
    assert box.y1 >= 500 + rim + size
    assert box.x1 - box.x0 <= size + 8 * pixels


@pytest.mark.parametrize("degrees", [3, -7])
def test_a_code_a_little_askew_is_covered_at_all_four_corners(degrees: int) -> None:
    page = sheet(code(29, 8)).rotate(degrees, fillcolor="#f2f2f2", resample=Image.Resampling.BICUBIC)
    (box,) = qr.find(page)
    marks = Image.new("L", page.size)
    marks.paste(255, (300 + 32, 500 + 32, 300 + 32 + 232, 500 + 32 + 232))
    around = marks.rotate(degrees).getbbox()
    assert around is not None
    assert box.x0 <= around[0] + 2
    assert box.y0 <= around[1] + 2
    assert box.x1 >= around[2] - 2
    assert box.y1 >= around[3] - 2


def test_pages_without_a_code_have_none() -> None:
    for name, data in inside_window.files().items():
        if name.endswith((".png", ".jpg", ".webp")):
            with Image.open(io.BytesIO(data)) as image:
                assert qr.find(image) == (), name


def _case(folder: Path, words: str, at: int) -> Case:
    sheet(code(29, 8)).save(folder / "a.png")
    page = Page(1, 1080, 1600, (Line(1, words, Box(300, at, 700, at + 40)),))
    item = Evidence("E1", "a.png", _sha256(folder / "a.png"), 1, "image/png", (page,), Role.ORDER)
    return Case(evidence=(item,))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _pictured(masks: tuple[Mask, ...]) -> list[Secret]:
    return [mask.kind for mask in masks if mask.box is not None and not mask.text]


def test_a_code_beside_words_for_a_key_leaves_with_no_set(tmp_path: Path) -> None:
    case = _case(tmp_path, "请出示二维码核销", 420)
    assert _pictured(choosing.for_filing(tmp_path, case, CaseFile())) == [Secret.CARD_KEY]
    assert _pictured(choosing.for_others(tmp_path, case, CaseFile())) == [Secret.CARD_KEY]
    assert _pictured(choosing.for_filing(tmp_path, case, CaseFile(keep_card_keys=True))) == []
    assert _pictured(choosing.for_others(tmp_path, case, CaseFile(keep_card_keys=True))) == [Secret.CARD_KEY]


def test_another_code_is_hidden_from_others_alone(tmp_path: Path) -> None:
    case = _case(tmp_path, "扫码添加客服", 420)
    assert _pictured(choosing.for_filing(tmp_path, case, CaseFile())) == []
    assert _pictured(choosing.for_others(tmp_path, case, CaseFile())) == [Secret.QR_CODE]


def test_words_far_away_say_nothing_of_a_code(tmp_path: Path) -> None:
    case = _case(tmp_path, "卡密：", 1500)
    assert _pictured(choosing.for_filing(tmp_path, case, CaseFile())) == []
