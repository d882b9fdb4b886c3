"""Each printed line of each packet: how it begins and ends, what it must not part, where it may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

import lines
import packets as reading
import tokens
from lines import Line
from packets import MM, Packet, Page

from dossier.packet.typeset import styles

NO_START = "，。；：！？、）》”’】』」〉…％%,;:!?)]}"
NO_END = "（《“‘【『「〈([{￥¥"
LEFT, RIGHT = 25 * MM, reading.WIDTH - 15 * MM
FLUSH = 0.6
BOXED = 8.0
"""Paragraphs that stand farther in than this are in a box, a list or a quotation."""
JUSTIFIED = {style.size for style in styles.PARAGRAPHS.values() if style.align == "justify"}
"""Sizes of type: what is set ragged on purpose has a size of its own."""
CELL = 9.9
"""Smaller type than this stands in tables and captions, which are not justified."""


def every(packet: Packet) -> Iterator[tuple[Page, Line]]:
    for page in packet.pages:
        for line in (*page.running, *page.body, *page.foot):
            yield page, line


def told(packet: Packet, page: int, what: str) -> str:
    return f"{packet} p{page + 1}: {what}"


def below(one: Line, other: Line) -> bool:
    """Whether a line goes on in another: the next of the same type below it, in the same column."""
    step = one.base - other.base
    return abs(one.size - other.size) < 0.1 and 0.9 * one.size < step < 1.8 * one.size


def test_no_line_begins_or_ends_with_a_sign_that_may_not(built: Sequence[Packet]) -> None:
    wrong = [
        told(packet, page.number, line.text)
        for packet in built
        for page, line in every(packet)
        if line.tight[0] in NO_START or line.tight[-1] in NO_END
    ]
    assert not wrong


def columns(page: Page) -> list[list[Line]]:
    """Runs of lines that follow one another in the file and on the paper: paragraphs, cells, captions."""
    found: list[list[Line]] = []
    for line in page.body:
        if found and below(found[-1][-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def parted(run: Sequence[Line], wanted: Sequence[str]) -> Iterator[str]:
    """What of ``wanted`` goes over a line's end."""
    text = "".join(line.tight for line in run)
    starts, at = [], 0
    for line in run:
        starts.append(at)
        at += len(line.tight)
    for token in wanted:
        place = text.find(token)
        while place >= 0:
            if any(place < start < place + len(token) for start in starts):
                yield token
            place = text.find(token, place + 1)


def test_no_number_is_broken(built: Sequence[Packet]) -> None:
    """Ids, amounts, days, times and the set halves of hashes, wherever they stand."""
    wrong = []
    for packet in built:
        numbers = tokens.of(packet.record)
        for page in packet.pages:
            for run in columns(page):
                if len(run) == 1:
                    continue
                text = "".join(line.tight for line in run)
                times = {m[0] for kind in (tokens.CLOCK, tokens.CHINESE_DAY) for m in kind.finditer(text)}
                parts = (*parted(run, numbers), *parted(run, sorted(times)))
                wrong += [told(packet, page.number, token) for token in parts]
    assert not wrong


def test_no_number_is_cut_short_by_an_ellipsis(built: Sequence[Packet]) -> None:
    """A shortened quotation that ends within a number tells another number."""
    wrong = [
        told(packet, page.number, "".join(line.tight for line in run))
        for packet in built
        for page in packet.pages
        for run in columns(page)
        if re.search(r"\d[.,:-]?…", "".join(line.tight for line in run))
    ]
    assert not wrong


def right_edges(line: Line) -> tuple[float, ...]:
    """Where a line may be said to end: a closing sign may stand with half its room outside."""
    last = line.chars[-1]
    edges = [line.room.x1]
    if last.text in NO_START:
        edges += [line.room.x1 - last.size / 2, last.ink.x1]
    return tuple(edges)


def test_justified_paragraphs_end_flush(built: Sequence[Packet]) -> None:
    wrong = []
    for packet in built:
        margin, left = right_margin(packet), min(line.room.x0 for page in packet.report for line in page.body)
        for page, run in paragraphs(packet):
            # In a box or a quotation the right side is about as far in as the left.
            inset = min(line.room.x0 for line in run) - left
            edge = margin
            if inset > BOXED:
                same = [
                    end
                    for _, other in paragraphs(packet)
                    if abs(min(line.room.x0 for line in other) - left - inset) < 1
                    for line in other[:-1]
                    for end in right_edges(line)
                    if margin - inset - FLUSH <= end <= margin + FLUSH
                ]
                edge = _usual(same) if same else margin
            wrong += [
                told(packet, page.number, f"{line.room.x1 - edge:+.1f} pt: {line.text}")
                for line in run[:-1]
                if min(abs(edge - x) for x in right_edges(line)) > FLUSH
            ]
    assert not wrong


