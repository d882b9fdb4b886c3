"""A film's frames: what was on the screen when, and the picture of one moment.

Only containers and codings that phones and desktop recorders write are opened:
the library knows hundreds, and every one more is a door.  Its code is C, so all
of this runs in a process of its own, see :mod:`dossier.intake.apart`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream
from PIL import Image

from dossier.intake.capture import CHINA
from dossier.intake.errors import Unreadable

if TYPE_CHECKING:
    import numpy.typing as npt

    Rows = npt.NDArray[np.uint8]

MAX_PIXELS = 16_000_000
"""Of one frame; a screen of 4K has half of that."""
MAX_SECONDS = 15 * 60
_COLUMNS = 140
"""In how many cells a row is summed up where the screen is as wide as high: a phone's has half of them."""

_MATROSKA = b"\x1a\x45\xdf\xa3"
_CODINGS = frozenset({"h264", "hevc", "av1", "vp8", "vp9", "mpeg4"})
_STEP = Fraction(1, 10)
"""Seconds between two looks at the screen: a line that is gone sooner nobody read either."""
_MOST_ROWS = 1400
_FEWEST, _MOST = 16, 256
_TURNS = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
_FIRST_YEAR = 2005
"""A recorder without a clock says 1904 or 1970."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was on the screen from ``moment`` to ``until`` (seconds from the beginning).

    ``rows`` are grey values, a row of cells for one or two rows of pixels.
    """

    moment: float
    until: float
    rows: Rows


@dataclass(frozen=True, slots=True)
class About:
    """Upright size in pixels, seconds, and when it was made (ISO 8601 local time, or empty)."""

    width: int
    height: int
    seconds: float
    created: str


def about(data: bytes) -> About:
    """What a film says of itself, and how large its first frame really is.

    Raises:
        Unreadable: ``recording-empty``, ``recording-broken``, ``video`` or ``too-many-pixels``.
    """
    with _opened(data) as (film, stream):
        first = next(_frames(film, stream), None)
        if first is None:
            raise Unreadable("recording-broken")
        width, height = first[1].width, first[1].height
        if first[1].rotation % 180:
            width, height = height, width
        seconds = (film.duration or 0) / av.time_base
        return About(width, height, seconds, _created(film.metadata | stream.metadata))


def looks(data: bytes) -> Iterator[Look]:
    """The screen ten times a second, each frame once, up to :data:`MAX_SECONDS`.

    Raises:
        Unreadable: see :func:`about`; or, after the looks that could be had, the film is damaged.
    """
    with _opened(data) as (film, stream):
        held: tuple[Fraction, av.VideoFrame] | None = None
        broken: Unreadable | None = None
        try:
            for moment, frame in _frames(film, stream):
                if moment > MAX_SECONDS:
                    break
                if held is not None and moment <= held[0]:
                    continue
                # Recorders leave frames out while nothing changes: the last one still stands there.
                if held is not None and -(-held[0] // _STEP) * _STEP < moment:
                    yield Look(float(held[0]), float(moment), _rows(held[1]))
                held = moment, frame
        except Unreadable as error:
            # What was shown before is told first.
            broken = error
        if held is not None:
            end = min((film.duration or 0) / av.time_base, MAX_SECONDS)
            yield Look(float(held[0]), max(end, float(held[0] + _STEP)), _rows(held[1]))
        if broken is not None:
            raise broken


def still(data: bytes, moment: float) -> Image.Image:
    """The upright RGB picture of the frame that begins at a moment, which :func:`looks` told.

    Raises:
        Unreadable: see :func:`about`.
    """
    wanted = _milli(moment)
    with _opened(data) as (film, stream):
        place = (stream.start_time or 0) + int(Fraction(wanted, 1000) / _base(stream))
        # To the key frame before; where the film has no index, from its beginning.
        for start in (place, stream.start_time or 0):
            try:
                film.seek(start, stream=stream)
            except av.FFmpegError:
                continue
            found = next(((m, f) for m, f in _frames(film, stream) if _milli(m) >= wanted), None)
            if found is not None and _milli(found[0]) == wanted:
                image: Image.Image = found[1].to_image()  # type: ignore[no-untyped-call]
                turn = _TURNS.get(found[1].rotation % 360)
                return image if turn is None else image.transpose(turn)
    raise Unreadable("recording-broken")


@contextmanager
def _opened(data: bytes) -> Iterator[tuple[InputContainer, VideoStream]]:
    name = "matroska" if data.startswith(_MATROSKA) else "mov"
    try:
        film = av.open(io.BytesIO(data), format=name, metadata_errors="replace")
    except (av.FFmpegError, ValueError) as error:
        raise Unreadable("recording-broken") from error
    with film:
        assert isinstance(film, InputContainer)  # noqa: S101 - opened for reading
        stream = next(iter(film.streams.video), None)
        if stream is None:
            raise Unreadable("recording-empty")
        if stream.codec_context is None or stream.codec_context.name not in _CODINGS:
            raise Unreadable("video")
        _sane(stream.width, stream.height)
        stream.thread_type = "AUTO"
        # Frames may be larger than the container says.
        stream.codec_context.options = {"max_pixels": str(MAX_PIXELS)}
        yield film, stream


def _frames(film: InputContainer, stream: VideoStream) -> Iterator[tuple[Fraction, av.VideoFrame]]:
    """The frames with their times from the beginning, of one size only.

    Raises:
        Unreadable: ``recording-broken`` or ``too-many-pixels``, when it goes on no further.
    """
    start, base = stream.start_time or 0, _base(stream)
    size: tuple[int, int] | None = None
    lost = damaged = False
    try:
        for frame in film.decode(stream):
            # Decoders conceal what is lost, and build on it up to the next whole frame: that is no evidence.
            damaged = frame.is_corrupt or (damaged and not frame.key_frame)
            lost = lost or damaged
            if damaged:
                continue
            size = size or (frame.width, frame.height)
            if frame.pts is None or frame.pts < start or (frame.width, frame.height) != size:
                continue
            _sane(frame.width, frame.height)
            yield (frame.pts - start) * base, frame
    except (av.FFmpegError, ValueError) as error:
        raise Unreadable("recording-broken") from error
    if lost:
        raise Unreadable("recording-broken")


def _base(stream: VideoStream) -> Fraction:
    return stream.time_base or Fraction(1, 1000)


def _milli(moment: float | Fraction) -> int:
    return round(moment * 1000)


def _sane(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Unreadable("too-many-pixels", f"{width} × {height}")


def _rows(frame: av.VideoFrame) -> Rows:
    turned = bool(frame.rotation % 180)
    tall = frame.width if turned else frame.height
    wide = frame.height if turned else frame.width
    rows = -(-tall // -(-tall // _MOST_ROWS))
    columns = min(max(_COLUMNS * wide // tall, _FEWEST), _MOST)
    size = (rows, columns) if turned else (columns, rows)
    small = frame.reformat(width=size[0], height=size[1], format="gray", interpolation="AREA").to_ndarray()
    return np.ascontiguousarray(np.rot90(small, frame.rotation % 360 // 90))


def _created(notes: dict[str, str]) -> str:
    """Apple's note has the zone and outlives an edit; the other one is in universal time."""
    for name in ("com.apple.quicktime.creationdate", "creation_time"):
        try:
            moment = datetime.fromisoformat(notes.get(name, ""))
        except ValueError:
            continue
        if moment.year >= _FIRST_YEAR:
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(CHINA).replace(tzinfo=None).isoformat(timespec="seconds")
    return ""
