"""Cases made of tales, for the story of the review page."""

from __future__ import annotations

from dataclasses import replace

from stories import FILES, Tale, judged

from dossier.model import Case, EventKind, Evidence, Page

FREE = "PT5M;start=paid;delivery=any;free=yes"


def inside() -> Tale:
    """Asked and sent inside the window, refused after the request: two departures."""
    tale = Tale().term("grace_window", FREE, "支付成功后5分钟内可免费取消")
    tale.asked("2024-05-12 14:03:10", "我要取消")
    tale.said(EventKind.CANCEL_REFUSED, "2024-05-12 14:04", "自动发货，不能取消")
    return tale.happened(EventKind.SHIPPED, "2024-05-12 14:05:41")


def case_of(tale: Tale) -> Case:
    """The tale as a judged case, its events numbered in the order of time."""
    tale.events.sort(key=lambda event: (event.when.earliest, event.when.latest))
    tale.events = [replace(event, id=f"T{number}") for number, event in enumerate(tale.events, 1)]
    files = tuple(
        Evidence(name, f"{name}.png", "0" * 64, 1, "image/png", (Page(1, 720, 1280),), role)
        for name, role in FILES.items()
    )
    findings = tuple(judged(tale).values())
    return Case(files, tuple(tale.facts), tuple(tale.events), findings, orders=(tale.order,))
