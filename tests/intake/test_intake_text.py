"""Texts: every usual encoding, the file's own line numbers, and no mojibake."""

from __future__ import annotations

import codecs
from pathlib import PurePosixPath

import pytest

from dossier.intake import text
from dossier.intake.errors import Unreadable
from dossier.model import Line

WORDS = "订单编号 XD20240512\n\n已退款 ￥128.00"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode(),
        codecs.BOM_UTF8 + WORDS.encode(),
        WORDS.encode("gb18030"),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-16-le"),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r").encode(),
    ],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    assert text.sniff(data, PurePosixPath("说明.txt"))
    reading = text.read(data)
    assert reading.pages[0].lines == (
        Line(1, "订单编号 XD20240512"),
        Line(2, ""),
        Line(3, "已退款 ￥128.00"),
    )
    assert reading.engine == "text"
    assert not reading.troubles


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_cut_last_character_is_told_and_the_rest_is_used(charset: str) -> None:
    reading = text.read("已经退款".encode(charset)[:-1])
    assert [line.text for line in reading.pages[0].lines] == ["已经退"]
    assert [trouble.code for trouble in reading.troubles] == ["text-cut"]


@pytest.mark.parametrize("data", [b"ab\x01\x02\xff\xfe\x03", "ﾃﾞｰﾀ".encode("shift_jis") + b"\xff\xff"])
def test_what_would_be_mojibake_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        text.read(data)
    assert refused.value.code == "text-encoding"


def test_blanks_only_are_empty() -> None:
    with pytest.raises(Unreadable) as refused:
        text.read(" \r\n\t\n".encode("utf-8-sig"))
    assert refused.value.code == "empty"


def test_binary_data_named_txt_is_no_text() -> None:
    assert not text.sniff(b"\x7fELF\0\0\1\2\0\0\0\3\3", PurePosixPath("a.txt"))
    assert not text.sniff(b"plain", PurePosixPath("a.csv"))


def test_a_chat_gives_messages_instead_of_lines() -> None:
    page = text.read("我：取消订单\n客服1024：不支持".encode()).pages[0]
    assert [message.sender for message in page.messages] == ["我", "客服1024"]
    assert page.lines == ()
    assert (page.width, page.height) == (0, 0)
