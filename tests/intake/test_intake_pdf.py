"""PDF: text where a page is text, a picture for OCR where it is not, and boxes that lie on the ink."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pypdf
import pytest
from PIL import Image, ImageChops
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from dossier.intake import pdf
from dossier.intake.errors import Unreadable
from dossier.model import Line

Document = Callable[..., bytes]
WORD = "芝麻开门1"


def order(canvas: Canvas) -> None:
    """Two columns, drawn in another order than they are read."""
    canvas.drawRightString(280, 150, "2024-05-12 14:03:22")
    canvas.drawString(20, 120, "订单编号 XD20240512")
    canvas.drawString(20, 150, "付款时间")


def shot(canvas: Canvas) -> None:
    """A pasted screenshot under a caption."""
    canvas.drawString(20, 180, "这是我和客服的聊天截图")
    canvas.drawImage(ImageReader(Image.new("RGB", (50, 50), "grey")), 20, 20, 150, 150)


def ink(image: Image.Image, line: Line) -> bool:
    """Whether a line's box holds all the ink of its neighbourhood, and little else."""
    assert line.box is not None
    around = image.crop((line.box.x0 - 25, line.box.y0 - 12, line.box.x1 + 25, line.box.y1 + 12))
    found = ImageChops.invert(around.convert("L")).point(lambda value: 255 if value > 99 else 0).getbbox()
    assert found is not None
    inside = found[0] >= 23 and found[1] >= 10 and found[2] <= around.width - 23
    return inside and found[2] - found[0] > (line.box.x1 - line.box.x0) * 0.9


def test_a_text_page_gives_lines_in_reading_order_with_boxes_on_the_ink(document: Document) -> None:
    data = document(order)
    reading = pdf.read(data)
    page = reading.pages[0]
    assert reading.engine == "pdf-text"
    assert [line.text for line in page.lines] == ["付款时间", "2024-05-12 14:03:22", "订单编号 XD20240512"]
    assert [line.number for line in page.lines] == [1, 2, 3]
    image = pdf.picture(data, 1)
    assert image.size == (page.width, page.height) == (834, 556)  # 300 × 200 points at 200 dpi, rounded up
    assert all(ink(image, line) for line in page.lines)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_follow_a_turned_and_cropped_page(document: Document, turn: int) -> None:
    writer = pypdf.PdfWriter(io.BytesIO(document(order)))
    writer.pages[0].cropbox = pypdf.generic.RectangleObject((10, 100, 290, 190))
    writer.pages[0].rotate(turn)
    stream = io.BytesIO()
    writer.write(stream)
    page = pdf.read(stream.getvalue()).pages[0]
    image = pdf.picture(stream.getvalue(), 1)
    assert image.size == (page.width, page.height)
    for line in page.lines:
        assert line.box is not None
        darkest = image.crop(line.box).convert("L").histogram()
        assert sum(darkest[:50]) > 0  # ink in the box
    blank = image.copy()
    for line in page.lines:
        assert line.box is not None
        x0, y0, x1, y1 = line.box
        blank.paste("white", (x0 - 4, y0 - 4, x1 + 4, y1 + 4))
    assert blank.convert("L").getextrema() == (255, 255)  # and none outside


def test_a_page_carried_by_a_picture_waits_for_ocr(document: Document) -> None:
    reading = pdf.read(document(order, shot, lambda _: None))
    assert [len(page.lines) for page in reading.pages] == [3, 0, 0]
    assert [page.number for page in reading.pages] == [1, 2, 3]


def test_a_small_logo_does_not_make_a_text_page_a_picture(document: Document) -> None:
    def letter(canvas: Canvas) -> None:
        order(canvas)
        canvas.drawImage(ImageReader(Image.new("RGB", (50, 50), "grey")), 250, 10, 30, 30)

    assert len(pdf.read(document(letter)).pages[0].lines) == 3


def test_a_password_is_told(document: Document) -> None:
    with pytest.raises(Unreadable) as refused:
        pdf.read(document(order, encrypt="secret"))
    assert refused.value.code == "pdf-encrypted"


@pytest.mark.parametrize("strength", [40, 128])
def test_the_first_password_that_fits_opens_it_and_no_more_are_asked_for(
    document: Document, strength: int
) -> None:
    data = document(order, encrypt=StandardEncryption(WORD, "owner", strength=strength))
    taken: list[str] = []

    def words() -> Iterator[str]:
        for word in ("", "wrong", WORD, "never"):
            taken.append(word)
            yield word

    reading = pdf.read(data, words())
    assert reading.password == taken[-1] == WORD
    assert reading.pages[0].lines[0].text == "付款时间"
    page = reading.pages[0]
    assert pdf.picture(data, 1, reading.password).size == (page.width, page.height)
    with pytest.raises(Unreadable):
        pdf.picture(data, 1)


def test_wrong_passwords_are_told_as_such(document: Document) -> None:
    with pytest.raises(Unreadable) as refused:
        pdf.read(document(order, encrypt="secret"), ("a", "b"))
    assert refused.value.code == "pdf-password-wrong"


def test_a_file_locked_only_against_changes_is_simply_read(document: Document) -> None:
    """The owner's password alone: every reader opens it (ISO 32000-1, 7.6.3.1)."""
    data = document(order, encrypt=StandardEncryption("", "owner", canPrint=0, canCopy=0))

    def never() -> Iterator[str]:
        pytest.fail("asked for a password")
        yield ""

    reading = pdf.read(data, never())
    assert (len(reading.pages[0].lines), reading.password) == (3, "")
    assert pdf.picture(data, 1).size == (834, 556)


def test_a_broken_file_asks_for_no_password() -> None:
    with pytest.raises(Unreadable) as refused:
        pdf.read(b"%PDF-1.7\nnothing more", iter(lambda: pytest.fail("asked"), ""))
    assert refused.value.code == "pdf-broken"


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing more", b"%PDF-1.4\n" + bytes(500)])
def test_a_broken_file_is_told(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        pdf.read(data)
    assert refused.value.code == "pdf-broken"


def test_a_long_file_is_read_at_its_beginning(document: Document) -> None:
    reading = pdf.read(document(*[order] * 53))
    assert len(reading.pages) == 50
    assert [(one.code, one.detail) for one in reading.troubles] == [("pdf-too-long", "50/53")]


def test_a_huge_page_is_rendered_smaller() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(10_000, 10_000))
    canvas.showPage()
    canvas.save()
    page = pdf.read(stream.getvalue()).pages[0]
    assert page.width * page.height <= pdf.MAX_PIXELS * 1.001
    assert pdf.picture(stream.getvalue(), 1).size == (page.width, page.height)
