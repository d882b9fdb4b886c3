"""Reading that goes wrong in the background: told, tried again when something changes, and never in the way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from deskwork import CHAT, ORDER, desk, lay, reader

from dossier import casefile
from dossier.casefile import CaseFile
from dossier.model import Role
from dossier.ocr import EngineMissing
from dossier.options import Options
from dossier.pipeline import Gathered, Progress
from dossier.review import Desk, Maker
from dossier.review.acts import Acts
from dossier.review.values import RefusedError


class Moody:
    """Reads the folder, or raises what it is told to; counts how often it was asked."""

    def __init__(self, folder: Path) -> None:
        self._read = reader(folder)
        self.error: BaseException | None = None
        self.asked = 0

    def __call__(self, said: CaseFile, options: Options, told: Progress) -> Gathered:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return self._read(said, options, told)


@pytest.fixture
def moody(tmp_path: Path) -> Moody:
    lay(tmp_path / "e")
    return Moody(tmp_path / "e")


def opened(moody: Moody, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "e", read=moody)


def came(one: Desk, *names: str) -> None:
    lay(one.folder, *names)
    one.look()
    one.wait()


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        EngineMissing("engine-none"),
        PermissionError(13, "Permission denied"),
        ValueError("a foreign body"),
        RecursionError(),
    ],
    ids=lambda one: type(one).__name__,
)
def test_whatever_a_reader_raises_is_told_and_nothing_hangs(
    moody: Moody, tmp_path: Path, error: Exception
) -> None:
    one = opened(moody, tmp_path)
    moody.error = error
    came(one, "x.png")
    assert (one.busy, one.reading) == (None, False)
    assert one.look().trouble
    assert [item.path for item in one.look().result.case.evidence] == [ORDER, CHAT]
    # Saving something does not hide that a file of the folder is not in the case.
    Acts(one).field("order", "CM1", "")
    one.wait()
    assert one.look().trouble
    assert one.look().result.casefile.order == "CM1"
    moody.error = None
    came(one, "y.png")
    assert one.look().trouble == ""
    assert len(one.look().result.case.evidence) == 4


def test_a_file_taken_in_again_that_cannot_be_read_is_not_tried_without_end(
    moody: Moody, tmp_path: Path
) -> None:
    lay(tmp_path / "e")
    (tmp_path / "e" / "case.yaml").write_text(f"排除:\n  - 文件: {CHAT}\n", encoding="utf-8")
    one = opened(moody, tmp_path)
    moody.error = EngineMissing("engine-none")
    Acts(one).include(CHAT)
    one.wait()
    assert moody.asked <= 3
    assert not one.reading
    assert one.look().trouble
    # The page shows what case.yaml says, and it can be undone.
    assert one.look().result.casefile.exclude == ()
    Acts(one).exclude(CHAT, "")
    one.wait()
    assert [entry.file for entry in casefile.load(one.folder).exclude] == [CHAT]
    assert moody.asked <= 6


def test_what_is_done_while_a_file_is_read_again_counts_at_once(tmp_path: Path) -> None:
    lay(tmp_path / "e")
    (tmp_path / "e" / "case.yaml").write_text(f"排除:\n  - 文件: {CHAT}\n", encoding="utf-8")
    go_on = threading.Event()
    read = reader(tmp_path / "e")
    first = [True]

    def slow(said: CaseFile, options: Options, told: Progress) -> Gathered:
        if not first:
            assert go_on.wait(20)
        first.clear()
        return read(said, options, told)

    one = Desk(tmp_path / "e", read=slow)
    acts = Acts(one)
    acts.include(CHAT)
    assert one.reading
    acts.arrange(ORDER, "role", "payment", "order")
    done = acts.claim("", "refund", "退款", "1")
    assert done.undo is not None
    acts.unclaim(done.undo["entry"])
    items = {item.path: item for item in one.look().result.case.evidence}
    assert items[ORDER].role is Role.PAYMENT
    assert one.look().trouble == ""
    with pytest.raises(RefusedError):
        Maker(one, tmp_path / "out").start(["platform"])
    go_on.set()
    one.wait()
    told = {item.path for item in one.look().result.case.evidence if item.pages[0].lines}
    assert told == {ORDER, CHAT}


def test_the_only_file_can_be_left_out_and_taken_in_again(tmp_path: Path) -> None:
    one = desk(tmp_path / "e", ORDER)
    acts = Acts(one)
    before = len(one.look().result.case.facts)
    done = acts.exclude(ORDER, "不用")
    assert one.look().trouble
    assert done.undo is not None
    acts.include(done.undo["path"])
    assert one.look().trouble == ""
    assert len(one.look().result.case.facts) == before


def test_a_folder_that_goes_and_comes_back(tmp_path: Path) -> None:
    one = desk(tmp_path / "e")
    Acts(one).field("complainant.name", "某某", "")
    (tmp_path / "e").rename(tmp_path / "away")
    seen = one.look()
    assert str(tmp_path / "e") in seen.trouble
    assert seen.result.casefile.complainant.name == "某某"
    assert one.look() is seen
    with pytest.raises(RefusedError):
        Acts(one).field("complainant.name", "李某", "某某")
    assert not (tmp_path / "e").exists()
    (tmp_path / "away").rename(tmp_path / "e")
    one.look()
    one.wait()
    assert one.look().trouble == ""
    Acts(one).field("complainant.name", "李某", "某某")
    assert casefile.load(one.folder).complainant.name == "李某"


def test_a_case_that_cannot_be_made_does_not_pass_for_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = desk(tmp_path / "e")
    before = one.look().number

    def fail(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr("dossier.pipeline.conclude", fail)
        (tmp_path / "e" / "case.yaml").write_text("订单: CM1\n", encoding="utf-8")
        assert one.look().trouble
        assert one.look().number > before
    (tmp_path / "e" / "case.yaml").write_text("订单: CM2\n", encoding="utf-8")
    assert one.look().trouble == ""


def test_drafts_of_a_killed_upload_go_when_the_page_is_opened(tmp_path: Path) -> None:
    lay(tmp_path / "e")
    half = tmp_path / "e" / ".upload.0123abcd.part"
    half.write_bytes(b"half")
    one = desk(tmp_path / "e")
    assert not half.exists()
    assert [item.path for item in one.look().result.case.evidence] == [ORDER, CHAT]
