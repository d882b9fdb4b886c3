"""What the terminal says of findings: within its columns, and no machine's words called unclear."""

from __future__ import annotations

import pytest
from stories import FILES, Tale, judged

from dossier import report
from dossier.model import Case, EventKind, Evidence, Page
from dossier.terminal import columns


def told(tale: Tale, lang: str) -> str:
    files = tuple(
        Evidence(name, f"{name}.png", "0" * 64, 1, "image/png", (Page(1, 720, 1280),), role)
        for name, role in FILES.items()
    )
    found = tuple(judged(tale).values())
    case = Case(files, tuple(tale.facts), tuple(tale.events), found, orders=(tale.order,))
    return report.full(case, lang, "evidence")


def late() -> Tale:
    tale = Tale().asked("2024-05-12 14:03")
    tale.said(EventKind.ANSWERED, "2024-05-12 14:04", "智能客服", robot=True, hedged=True)
    tale.said(EventKind.ANSWERED, "2024-05-12 18:55", "您好")
    return tale.term("answer_time", "PT2H;start=requested", "客服2小时内答复", label="2.1")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [60, 100])
def test_no_line_runs_over(monkeypatch: pytest.MonkeyPatch, width: int, lang: str) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    words = told(late(), lang)
    # A full stop may hang over by its own two columns rather than begin a line.
    assert max(columns(line) for line in words.splitlines()) <= width + 2
    assert "service.no-answer" in words


def test_a_machines_words_are_not_called_unclear() -> None:
    words = "".join(told(late(), "zh").split())
    assert "自动答复" in words
    assert "含义不确定" not in words
