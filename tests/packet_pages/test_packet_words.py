"""What comes out again as text: order of reading, searches, glyphs, metadata."""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence

import made
import pypdf
from fontTools.ttLib import TTFont
from packets import Packet
from places import ROOT
from pypdf.generic import ContentStream
from test_packet_pages import PAGES


def test_the_cover_extracts_in_reading_order(built: Sequence[Packet]) -> None:
    """A line higher than the one before it in the file stands to its right, in the same row."""
    wrong = []
    for packet in built:
        body = packet.pages[0].body
        top = body[0]
        for one, other in itertools.pairwise(body):
            if other.base > one.base + 1 and other.room.x0 <= one.room.x0:
                wrong.append(f"{packet}: “{other.text}” after “{one.text}”")
        assert top.size == max(line.size for line in body), f"{packet} does not begin with its title"
    assert not wrong


def searches(packet: Packet) -> Iterator[str]:
    """Order number and amount of each order of the packet."""
    if packet.destination == PAGES:
        yield made.ADDRESS
        return
    orders = [order for order in packet.record["orders"] if order["order_id"] in packet.text]
    for order in orders:
        yield order["order_id"]
        if order["paid"]:
            yield f"{order['paid']}"


def sellers(packet: Packet) -> set[str]:
    """The names that the evidence gives the shop, without blanks."""
    return {"".join(f["value"].split()) for f in packet.record["facts"] if f["kind"] == "seller"}


def test_a_search_for_number_amount_and_shop_finds_them(built: Sequence[Packet]) -> None:
    """In two readers; a long name may go on over a line's end."""
    wrong = []
    for packet in built:
        texts = {
            "pypdf": "".join("".join(page.extract_text() for page in packet.reader.pages[:2]).split()),
            "pdfium": "".join(
                "".join(packet.document[n].get_textpage().get_text_range() for n in range(2)).split()
            ),
        }
        wanted = list(searches(packet))
        assert wanted, packet
        for name, text in texts.items():
            wrong += [f"{packet} in {name}: {word}" for word in wanted if "".join(word.split()) not in text]
            named = sellers(packet) or {""}
            if packet.destination != PAGES and not any(shop in text for shop in named):
                wrong.append(f"{packet} in {name}: none of {named}")
    assert not wrong


def test_order_number_and_amount_are_found_by_a_readers_search(built: Sequence[Packet]) -> None:
    for packet in built:
        text = packet.document[0].get_textpage()
        for word in list(searches(packet))[:2]:
            found = text.search(word, match_case=True)
            assert found.get_next() is not None, f"{packet}: {word}"


def test_rare_names_and_emoji_come_out_as_themselves(packets: object) -> None:
    for packet in packets("strange"):  # type: ignore[operator]
        if packet.destination == PAGES:
            continue
        texts = (
            "".join("".join(page.extract_text() for page in packet.reader.pages).split()),
            "".join("".join(page.get_textpage().get_text_range() for page in packet.document).split()),
        )
        for text in texts:
            for name in (f"王{made.RARE}", f"客服小{made.RARE}", made.LONG_SHOP[:20], *made.EMOJI):
                # A selector that only chooses a look may be lost.
                assert name in text or name.replace("\ufe0f", "") in text.replace("\ufe0f", ""), (
                    f"{packet}: {name}"
                )


def shown(page: pypdf.PageObject) -> Iterator[tuple[str, bytes]]:
    """Font names and the codes shown with them."""
    content, font = page.get_contents(), ""
    for operands, operator in ContentStream(content, page.pdf).operations if content is not None else ():
        if operator == b"Tf":
            font = operands[0]
        elif operator == b"Tj":
            yield font, _bytes(operands[0])
        elif operator == b"TJ":
            for piece in operands[0]:
                if not isinstance(piece, (int, float)):
                    yield font, _bytes(piece)


def _bytes(piece: object) -> bytes:
    return bytes(getattr(piece, "original_bytes", piece))  # type: ignore[call-overload,no-any-return]


def test_no_character_is_drawn_as_the_face_s_box_for_missing_ones(built: Sequence[Packet]) -> None:
    """Every code shown has a glyph of its own in the embedded face, and it is not glyph 0."""
    wrong = []
    for packet in built:
        used: dict[str, tuple[object, set[int]]] = {}
        for page in packet.reader.pages:
            fonts = page["/Resources"].get("/Font", {})
            for name, codes in shown(page):
                font = fonts[name].get_object()
                used.setdefault(str(font["/BaseFont"]), (font, set()))[1].update(codes)
        assert used, packet
        for name, (font, codes) in used.items():
            stream = font["/FontDescriptor"]["/FontFile2"].get_data()  # type: ignore[index]
            face = TTFont(io.BytesIO(stream))
            table = {code: glyph for part in face["cmap"].tables for code, glyph in part.cmap.items()}
            told = _unicode(font)
            for code in sorted(codes):
                glyph = table.get(code, table.get(0xF000 + code, ".notdef"))
                meant = told.get(code, "")
                blank = not meant.strip() or unicodedata.category(meant[0]) in {"Cf", "Mn"}
                drawn = face["glyf"][glyph].numberOfContours != 0 if glyph in face["glyf"].glyphs else False
                if face.getGlyphID(glyph) == 0 or not meant or (not drawn and not blank):
                    wrong.append(f"{packet} {name} code {code}: {meant!r} {glyph}")
    assert not wrong


def _unicode(font: object) -> dict[int, str]:
    """The ToUnicode map of a simple font."""
    cmap = font["/ToUnicode"].get_data().decode("latin-1")  # type: ignore[index]
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, value in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, value in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = int.from_bytes(bytes.fromhex(value))
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(start + step)
    return found


def test_metadata_tell_title_and_language_and_no_clock_of_this_machine(built: Sequence[Packet]) -> None:
    for packet in built:
        meta = packet.reader.metadata
        assert meta is not None
        assert meta.title
        assert packet.reader.trailer["/Root"]["/Lang"] == "zh-CN"
        for key in ("/CreationDate", "/ModDate"):
            # The fixed moment, or one that the case itself tells: never this year's clock.
            assert str(meta.get(key, "D:2000"))[:6] in {"D:2000", "D:2024"}, f"{packet} {key} {meta[key]}"
        assert b"/tmp/" not in packet.data
        assert f"/{ROOT.parts[1]}/".encode() not in packet.data
        for path in ("root", "site-packages"):
            assert path.encode() not in packet.data, f"{packet}: {path}"
