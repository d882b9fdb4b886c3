"""The hold-out's pages: the same every time, and with boxes that hold their words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from corpus.make import cases, evidence_of, pages_of, write
from corpus.scenarios import SCENARIOS
from corpus.truth import CorpusCase
from samples.draw.canvas import Canvas, Run


@pytest.fixture(scope="module")
def some() -> tuple[CorpusCase, ...]:
    return tuple(cases(5, len(SCENARIOS)))


def test_a_round_has_every_scenario(some: tuple[CorpusCase, ...]) -> None:
    assert [case.truth.scenario for case in some] == [name for name, _ in SCENARIOS]


def test_the_same_seed_gives_the_same_pages(some: tuple[CorpusCase, ...]) -> None:
    again = next(cases(5, 1))
    assert pages_of(again) == pages_of(some[0])
    assert pages_of(next(cases(6, 1))) != pages_of(some[0])


def test_each_box_holds_ink_and_lies_on_the_page(some: tuple[CorpusCase, ...]) -> None:
    doc = next(doc for doc in some[0].docs if doc.role == "order")
    assert doc.canvas
    picture = doc.canvas.image()
    assert picture.size == doc.canvas.size
    for line in doc.canvas.lines():
        assert line.box
        assert line.box.x0 >= 0
        assert line.box.x1 <= picture.width
        shades = picture.crop(line.box).convert("L").getextrema()
        assert shades[1] - shades[0] > 40, line  # type: ignore[operator]


def test_a_box_is_where_the_words_are() -> None:
    canvas = Canvas(200, 2, "#ffffff")
    canvas.runs(20, 30, [Run("订单", 14, "#000000"), Run("128", 22, "#000000")])
    canvas.text(150, 30, "复制", 11, "#000000")
    canvas.height = 60
    left, right = canvas.lines()
    assert (left.text, right.text) == ("订单128", "复制")
    ink = canvas.image().convert("L").point(lambda shade: 255 if shade < 128 else 0)
    assert ink.crop((0, 0, 250, 120)).getbbox() == pytest.approx(tuple(left.box or ()), abs=4)


def test_what_is_drawn_can_be_found_in_the_files(some: tuple[CorpusCase, ...], tmp_path: Path) -> None:
    case = some[0]
    write(case, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {item.path for item in evidence_of(case)}
    for item in evidence_of(case):
        if item.media.startswith("image/"):
            with Image.open(tmp_path / item.path) as picture:
                assert picture.size == (item.pages[0].width, item.pages[0].height)
                assert Image.MIME[picture.format or ""] == item.media


def test_every_order_of_the_truth_is_judged(some: tuple[CorpusCase, ...]) -> None:
    for case in some:
        shown = " ".join(line.text for pages in pages_of(case).values() for line in pages[0].lines)
        for order_id in case.truth.rules:
            assert order_id[:8] in shown.replace(" ", ""), case.name
        assert all(answer.best in answer.allowed for a in case.truth.rules.values() for answer in a.values())
