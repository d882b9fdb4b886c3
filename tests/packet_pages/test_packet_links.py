"""Ways through a packet: outline, contents, index and links, each held against what stands on the paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from lines import Line, Rect
from made import NAMES
from packets import LABEL, Link, Packet, Page
from test_packet_pages import PAGES, rows, words

BADGE = 8.0
"""Bold figures of smaller type are the numbers of the drawn timeline."""
NEAR = 60.0
"""A place is hit when what is meant begins within so many points below the top of the view."""


@pytest.fixture(params=NAMES[::-1])
def built(request: pytest.FixtureRequest, packets: Callable[[str], tuple[Packet, ...]]) -> tuple[Packet, ...]:
    """The packets of one case after the other; the last first, while another process builds the first."""
    return packets(request.param)


def standing(packet: Packet, page: int, title: str) -> list[Line]:
    """Where a title stands on a page as a heading: in bold, at the beginning of its row, on one line or two."""
    found = [row for row in rows(packet.pages[page].body) if row[0].bold]
    following = [*found[1:], []]
    return [
        row[0]
        for row, after in zip(found, following, strict=True)
        if words(row).startswith(title)
        or (title.startswith(words(row)) and words([*row, *after]).startswith(title))
    ]


def test_the_outline_leads_to_where_the_heading_stands(built: Sequence[Packet]) -> None:
    wrong = []
    for packet in built:
        assert packet.outline, packet
        for entry in packet.outline:
            label = LABEL.match(entry.title)
            if label and not standing(packet, entry.page, entry.title):
                # A sheet bears its evidence's number and name in a line of its own.
                right = packet.pages[entry.page].exhibit == int(label[1])
            else:
                right = any(
                    -2 <= entry.top - line.base <= NEAR for line in standing(packet, entry.page, entry.title)
                )
            if not right:
                wrong.append(f"{packet}: {entry.title} → p{entry.page + 1}, {entry.top:.0f}")
    assert not wrong


def test_the_outline_has_every_section_and_every_evidence(built: Sequence[Packet]) -> None:
    for packet in built:
        titles = [entry.title for entry in packet.outline]
        sections = [
            words(row)
            for page in packet.report
            for row in rows(page.body)
            if re.match(r"[一二三四五六七八九十]+、", words(row)) and row[0].bold and row[0].size > 12
        ]
        assert sections, packet
        assert [title for title in titles if title in sections] == sections, packet
        tops = [entry.title for entry in packet.outline if entry.level == 1]
        labels = [int(found[1]) for title in tops if (found := LABEL.match(title))]
        assert labels == sorted(packet.sheets), packet


def numbered(packet: Packet) -> list[tuple[Link, int, str]]:
    """Links to a page number that is printed: the link, the number, the words that it belongs to.

    In the index the number alone is the link, and its words begin the row; in contents the
    link may cover both.  The numbers of the drawn timeline are smaller type.
    """
    titles = {entry.title for entry in packet.outline}
    found = []
    for link in packet.links:
        whole = re.fullmatch(r"(.+?)[.…·]*?(\d+)", link.words)
        if re.fullmatch(r"\d+", link.words) and _is_badge(packet, link):
            continue
        if re.fullmatch(r"\d+", link.words):
            found.append((link, int(link.words), words(_row(packet, link))))
        elif whole and whole[1] in titles:
            found.append((link, int(whole[2]), whole[1]))
    return found


def _is_badge(packet: Packet, link: Link) -> bool:
    """Whether a number leads from the drawn timeline to its row of the table."""
    over = [
        line
        for line in packet.pages[link.page].body
        if line.tight == link.words and abs(_middle(line) - _height(link.area)) < 5
        if link.area.x0 <= (line.room.x0 + line.room.x1) / 2 <= link.area.x1
    ]
    return any(line.bold and line.size < BADGE for line in over)


def _row(packet: Packet, link: Link) -> list[Line]:
    """The line that begins the row of a link: of an index its number, of contents in columns the nearest title."""
    level = [
        line
        for line in packet.pages[link.page].body
        if abs(_middle(line) - _height(link.area)) < 5 and line.room.x1 <= link.area.x0 + 2
    ]
    level.sort(key=lambda line: line.room.x0)
    named = [line for line in level if line.tight in {entry.title for entry in packet.outline}]
    return named[-1:] or level[:1]


def _middle(line: Line) -> float:
    return (line.room.y0 + line.room.y1) / 2


def _height(area: Rect) -> float:
    return (area.y0 + area.y1) / 2


def test_printed_page_numbers_are_the_physical_pages(built: Sequence[Packet]) -> None:
    """Of the evidence index and of the contents: what is named there begins on the page that is printed."""
    wrong = []
    for packet in built:
        for link, printed, name in numbered(packet):
            if link.target != printed - 1 or not _begins(packet, printed - 1, name):
                wrong.append(
                    f"{packet} p{link.page + 1}: “{name}” says {printed}, leads to {link.target + 1}"
                )
    assert not wrong


def _begins(packet: Packet, page: int, name: str) -> bool:
    """Whether what is named has its first page there: an evidence by number or label, or a heading."""
    label = LABEL.match(name)
    number = int(name) if name.isdecimal() else int(label[1]) if label else 0
    if number:
        return bool(packet.sheets.get(number)) and packet.sheets[number][0].number == page
    return bool(standing(packet, page, name))


def test_the_index_gives_every_printed_evidence_its_page(built: Sequence[Packet]) -> None:
    for packet in built:
        listed = [int(name) for _, _, name in numbered(packet) if name.isdecimal()]
        if packet.destination == PAGES:  # it lists web pages, each with a way to its picture
            ways = {
                packet.pages[link.target].exhibit
                for link in packet.links
                if not packet.pages[link.page].exhibit
            }
            assert set(packet.sheets) <= ways, packet
        else:
            assert sorted(listed) == sorted(packet.sheets), packet


def test_there_are_contents_with_the_page_of_every_section(built: Sequence[Packet]) -> None:
    """Issue 5: contents and index whose numbers are the physical pages."""
    wrong = []
    for packet in built:
        if packet.destination == PAGES:
            continue  # two pages need no contents
        told = {name: printed for _, printed, name in numbered(packet)}
        sections = [entry for entry in packet.outline if re.match(r"[一二三四五六七八九十]+、", entry.title)]
        wrong += [
            f"{packet}: {entry.title} stands on {entry.page + 1}, contents: {told.get(entry.title)}"
            for entry in sections
            if told.get(entry.title) != entry.page + 1
        ]
    assert not wrong


def test_every_link_lies_on_something_and_leads_somewhere(built: Sequence[Packet]) -> None:
    wrong = []
    for packet in built:
        assert packet.links, packet
        for link in packet.links:
            page = packet.pages[link.page]
            lies = bool(link.words) or _on_picture(packet, link)
            inside = 0 <= link.target < len(packet.pages) and 0 <= link.top <= 850
            seen = any(line.base <= link.top + 2 for line in packet.pages[link.target].body)
            if not (lies and inside and seen):
                wrong.append(
                    f"{packet} p{page.number + 1}: “{link.words}” → p{link.target + 1} {link.top:.0f}"
                )
    assert not wrong


def _on_picture(packet: Packet, link: Link) -> bool:
    """Whether the place of a link without words is not blank paper."""
    page = packet.document[link.page]
    box = link.area
    image = page.render(scale=1, grayscale=True).to_pil()
    part = image.crop(
        (int(box.x0), int(image.height - box.y1), int(box.x1) + 1, int(image.height - box.y0) + 1)
    )
    low, high = part.getextrema()
    return bool(high - low > 40)


def findings(packet: Packet) -> list[tuple[str, int, float, int, float]]:
    """Each finding: its title, where it begins (page, height), where the next heading begins."""
    places = [
        (entry, page, line.base)
        for entry in packet.outline
        for page in range(entry.page, min(entry.page + 2, len(packet.pages)))
        for line in standing(packet, page, entry.title)[:1]
        if not LABEL.match(entry.title)
    ]
    found = []
    for (entry, page, base), (_, end, below) in zip(
        places, [*places[1:], (None, len(packet.pages), 0)], strict=True
    ):
        if entry.level == 2 and re.match(r"\d+．", entry.title):
            found.append((entry.title, page, base, end, below))
    return found


def within(link: Link, start: tuple[int, float], end: tuple[int, float]) -> bool:
    return start[0] <= link.page <= end[0] and (
        (link.page > start[0] or link.area.y0 < start[1]) and (link.page < end[0] or link.area.y0 > end[1])
    )


def test_links_go_from_findings_to_evidence_and_back(built: Sequence[Packet]) -> None:
    wrong, count = [], 0
    for packet in built:
        for title, page, base, end, below in findings(packet):
            own = [link for link in packet.links if within(link, (page, base), (end, below))]
            sheets = {link.target for link in own if packet.pages[link.target].exhibit}
            count += bool(sheets)
            if any(LABEL.match(link.words) and link.target not in sheets for link in own):
                wrong.append(f"{packet}: {title}: a reference to evidence leads elsewhere")
            for link in own:
                label = LABEL.match(link.words)
                if label and packet.pages[link.target].exhibit != int(label[1]):
                    wrong.append(f"{packet}: {title}: {link.words} → p{link.target + 1}")
            back = [
                sheet
                for sheet in sheets
                if not any(
                    link.page == sheet and link.target == page and -2 <= link.top - base <= NEAR
                    for link in packet.links
                )
            ]
            wrong += [f"{packet}: {title}: no way back from p{sheet + 1}" for sheet in back]
    assert not wrong
    assert count or built[0].name in {"not-a-breach", "bare"}


def test_a_circled_number_leads_to_the_mark_of_that_number(built: Sequence[Packet]) -> None:
    """``证据2③`` goes to where a caption of evidence 2 begins with a 3."""
    wrong = []
    for packet in built:
        for link in packet.links:
            label = re.fullmatch(r"、?证据(\d+)(?:第\d+页)?([①-⑳])、?", link.words)
            if not label:
                continue
            number, mark = int(label[1]), ord(label[2]) - 0x2460 + 1
            target = packet.pages[link.target]
            if target.exhibit != number or not _has_mark(target, mark):
                wrong.append(f"{packet} p{link.page + 1}: {link.words} → p{link.target + 1}")
    assert not wrong


def _has_mark(page: Page, number: int) -> bool:
    return any(line.tight in {str(number), chr(0x2460 + number - 1)} for line in page.body)
