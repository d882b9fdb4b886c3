"""The review page journals at once, and a journal that cannot be kept loses no save."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path

from judged import ORDER, fact, gathered

from dossier import casefile, journal
from dossier.journal import chain
from dossier.model import Fact, FactKind
from dossier.review import Desk
from dossier.review.acts import Acts
from dossier.review.entries import name


def desk(folder: Path, noon: datetime) -> Desk:
    """A desk at which an hour passes from one look at the clock to the next."""
    hours = itertools.count()
    read = gathered(folder)
    return Desk(folder, read=lambda *_: read, now=lambda: noon + timedelta(hours=next(hours)))


def paid(one: Desk) -> Fact:
    return fact(one.look().result, FactKind.TIMESTAMP, "付款时间")


def told(folder: Path) -> list[tuple[str, str, str | None]]:
    found = chain.load(folder)
    assert journal.check(folder, folder / "none") == ()
    return [(one.what, one.time[11:13], one.details["written"]) for one in found.lines] if found else []


def test_a_save_an_undo_and_a_hand_edit_are_journaled_when_they_happen(folder: Path, noon: datetime) -> None:
    one = desk(folder, noon)
    assert told(folder) == []
    shown = paid(one)
    Acts(one).correct(shown.id, shown.raw, "2024-05-12 13:53:10")
    assert told(folder) == [("corrected", "13", "2024-05-12 13:53:10")]
    one.look()
    assert len(told(folder)) == 1
    (entry,) = casefile.load(folder).corrections
    Acts(one).undo(name(entry))
    assert told(folder)[1:] == [("withdrawn", "14", "2024-05-12 13:53:10")]
    text = f'更正:\n- {{文件: "{ORDER}", 页: 1, 项目: 时间, 原读: "{shown.raw}", 改为: }}\n'
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    one.look()
    assert told(folder)[2:] == [("corrected", "15", None)]


def test_what_was_written_before_the_page_was_opened_is_journaled(folder: Path, noon: datetime) -> None:
    shown = paid(desk(folder, noon))
    text = f'更正:\n- {{文件: "{ORDER}", 页: 1, 项目: 时间, 原读: "{shown.raw}", 改为: "{shown.raw}"}}\n'
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    desk(folder, noon)
    assert told(folder) == [("confirmed", "12", shown.raw)]


def test_the_first_save_makes_the_case_file_and_the_journal(tmp_path: Path, noon: datetime) -> None:
    one = desk(tmp_path, noon)
    shown = paid(one)
    assert not (tmp_path / "case.yaml").exists()
    assert not (tmp_path / journal.NAME).exists()
    Acts(one).correct(shown.id, shown.raw, "2024-05-12 13:53:10")
    assert [what for what, *_ in told(tmp_path)] == ["corrected"]


def test_a_save_outlives_a_journal_that_cannot_be_kept(folder: Path, noon: datetime) -> None:
    (folder / journal.NAME).mkdir()
    one = desk(folder, noon)
    shown = paid(one)
    Acts(one).correct(shown.id, shown.raw, "2024-05-12 13:53:10")
    assert paid(one).value == "2024-05-12T13:53:10+08:00"
    assert casefile.load(folder).corrections


def test_looking_at_an_archived_folder_adds_nothing_to_its_bag(folder: Path, noon: datetime) -> None:
    shown = paid(desk(folder, noon))
    text = f'更正:\n- {{文件: "{ORDER}", 页: 1, 项目: 时间, 原读: "{shown.raw}", 改为: "{shown.raw}"}}\n'
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    (folder.parent / "bagit.txt").write_text("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    desk(folder, noon)
    assert not (folder / journal.NAME).exists()
