"""A screen recording: a long page scrolled behind the edges of a phone."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
from PIL import Image

from samples.draw.canvas import Canvas

FPS = 12
REST, MOVE = 1.2, 0.8
"""Seconds for which the page stands still, and for which a finger moves it."""


def recording(page: Canvas, stops: Sequence[float], *, head: float, foot: float, made: str) -> bytes:
    """An MP4 of a page that is moved from stop to stop and rests there.

    Args:
        page: drawn as high as its contents need; even in width, in pixels.
        stops: how far it is scrolled down, in points; beyond its end is its end.
        head: height of what stands fast at the top, in points.
        foot: the same at the bottom.
        made: when it was recorded, ISO 8601 in universal time.
    """
    tall = page.image()
    high = round(page.scale * 780) // 2 * 2
    edges = round(head * page.scale), round(foot * page.scale)
    places = [min(round(stop * page.scale), tall.height - high) for stop in stops]
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as film:
        film.metadata["creation_time"] = made
        # One thread, so that the same pixels become the same bytes.
        options = {"preset": "slow", "crf": "24", "threads": "1"}
        stream = film.add_stream("libx264", rate=FPS, options=options)
        stream.width, stream.height, stream.pix_fmt = tall.width, high, "yuv420p"
        for number, top in enumerate(_moved(places)):
            frame = av.VideoFrame.from_image(_screen(tall, top, high, edges))
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))
    return out.getvalue()


def _moved(places: Sequence[int]) -> Iterator[int]:
    """Where the page stands, frame by frame: a finger is quick at first."""
    before = places[0]
    for place in places:
        steps = round(MOVE * FPS) if place != before else 0
        yield from (round(before + (place - before) * (1 - (1 - n / steps) ** 2)) for n in range(1, steps))
        yield from [place] * round(REST * FPS)
        before = place


def _screen(tall: Image.Image, top: int, high: int, edges: tuple[int, int]) -> Image.Image:
    head, foot = edges
    shown = tall.crop((0, top, tall.width, top + high))
    shown.paste(tall.crop((0, 0, tall.width, head)), (0, 0))
    shown.paste(tall.crop((0, tall.height - foot, tall.width, tall.height)), (0, high - foot))
    return shown
