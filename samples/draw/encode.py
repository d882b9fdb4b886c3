"""Pictures and PDF pages as bytes, the same bytes every time."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas as PdfCanvas

from samples.draw.canvas import Canvas, Typeface
from samples.draw.rule import RulePage

QUALITY = {"jpg": 82, "webp": 80}


def picture(canvas: Canvas, suffix: str, quality: int = 0) -> bytes:
    """Render a canvas as ``png``, ``jpg`` or ``webp``; ``quality`` 1..95, 0 for the usual."""
    out = io.BytesIO()
    image = canvas.image()
    if suffix == "png":
        image.save(out, "PNG", compress_level=9)
    elif suffix == "jpg":
        image.save(out, "JPEG", quality=quality or QUALITY["jpg"], subsampling=0)
    elif suffix == "webp":
        image.save(out, "WEBP", quality=quality or QUALITY["webp"], method=4)
    else:
        raise ValueError(suffix)
    return out.getvalue()


def rule_pdf(rule: RulePage) -> bytes:
    """Print a rule on A4 with a text layer."""
    face = Typeface()
    for name, path in (("Sample", face.regular), ("Sample-Bold", face.bold)):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(path)))
    out = io.BytesIO()
    pdf = PdfCanvas(out, pagesize=A4, invariant=1)
    pdf.setTitle(rule.title)
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

    para(rule.title, 18, bold=True)
    para(rule.dated, 10, grey=0.4)
    for heading, clauses in rule.sections:
        y -= 10
        para(heading, 13, bold=True)
        for clause in clauses:
            para(clause, 11)
    y -= 14
    para(rule.foot, 9, grey=0.4)
    pdf.showPage()
    pdf.save()
    return out.getvalue()
