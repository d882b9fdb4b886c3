"""Pictures and documents made for these tests."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from dossier import resources

Encode = Callable[..., bytes]


@pytest.fixture
def corner() -> Image.Image:
    """60 × 40 px, blue, with a red block in its upper left corner: shows every turn."""
    image = Image.new("RGB", (60, 40), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, 19, 9), "red")
    return image


@pytest.fixture
def encode() -> Encode:
    """The bytes of a picture file."""

    def made(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
        stream = io.BytesIO()
        image.save(stream, kind, **options)
        return stream.getvalue()

    return made


@pytest.fixture
def document() -> Callable[..., bytes]:
    """A PDF; each page is drawn by a function of the canvas.  Page size 300 × 200 points."""
    if "Test" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Test", resources.fonts() / "NotoSansSC-Regular.ttf"))

    def made(*pages: Callable[[Canvas], object], **options: Any) -> bytes:
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=(300, 200), **options)
        for draw in pages:
            canvas.setFont("Test", 12)
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return made
