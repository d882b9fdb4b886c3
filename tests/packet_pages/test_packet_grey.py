"""A packet on a clerk's copier: printed grey, everything that is said with colour must still be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import packets as reading
import pytest
from lines import Line
from packets import Packet
from PIL import Image
from pypdf.generic import ContentStream
from test_packet_pages import times

SCALE = 4.0
"""Pixels a point."""
LEAST = 3.0
"""Contrast that WCAG 2.2, 1.4.11 asks of graphical parts and large text."""
FIRM = 0.85
"""Part of a frame's length on which it must be told from what is beside it."""

CASES = ("fee-kept", "two-orders", "inside-window")


def grey(packet: Packet, page: int) -> Image.Image:
    return packet.document[page].render(scale=SCALE, grayscale=True).to_pil().convert("L")


def luminance(value: int) -> float:
    """Relative luminance of a grey (WCAG 2.2)."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: int, other: int) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def of_text(image: Image.Image, line: Line) -> float:
    """Contrast of a line's ink to its ground: the commonest grey against the one farthest from it."""
    box = line.ink
    part = image.crop(
        (
            int(box.x0 * SCALE),
            int(image.height - box.y1 * SCALE),
            int(box.x1 * SCALE) + 1,
            int(image.height - box.y0 * SCALE) + 1,
        )
    )
    counts = part.histogram()
    ground = max(range(256), key=counts.__getitem__)
    # A few pixels at the very ends are chance; ink is what a hundredth of the place shows.
    least, ink = sum(counts) / 200, ground
    for order in (range(ground + 1), range(255, ground - 1, -1)):
        met = 0
        for value in order:
            met += counts[value]
            if met >= least:
                ink = max(ink, value, key=lambda v: contrast(v, ground))
                break
    return contrast(ink, ground)


@pytest.mark.parametrize("name", CASES)
def test_all_words_stand_out_from_their_ground(packets: Callable[[str], Sequence[Packet]], name: str) -> None:
    """Words, and the numbers in badges, on the cover, where the timeline is, and on two sheets of evidence."""
    wrong = []
    packet = packets(name)[-1]
    first = next(iter(packet.sheets.values()))[0].number
    for index in sorted({0, 1, 2, first, min(first + 2, len(packet.pages) - 1)}):
        image = grey(packet, index)
        page = packet.pages[index]
        for line in (*page.running, *page.body, *page.foot):
            found = of_text(image, line)
            if found < LEAST:
                wrong.append(f"{packet} p{index + 1}: {found:.1f} {line.text}")
    assert not wrong


def frames(packet: Packet, page: int) -> Iterator[tuple[float, float, float, float]]:
    """Rectangles stroked on a sheet of evidence, in points: those around marked lines."""
    matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    stack: list[list[float]] = []
    box: tuple[float, float, float, float] | None = None
    found = packet.reader.pages[page]
    content = found.get_contents()
    seen: list[tuple[float, float, float, float] | None] = []
    for operands, operator in ContentStream(content, found.pdf).operations if content is not None else ():
        if operator == b"q":
            stack.append(matrix)
        elif operator == b"Q":
            matrix = stack.pop()
        elif operator == b"cm":
            matrix = times([float(x) for x in operands], matrix)
        elif operator == b"re":
            x, y, wide, high = (float(side) for side in operands)
            box = matrix[0] * x + matrix[4], matrix[3] * y + matrix[5], matrix[0] * wide, matrix[3] * high
        elif operator in (b"m", b"l", b"c"):
            box = None
        elif operator in (b"W", b"W*"):
            # The line around a part of a picture is no frame of a mark.
            seen.append(box)
        elif operator in (b"S", b"s", b"B", b"b") and box and box not in seen:
            yield box[0], box[1], box[0] + box[2], box[1] + box[3]
            box = None
        elif operator in (b"f", b"f*", b"n"):
            box = None


def firmness(image: Image.Image, frame: tuple[float, float, float, float]) -> float:
    """On which part of its length a frame differs enough from what is just inside or just outside of it."""
    x0, y0, x1, y1 = frame
    points = [(x0 + (x1 - x0) * n / 40, y) for n in range(2, 39) for y in (y0, y1)]
    points += [(x, y0 + (y1 - y0) * n / 10) for n in range(2, 9) for x in (x0, x1)]
    good = 0
    for x, y in points:
        across = [
            image.getpixel(
                (_inside(x * SCALE + dx, image.width), _inside(image.height - y * SCALE + dy, image.height))
            )
            for dx, dy in ((0, n) if y in (y0, y1) else (n, 0) for n in range(-8, 9))
        ]
        good += max(contrast(a, b) for a in across[6:11] for b in (*across[:4], *across[13:])) >= LEAST
    return good / len(points)


def _inside(value: float, size: int) -> int:
    return min(max(int(value), 0), size - 1)


@pytest.mark.parametrize("name", CASES)
def test_frames_of_marked_lines_are_seen_on_light_and_dark_pictures(
    packets: Callable[[str], Sequence[Packet]], name: str
) -> None:
    wrong, count = [], 0
    packet = packets(name)[-1]
    for sheets in packet.sheets.values():
        image = grey(packet, sheets[0].number)
        for frame in frames(packet, sheets[0].number):
            count += 1
            if firmness(image, frame) < FIRM:
                wrong.append(f"{packet} p{sheets[0].number + 1}: {firmness(image, frame):.0%} of {frame}")
    assert count > 3
    assert not wrong


def test_the_binding_margin_is_white(built: Sequence[Packet]) -> None:
    """Nothing is drawn where the holes are punched, pictures and rules included."""
    packet = built[-1]
    for index in range(len(packet.pages)):
        image = packet.document[index].render(scale=0.75, grayscale=True).to_pil()
        strip = image.crop((0, 0, int(25 * reading.MM * 0.75), image.height))
        right = image.crop((int((reading.WIDTH - 10 * reading.MM) * 0.75) + 1, 0, image.width, image.height))
        assert strip.getextrema() == (255, 255), f"{packet} p{index + 1}"
        assert right.getextrema() == (255, 255), f"{packet} p{index + 1}"
