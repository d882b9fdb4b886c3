"""Passwords: those given, those typed for other files, then the person; once for each file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.intake import Keys, read_folder


def test_given_ones_come_first_and_the_person_is_asked_at_most_three_times() -> None:
    asked: list[tuple[str, int]] = []

    def ask(path: str, times: int) -> str:
        asked.append((path, times))
        return f"typed {times}"

    keys = Keys(("a", "b"), ask)
    assert list(keys.of("x.pdf")) == ["a", "b", "typed 0", "typed 1", "typed 2"]
    assert asked == [("x.pdf", 0), ("x.pdf", 1), ("x.pdf", 2)]


def test_nobody_is_asked_while_a_given_one_fits() -> None:
    keys = Keys(("a",), lambda *_: pytest.fail("asked"))
    assert next(keys.of("x.pdf")) == "a"


def test_what_was_typed_is_tried_again_and_not_asked_again() -> None:
    answers = iter(["wrong", "right"])
    keys = Keys((), lambda *_: next(answers))
    assert next(word for word in keys.of("x.pdf") if word == "right")
    # The second reading of the same run: what fitted comes at once.
    assert next(keys.of("x.pdf")) == "right"
    assert list(keys.of("x.pdf")) == ["right", "wrong"]


def test_what_was_typed_for_one_file_is_tried_on_the_next_before_asking() -> None:
    answers = iter(["right"])
    keys = Keys((), lambda *_: next(answers))
    assert next(keys.of("x.pdf")) == "right"
    assert next(keys.of("y.pdf")) == "right"


def test_an_empty_answer_closes_that_file_for_the_run_and_only_that() -> None:
    asked: list[str] = []

    def ask(path: str, _: int) -> str:
        asked.append(path)
        return ""

    keys = Keys((), ask)
    for path in ("x.pdf", "x.pdf", "y.pdf"):
        assert list(keys.of(path)) == []
    assert asked == ["x.pdf", "y.pdf"]


def test_the_silent_ones_know_the_same_and_ask_nobody() -> None:
    keys = Keys(("a",), lambda *_: "typed")
    assert next(word for word in keys.of("x.pdf") if word == "typed")
    silent = keys.silent()
    assert list(silent.of("x.pdf")) == ["typed", "a"]
    assert list(silent.of("new.pdf")) == ["a", "typed"]


def test_no_password_shows_in_a_trace() -> None:
    keys = Keys(("secret",), lambda *_: "typed secret")
    list(keys.of("x.pdf"))
    assert "secret" not in repr(keys)


def test_a_folder_read_twice_asks_once(tmp_path: Path, document: Callable[..., bytes]) -> None:
    for name, word in (("a.pdf", "一号"), ("b.pdf", "二号"), ("c.pdf", "三号")):
        draw = lambda canvas: canvas.drawString(20, 90, "退款规则：五分钟内可取消")  # noqa: E731
        (tmp_path / name).write_bytes(document(draw, encrypt=word))
    asked: list[str] = []

    def ask(path: str, times: int) -> str:
        asked.append(path)
        return {"a.pdf": ["一号"], "b.pdf": ["wrong", "二号"], "c.pdf": [""]}[path][times]

    keys = Keys((), ask)
    for _ in range(2):
        taken = read_folder(tmp_path, keys)
        assert [len(one.pages) for one in taken.evidence] == [1, 1, 0]
        assert [one.password for one in taken.evidence] == ["一号", "二号", ""]
        assert [(problem.path, problem.code) for problem in taken.problems] == [
            ("c.pdf", "pdf-password-wrong")
        ]
    assert asked == ["a.pdf", "b.pdf", "b.pdf", "c.pdf"]
