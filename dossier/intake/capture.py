"""When a picture says it was made: its file name or its EXIF data, never the file system.

A copied file keeps its name but gets a new modification time, so the latter
proves nothing.  Only names of known makers are read: an order number in a file
name also looks like a date.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_EARLIEST, _LATEST = 2010, 2100

# China has kept this offset, without summer time, since 1991.
CHINA = timezone(timedelta(hours=8))

_MAKERS = (
    r"screen[ _-]?shots?|screen[ _-]?record(?:ing|er)?|capture|"
    r"截屏|截图|屏幕截图|屏幕快照|屏幕截屏|录屏|"
    r"微信图片|微信截图|企业微信截图|qq图片|qq截图|tim图片|tim截图|钉钉截图|支付宝截图|"
    r"img|image|photo|dsc|wechat(?:img)?|mtxx|picture"
)
_DATED = re.compile(
    rf"(?:^|[^a-z])(?:{_MAKERS})[ _\-（(]*"
    r"(?P<year>20\d\d)[-_.年 ]?(?P<month>\d\d)[-_.月 ]?(?P<day>\d\d)日?"
    r"(?:[ _\-T.,]|at|\s)*"
    r"(?P<half>上午|下午|凌晨|中午|晚上|am|pm)?\s*"
    r"(?P<hour>\d{1,2})[-_.:：时]?(?P<minute>\d\d)[-_.:：分]?(?P<second>\d\d)"
    r"(?P<rest>\d*)\s*(?P<after>am|pm)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(
    r"(?:^|[^a-z])(?:mmexport|wx_camera_|microMsg\.|screenshot_|企业微信截图_)(?P<epoch>1\d{9}(?:\d{3,5})?)(?!\d)",
    re.IGNORECASE,
)
_EXIF = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)")
_EXIF_IFD, _DATE_TIME_ORIGINAL = 0x8769, 0x9003
_NOON = 12
_FRACTION_DIGITS = 4  # a maker adds at most that many digits of a second; more is another number


def from_name(name: str) -> str:
    """The moment in a file name.

    Args:
        name: the last part of the path, e.g. ``Screenshot_20240513_001512.png``.

    Returns:
        ``2024-05-13T00:15:12`` (local time as the device wrote it; counted
        seconds are given in China's time), or "" when the name has none.
    """
    if found := _DATED.search(name):
        if len(found["rest"]) > _FRACTION_DIGITS:
            return ""
        half = (found["half"] or found["after"] or "").lower()
        hour = _hour(int(found["hour"]), half)
        parts = (int(found[part]) for part in ("year", "month", "day"))
        return _iso(*parts, hour, int(found["minute"]), int(found["second"]))
    if found := _EPOCH.search(name):
        moment = datetime.fromtimestamp(int(found["epoch"][:10]), UTC).astimezone(CHINA)
        return _iso(*moment.timetuple()[:6])
    return ""


def from_exif(exif: Image.Exif) -> str:
    """The moment the camera noted (DateTimeOriginal), as in :func:`from_name`, or ""."""
    found = _EXIF.match(str(exif.get_ifd(_EXIF_IFD).get(_DATE_TIME_ORIGINAL, "")))
    return _iso(*map(int, found.groups())) if found else ""


def _hour(hour: int, half: str) -> int:
    if half in {"下午", "晚上", "pm", "中午"} and hour < _NOON and not (half == "中午" and hour == _NOON - 1):
        return hour + _NOON
    if half in {"上午", "凌晨", "am"} and hour == _NOON:
        return 0
    return hour


def _iso(*parts: int) -> str:
    try:
        moment = datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - local time of the device
    except ValueError:
        return ""
    return moment.isoformat() if _EARLIEST <= moment.year <= _LATEST else ""
