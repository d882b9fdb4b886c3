"""Pictures and PDF pages as bytes, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pillow_heif
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from samples.draw.canvas import Canvas, Typeface
from samples.draw.rule import RulePage

QUALITY = {"jpg": 82, "webp": 80, "avif": 70, "heic": 60}
COLOURS = 32
"""Of a picture with a palette."""


def picture(canvas: Canvas, suffix: str, quality: int = 0) -> bytes:
    """Render a canvas in the format of a suffix; ``quality`` 1..95, 0 for the usual."""
    out = io.BytesIO()
    image = canvas.image()
    if suffix == "png":
        image.save(out, "PNG", compress_level=9)
    elif suffix == "jpg":
        image.save(out, "JPEG", quality=quality or QUALITY["jpg"], subsampling=0)
    elif suffix == "webp":
        image.save(out, "WEBP", quality=quality or QUALITY["webp"], method=4)
    elif suffix == "avif":
        image.save(out, "AVIF", quality=quality or QUALITY["avif"], max_threads=1)
    elif suffix == "heic":
        pillow_heif.from_pillow(image).save(out, quality=quality or QUALITY["heic"])
    elif suffix == "gif":
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "GIF")
    elif suffix == "bmp":
        image.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "BMP")
    else:
        raise ValueError(suffix)
    return out.getvalue()


def pages_tiff(*canvases: Canvas) -> bytes:
    """Canvases as the pages of one TIFF."""
    first, *others = (canvas.image() for canvas in canvases)
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=others, compression="tiff_deflate")
    return out.getvalue()


def rule_pdf(rule: RulePage) -> bytes:
    """Print a rule on A4 with a text layer."""
    return _pdf(rule.title, rule.dated, rule.sections, rule.foot)


def voucher_pdf(title: str, rows: tuple[tuple[str, str], ...], foot: str) -> bytes:
    """Print a payment's voucher on A4 with a text layer: labels and values line by line."""
    return _pdf(title, "", (("", tuple(f"{label}：{value}" for label, value in rows)),), foot)


def _pdf(title: str, dated: str, sections: Sequence[tuple[str, tuple[str, ...]]], foot: str) -> bytes:
    face = Typeface()
    for name, path in (("Sample", face.regular), ("Sample-Bold", face.bold)):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))
    out = io.BytesIO()
    pdf = PdfCanvas(out, pagesize=A4, invariant=1)
    pdf.setTitle(title)
    # Lines are broken by the drawing kit, in points, so that they fit the type area.
    measure = Canvas(A4[0], 4, "#ffffff", face)
    y = A4[1] - 80

    def para(text: str, size: float, *, bold: bool = False, grey: float = 0.1) -> None:
        nonlocal y
        pdf.setFillGray(grey)
        pdf.setFont("Sample-Bold" if bold else "Sample", size)
        for line in measure.wrap(text, size, A4[0] - 140, bold=bold):
            pdf.drawString(70, y, line)
            y -= size * 1.7

    para(title, 18, bold=True)
    para(dated, 10, grey=0.4)
    for heading, clauses in sections:
        y -= 10
        para(heading, 13, bold=True)
        for clause in clauses:
            para(clause, 11)
    y -= 14
    para(foot, 9, grey=0.4)
    pdf.showPage()
    pdf.save()
    return out.getvalue()
