"""Make the pictures of the README from real builds.

    PYTHONPATH=. python tools/make_readme_images.py

Cover, findings and one evidence page of ``samples/inside-window``, as a reader of the
packet sees them; and where the drawn timeline stands in a case of three files (the
same sample without its payment record) and in one of sixty (drawn by the tests).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from dossier import building
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
COLOURS = 64


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


def _draw_sixty(folder: Path) -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "packet_pages")]
    import made  # noqa: PLC0415 - of the tests, found by the line above

    made.sixty().write(folder)


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
