"""Make the pictures of the README from a real build of a sample.

    python tools/make_readme_images.py

Cover, findings and one evidence page of ``samples/inside-window``, as a reader
of the packet sees them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2 as pdfium

from dossier import building
from dossier.pipeline import investigate

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "inside-window"
OUT = ROOT / "docs" / "images"
DPI = 80
POINTS = 72


def main() -> None:
    """Build, render, save."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "out"
        building.build(SAMPLE, folder, investigate(SAMPLE), ("platform",))
        document = pdfium.PdfDocument((folder / "packet-platform.pdf").read_bytes())
        texts = [page.get_textpage().get_text_range() for page in document]
        findings = next(n for n, text in enumerate(texts) if "不一致之处" in text and n > 0)
        chat = next(
            n
            for n, text in enumerate(texts)
            if "与客服的聊天记录" in text and "SHA-256" in text and n > findings + 2
        )
        for number, page in enumerate((0, findings, chat), 1):
            picture = document[page].render(scale=DPI / POINTS).to_pil().convert("RGB").quantize(128)
            picture.save(OUT / f"packet-{number}.png", optimize=True)


if __name__ == "__main__":
    main()
