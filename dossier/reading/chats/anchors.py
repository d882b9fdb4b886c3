"""When a screen was captured, and how far that can be relied on.

In falling order of trust: the date in the status bar (or a desktop's task bar),
the moment in the file's name, the one in its EXIF data, the file system's time.
A phone's status bar mostly shows a clock alone; it then confirms the file's
moment or refutes it.  The name of a saved picture and the file system's time
only say until when the picture was taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dossier.model import Anchor, Evidence, Page
from dossier.reading import layout, stamps
from dossier.reading.chats import bubbles
from dossier.reading.stamps import Stamp
from dossier.reading.text import fold

#: Pictures named so were saved at that moment, not taken: their day dates no screen.
_SAVED = re.compile(
    r"mmexport|wx_camera|微信图片|QQ图片|TIM图片|wechatimg|企业微信图片|microMsg", re.IGNORECASE
)
#: What may stand in a status bar beside clock and date.
_BAR_WORDS = re.compile(
    r"(?:星期|周|礼拜)[一二三四五六日天]|中国?(?:移动|联通|电信|广电)|无服务|无SIM卡|飞行模式|公斤|[上下]午"
)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SLACK = timedelta(minutes=5)
"""How far a status bar's clock and the file's moment may differ: saving takes a while."""


@dataclass(frozen=True, slots=True)
class Capture:
    """The moment of a capture in local time, what tells it, and whether it surely is the screen's own."""

    moment: datetime
    by: Anchor
    sure: bool


def of(evidence: Evidence, page: Page) -> Capture | None:
    """When a page of a picture was captured; None where nothing tells."""
    if not page.width:
        return None
    shown = _bars(page)
    clock = next((s for s in shown if not s.has_date and s.has_clock), None)
    dated = next((s for s in shown if s.has_date), None)
    file = _of_file(evidence)
    if dated is not None:
        day = _day(dated, file)
        found = clock or (dated if dated.has_clock else None)
        if day is not None and found is not None:
            return Capture(datetime.combine(day, _time(found)), Anchor.STATUS_BAR, sure=True)
    if file is None or clock is None:
        return file
    return _held_against(file, clock)


def clock(page: Page) -> Stamp | None:
    """The clock in the phone's status bar, as shown."""
    return next((s for s in _bars(page) if s.has_clock and not s.has_date), None)


def _of_file(evidence: Evidence) -> Capture | None:
    """What the file itself tells: its name or EXIF data, else the file system's time."""
    if evidence.captured:
        by = evidence.captured_by or Anchor.FILE_NAME
        return Capture(datetime.fromisoformat(evidence.captured), by, sure=not _SAVED.search(evidence.path))
    if evidence.modified:
        return Capture(datetime.fromisoformat(evidence.modified), Anchor.FILE_TIME, sure=False)
    return None


def _held_against(file: Capture, clock: Stamp) -> Capture:
    """The file's moment held against the clock on the screen.

    A clock a few minutes off is the screen's, be it of the day before; one that
    is further off says that the file's moment is another's (a copy, an edit).
    """
    shown = datetime.combine(file.moment.date(), _time(clock))
    nearest = min(
        (shown + timedelta(days=days) for days in (-1, 0, 1)), key=lambda moment: abs(moment - file.moment)
    )
    if abs(nearest - file.moment) <= _SLACK:
        return file if nearest.date() == file.moment.date() else Capture(nearest, file.by, file.sure)
    earlier = shown if shown <= file.moment else shown - timedelta(days=1)
    return Capture(earlier, file.by, sure=False)


def _day(dated: Stamp, file: Capture | None) -> date | None:
    """The day of a bar; a year that it leaves out is the last one that puts it before the file's moment."""
    if dated.month is None or dated.day is None:
        return None
    if dated.year is not None:
        return date(dated.year, dated.month, dated.day)
    if file is None:
        return None
    for year in (file.moment.year, file.moment.year - 1):
        try:
            day = date(year, dated.month, dated.day)
        except ValueError:
            continue
        if day <= file.moment.date() + timedelta(days=1):
            return day
    return None


def _time(clock: Stamp) -> time:
    return time(clock.hour or 0, clock.minute or 0)


def _bars(page: Page) -> list[Stamp]:
    """The times in the phone's status bar or the desktop's task bar."""
    if not page.width:
        return []
    found: list[Stamp] = []
    for row in layout.rows(page)[:2]:
        if bubbles.is_status_bar(row, page) and _is_bare(" ".join(line.text for line in row)):
            found += [stamp for line in row for stamp in stamps.find(line.text) if not stamp.relative]
    corner = [line for line in page.lines if bubbles.is_task_bar(line, page)]
    return found + [stamp for line in corner for stamp in stamps.find(line.text)]


def _is_bare(text: str) -> bool:
    """Whether a row holds nothing but what status bars hold: no name, no title."""
    folded = fold(text)
    for stamp in stamps.find(text):
        folded = folded.replace(fold(stamp.raw), "")
    return not _HAN.search(_BAR_WORDS.sub("", folded))
