"""Make the pictures of the README from real builds.

    PYTHONPATH=. python tools/make_readme_images.py

Cover, findings and one evidence page of ``samples/inside-window``, as a reader of the
packet sees them; where the drawn timeline stands in a case of three files (the
same sample without its payment record) and in one of sixty (drawn by the tests); and
the review page with a reading in doubt (drawn by the tests too), as Chromium shows it.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from playwright.sync_api import sync_playwright

import dev
from dossier import building, review
from dossier.pipeline import investigate
from dossier.words import phrase

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "inside-window"
LEFT_OUT = "微信支付账单.jpg"
MINUTES, END = 5, "14:07:10"
"""The free time of both cases and when it ends."""
OUT = ROOT / "docs" / "images"
DPI = 80
POINTS = 72
COLOURS, MANY_COLOURS = 64, 256
WINDOW = {"width": 1280, "height": 800}
WIDE = 1120
"""Pixels across the picture of the page."""


def main() -> None:
    """Build, render, save."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        packet = _packet(SAMPLE, Path(place) / "sample")
        texts = _texts(packet)
        findings = next(n for n, text in enumerate(texts) if "不一致之处" in text and n > 0)
        chat = next(
            n
            for n, text in enumerate(texts)
            if "与客服的聊天记录" in text and "SHA-256" in text and n > findings + 2
        )
        for number, page in enumerate((0, findings, chat), 1):
            _save(packet, page, f"packet-{number}")
        three = Path(place) / "three"
        shutil.copytree(SAMPLE, three, ignore=shutil.ignore_patterns(LEFT_OUT))
        _save_timeline(_packet(three, Path(place) / "of-three"), "evidence-3")
        os.environ["DOSSIER_CACHE"] = str(Path(place) / "cache")
        sixty = Path(place) / "sixty"
        _draw_sixty(sixty)
        _save_timeline(_packet(sixty, Path(place) / "of-sixty"), "evidence-60")
        doubtful = Path(place) / "某某点卡退款"
        _draw_doubtful(doubtful)
        _save_review(doubtful, "review")


def _draw_sixty(folder: Path) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "packet_pages")]
    import made  # noqa: PLC0415 - of the tests, found by the line above

    made.sixty().write(folder)


def _draw_doubtful(folder: Path) -> None:
    sys.path[:0] = [str(ROOT / "tests" / "browser")]
    import drawn  # noqa: PLC0415 - of the tests, found by the line above

    drawn.fee_kept(folder)


def _save_review(folder: Path, name: str) -> None:
    server = review.Server(review.Desk(folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium has no sandbox for it
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=dev.chromium(), args=["--no-sandbox"] if root else []
        )
        page = browser.new_page(viewport=WINDOW, reduced_motion="reduce", locale="zh-CN")
        page.goto(server.address, wait_until="networkidle")
        page.locator("#stage .box.on").wait_for()
        shown = page.screenshot()
        browser.close()
    server.close()
    picture = Image.open(io.BytesIO(shown)).convert("RGB")
    small = picture.resize((WIDE, picture.height * WIDE // picture.width), Image.Resampling.LANCZOS)
    # Half for what is frequent, half for what is rare: the boxes are what the picture is about.
    halves = [
        small.quantize(MANY_COLOURS // 2, method).getpalette() or []
        for method in (Image.Quantize.MEDIANCUT, Image.Quantize.MAXCOVERAGE)
    ]
    palette = Image.new("P", (1, 1))
    palette.putpalette(halves[0] + halves[1])
    reduced = small.quantize(palette=palette, dither=Image.Dither.NONE)
    reduced.save(OUT / f"{name}.png", optimize=True)


def _packet(folder: Path, out: Path) -> pdfium.PdfDocument:
    building.build(folder, out, investigate(folder), ("platform",))
    return pdfium.PdfDocument((out / "packet-platform.pdf").read_bytes())


def _texts(packet: pdfium.PdfDocument) -> Sequence[str]:
    return ["".join(page.get_textpage().get_text_range().split()) for page in packet]


def _save_timeline(packet: pdfium.PdfDocument, name: str) -> None:
    """The page on which the drawn timeline begins: there the free time is shaded and named."""
    window = "".join(phrase("figure.window", minutes=MINUTES, end=END).split())
    _save(packet, next(n for n, text in enumerate(_texts(packet)) if window in text), name)


def _save(packet: pdfium.PdfDocument, page: int, name: str) -> None:
    picture = packet[page].render(scale=DPI / POINTS).to_pil().convert("RGB").quantize(COLOURS)
    picture.save(OUT / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