def paragraphs(packet: Packet) -> Iterator[tuple[Page, list[Line]]]:
    """The running text of the report in type that is set justified, where it takes more than one line."""
    for page in packet.report:
        for run in columns(page):
            if (
                len(run) > 1
                and round(run[0].size, 2) in JUSTIFIED
                and run[0].size >= CELL
                and not run[0].bold
            ):
                yield page, run


def right_margin(packet: Packet) -> float:
    """Where most full lines of a packet end; the frame's own edge where there are none."""
    ends = [line.room.x1 for _, run in paragraphs(packet) for line in run[:-1]]
    return _usual(ends) if ends else reading.WIDTH - 20 * MM


def _usual(values: Sequence[float]) -> float:
    return max(values, key=lambda v: (sum(abs(v - other) < FLUSH for other in values), v))


def test_body_paragraphs_are_justified_and_reach_the_right_margin(built: Sequence[Packet]) -> None:
    assert styles.PARAGRAPHS["body"].size in JUSTIFIED
    assert styles.PARAGRAPHS["plain"].size in JUSTIFIED
    for packet in built:
        assert RIGHT - 10 * MM < right_margin(packet) < RIGHT, packet


def test_every_character_is_drawn_as_itself(built: Sequence[Packet]) -> None:
    wrong = []
    for packet in built:
        for page, line in every(packet):
            odd = [c for c in line.text if c in "\ufffd\u0000〓" or 0xE000 <= ord(c) <= 0xF8FF]
            wrong += [told(packet, page.number, f"{odd} in {line.text}")] * bool(odd)
    assert not wrong


def test_nothing_stands_in_the_binding_margin_or_outside_of_the_frame(built: Sequence[Packet]) -> None:
    wrong = [
        told(packet, page.number, f"{line.ink.x0:.0f}–{line.ink.x1:.0f}: {line.text}")
        for packet in built
        for page, line in every(packet)
        if line.ink.x0 < LEFT
        or line.ink.x1 > RIGHT
        or line.ink.y0 < 8 * MM
        or line.ink.y1 > reading.HEIGHT - 8 * MM
    ]
    assert not wrong


def test_no_line_stands_on_another(built: Sequence[Packet]) -> None:
    wrong = []
    for packet in built:
        for page in packet.pages:
            found = [*page.running, *page.body, *page.foot]
            wrong += [
                told(packet, page.number, f"{one.text} / {other.text}")
                for one, other in combinations(found, 2)
                if one.ink.meets(other.ink, 1.0)
            ]
    assert not wrong


def test_the_reader_of_lines_sees_what_is_wrong() -> None:
    """Of a page set badly on purpose, so that silence above means something."""
    import io

    import pypdfium2 as pdfium
    from reportlab.pdfgen.canvas import Canvas

    from dossier.packet.typeset import fonts

    fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(reading.WIDTH, reading.HEIGHT))
    for y, words in ((700, "订单号 CM2024（见"), (682, "，0512001）共 12 元"), (678, "叠在上面的字")):
        fonts.draw(canvas, 100, y, words, 11)
    fonts.draw(canvas, 40, 600, "装订线内😀堃", 11)
    canvas.showPage()
    canvas.save()
    found = lines.of_page(pdfium.PdfDocument(out.getvalue()), 0)
    assert [line.tight for line in found] == [
        "订单号CM2024（见",
        "，0512001）共12元",
        "叠在上面的字",
        "装订线内😀堃",
    ]
    assert found[0].tight[-1] not in NO_END
    assert found[1].tight[0] in NO_START
    assert found[1].ink.meets(found[2].ink, 1.0)
    assert not found[0].ink.meets(found[1].ink, 1.0)
    assert found[3].ink.x0 < LEFT
    assert list(parted(found[:2], ["2024（见，0512001", "CM2024", "12元"])) == ["2024（见，0512001"]
