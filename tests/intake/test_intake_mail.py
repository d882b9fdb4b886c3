"""Mails: decoded words and true times, every part a page with its own picture, every fault told."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import PurePosixPath

import pytest
from PIL import Image

from dossier.intake import letter, registry
from dossier.intake.errors import Unreadable
from dossier.intake.mail import MEDIA
from dossier.intake.reader import Reading

NAME = PurePosixPath("邮件.eml")


def picture(size: tuple[int, int], colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


def mail(words: str = "我要求取消订单。\n\n请退款。", subject: str = "取消订单") -> EmailMessage:
    made = EmailMessage()
    made["From"] = "某某 <buyer@example.com>"
    made["To"] = "某某客服 <kefu@example.net>"
    made["Subject"] = subject
    made["Date"] = "Sun, 12 May 2024 06:03:22 +0000"
    made.set_content(words)
    return made


def read(data: bytes, passwords: tuple[str, ...] = ()) -> Reading:
    return registry.choose(data[:4096], NAME).read(data, passwords)


def codes(reading: Reading) -> list[tuple[str, str]]:
    return [(one.code, one.detail) for one in reading.troubles]


def test_headers_text_and_the_moment_in_china() -> None:
    reading = read(mail().as_bytes())
    (page,) = reading.pages
    assert [(line.number, line.text) for line in page.lines] == [
        (1, "From: 某某 <buyer@example.com>"),
        (2, "To: 某某客服 <kefu@example.net>"),
        (3, "Date: Sun, 12 May 2024 06:03:22 +0000"),
        (4, "Subject: 取消订单"),
        (5, "我要求取消订单。"),
        (7, "请退款。"),
    ]
    head, said = page.messages
    assert (head.sender, head.time, head.text.count("\n")) == ("", "", 2)
    assert (said.line, said.sender, said.time) == (4, "某某 <buyer@example.com>", "2024-05-12 14:03:22")
    assert said.text == "取消订单\n我要求取消订单。\n\n请退款。"
    assert reading.troubles == ()


def test_the_subject_of_the_mail_that_is_answered_is_nobodys_words() -> None:
    said = read(mail("不行。", "回复：取消订单").as_bytes()).pages[0].messages[-1]
    assert (said.line, said.text) == (5, "不行。")


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        ("Sun, 12 May 2024 14:03:22 +0800", "2024-05-12 14:03:22"),
        ("Sun, 12 May 2024 14:03:22 +0800 (CST)", "2024-05-12 14:03:22"),
        ("Sun, 12 May 2024 23:03:22 GMT", "2024-05-13 07:03:22"),
        ("12 May 2024 14:03:22 -0000", "2024-05-12 22:03:22"),
        ("Sun, 12 May 2024 14:03:22", ""),
        ("Sun, 12 May 2024 14:03:22 CST", ""),
        ("Sun, 99 May 2024 14:03:22 +0800", ""),
        ("2024-05-12", ""),
        ("", ""),
    ],
)
def test_a_date_without_an_offset_is_no_time(date: str, wanted: str) -> None:
    assert letter.moment(date) == wanted
    data = f"From: a@example.com\nSubject: x\nDate: {date}\n\n甲\n".encode()
    reading = read(data)
    assert reading.pages[0].messages[-1].time == wanted
    assert [code for code, _ in codes(reading)] == ([] if wanted or not date else ["mail-date"])


def test_pictures_and_documents_are_pages_of_their_own() -> None:
    made = mail("见图")
    made.add_alternative('<p>见图<img src="cid:1"></p>', subtype="html")
    html = made.get_body(("html",))
    assert isinstance(html, EmailMessage)
    html.add_related(picture((300, 200), "red"), "image", "png", cid="<1>", filename="订单.png")
    made.add_attachment(picture((100, 400), "blue"), maintype="image", subtype="png", filename="支付.png")
    made.add_attachment(picture((1, 1), "white"), maintype="image", subtype="png", filename="logo.png")
    made.add_attachment(
        "我：取消\n客服1024：不行".encode(), maintype="text", subtype="plain", filename="聊天.txt"
    )
    data = made.as_bytes()
    reader = registry.choose(data[:4096], NAME)
    reading = reader.read(data, ())
    assert [(page.number, page.part, page.width, page.height) for page in reading.pages] == [
        (1, "", 0, 0),
        (2, "订单.png", 300, 200),
        (3, "支付.png", 100, 400),
        (4, "聊天.txt", 0, 0),
    ]
    assert [one.sender for one in reading.pages[3].messages] == ["我", "客服1024"]
    assert reader.picture(data, 2, "").getpixel((0, 0)) == (255, 0, 0)
    assert reader.picture(data, 3, "").size == (100, 400)
    for number in (1, 4, 5):
        with pytest.raises(Unreadable) as refused:
            reader.picture(data, number, "")
        assert refused.value.code == "no-picture"


def test_an_html_mail_is_read_as_it_is_seen() -> None:
    made = mail("")
    made.set_content(
        "<table><tr><td>订单号</td><td>XD20240512</td></tr></table><p>已发货</p>", subtype="html"
    )
    assert [line.text for line in read(made.as_bytes()).pages[0].lines][-2:] == [
        "订单号：XD20240512",
        "已发货",
    ]


def test_a_mail_inside_is_opened_once() -> None:
    inner = mail("最里面")
    middle = mail("中间", "中间的")
    middle.add_attachment(inner)
    outer = mail("外面")
    outer.add_attachment(middle)
    reading = read(outer.as_bytes())
    assert [page.messages[-1].text for page in reading.pages] == ["取消订单\n外面", "中间的\n中间"]
    assert [page.part for page in reading.pages] == ["", "1.eml"]
    assert codes(reading) == [("mail-nested", "1.eml")]


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        ("text/plain; charset=gb2312", "您好堃".encode("gb18030"), "您好堃"),
        ("text/plain; charset=gb2312", "您好堃".encode(), "您好堃"),
        ("text/plain; charset=no-such", "您好堃".encode("gb18030"), "您好堃"),
        ("text/plain", "您好堃".encode("gb18030"), "您好堃"),
        ("text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", b"5oKo5aW9", "您好"),
        ("text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable", b"=E6=82=A8", "您"),
    ],
)
def test_charsets_declared_rightly_wrongly_or_not(head: str, body: bytes, wanted: str) -> None:
    data = f"From: a@example.com\nSubject: x\nContent-Type: {head}\n\n".encode() + body
    assert read(data).pages[0].lines[-1].text == wanted


def test_header_words_and_names_against_the_rules() -> None:
    subject = "=?gb2312?B?yKE=?= =?gb2312?B?z/s=?="
    data = (
        b"From: " + "某某 <a@example.com>".encode("gb18030") + f"\nSubject: {subject}\nDate: x\n".encode()
        + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nhi\n--B\n"
        + b'Content-Type: text/plain\nContent-Disposition: attachment; filename="=?UTF-8?B?5pS25o2u?=.txt"\n\n128\n--B--'
    )  # fmt: skip
    reading = read(data)
    assert reading.pages[0].lines[0].text == "From: 某某 <a@example.com>"
    assert "Subject: 取消" in [line.text for line in reading.pages[0].lines]
    assert reading.pages[1].part == "收据.txt"


def test_parts_that_cannot_be_read_are_named() -> None:
    made = mail()
    made.add_attachment(b"Rar!\x1a\x07\x00", maintype="application", subtype="rar", filename="压缩.rar")
    made.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    made.add_attachment(picture((300, 200), "red")[:90], maintype="image", subtype="png", filename="断.png")
    assert codes(read(made.as_bytes())) == [
        ("mail-part-unread", "压缩.rar"),
        ("mail-winmail", "winmail.dat"),
        ("mail-part-unreadable", "断.png (picture-truncated)"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"no mail at all", "mail-broken"),
        (b"From: \n\n", "mail-empty"),
        (
            b"From: a@b.c\nContent-Type: multipart/mixed; boundary=A0\n\n"
            + b"".join(b"--A%d\nContent-Type: multipart/mixed; boundary=A%d\n\n" % (n, n + 1) for n in range(1500)),
            "mail-broken",
        ),
    ],
)  # fmt: skip
def test_what_is_no_mail_is_told(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code == code


def test_headers_tell_a_mail_without_its_suffix() -> None:
    data = mail().as_bytes()
    assert registry.choose(data[:4096], PurePosixPath("a.txt")).media(data[:4096]) == MEDIA
    chat = "From: 我\nTo: 客服\n取消".encode()
    assert registry.choose(chat, PurePosixPath("a.txt")).media(chat) == "text/plain"


def test_a_page_saved_as_one_file_is_that_page() -> None:
    data = (
        b"From: <Saved by Blink>\nSubject: x\nDate: Mon, 13 May 2024 14:03:00 +0800\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--M"\n\n----M\nContent-Type: text/html\n'
        b'Content-Transfer-Encoding: quoted-printable\n\n<meta charset=3D"utf-8"><p>=E8=AE=A2=E5=8D=95=E5=8F=B7</p>\n'
        b"----M\nContent-Type: image/png\n\nx\n----M--\n"
    )
    reader = registry.choose(data, PurePosixPath("页.mhtml"))
    assert reader.media(data) == "multipart/related"
    reading = reader.read(data, ())
    assert [line.text for line in reading.pages[0].lines] == ["订单号"]
    assert len(reading.pages) == 1
