"""A table and its figure: whichever order leaves no page half empty, and nothing lost or doubled."""

from __future__ import annotations

from io import BytesIO

import pypdf
import pytest
from reportlab.platypus import Flowable

from dossier.packet.typeset import document, fonts, markup, styles
from dossier.packet.typeset.companions import Companions
from dossier.packet.typeset.phrasing import MarkupError

MM = 72 / 25.4
FIGURE = 200.0


class Drawing(Flowable):
    """A figure of a known height that shows itself by a word."""

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, FIGURE
        return width, FIGURE

    def draw(self) -> None:
        fonts.draw(self.canv, 0, FIGURE / 2, "图在此处", 9)


def pages(rows: int, above: float) -> list[str]:
    """The text of each page; ``above`` points of the first one are taken."""
    body = "".join(f"<row><cell>经过{n}号</cell></row>" for n in range(1, rows + 1))
    xml = (
        f'<packet title="题"><space mm="{above / MM}"/><heading level="1">标题</heading><companions>'
        f'<tied><table widths="1" head="1"><row><cell>事项</cell></row>{body}</table><para style="note">表注</para></tied>'
        '<figure name="drawing"/></companions><para>后文</para></packet>'
    )
    out = BytesIO()
    document.render(xml, {"drawing": lambda: [Drawing()]}, out)
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(out).pages]


def test_both_on_one_page_stand_table_first() -> None:
    (only,) = pages(rows=5, above=1)
    assert only.index("经过5号") < only.index("表注") < only.index("图在此处") < only.index("后文")


def test_the_figure_goes_ahead_where_the_table_would_drive_it_off() -> None:
    first, second = pages(rows=12, above=styles.FRAME_HEIGHT - FIGURE - 150)
    assert first.index("标题") < first.index("图在此处") < first.index("经过1号")
    assert "经过12号" in second


def test_the_table_goes_ahead_where_the_figure_has_no_room() -> None:
    first, second = pages(rows=12, above=styles.FRAME_HEIGHT - FIGURE + 20)
    assert "经过1号" in first
    assert "图在此处" not in first
    assert second.index("经过12号") < second.index("图在此处")


def test_the_figure_heads_the_page_that_the_table_goes_on_to_where_it_would_not_fit_below() -> None:
    found = pages(rows=26, above=styles.FRAME_HEIGHT - FIGURE + 20)
    assert "经过1号" in found[0]
    assert found[1].startswith("图在此处事项")


@pytest.mark.parametrize("above", [1, 300, styles.FRAME_HEIGHT - 120])
def test_of_a_table_longer_than_a_page_the_figure_is_the_overview(above: float) -> None:
    found = pages(rows=70, above=above)
    begins = next(page for page in found if "标题" in page)
    assert begins.index("标题") < begins.index("图在此处")
    assert "经过1号" not in begins or begins.index("图在此处") < begins.index("经过1号")


@pytest.mark.parametrize("rows", [1, 12, 34, 70])
def test_nothing_is_lost_or_told_twice(rows: int) -> None:
    for above in range(1, 620, 62):
        found = pages(rows, above)
        told = "".join(found)
        assert told.count("图在此处") == told.count("表注") == told.count("标题") == 1
        assert [told.count(f"经过{n}号") for n in range(1, rows + 1)] == [1] * rows
        assert "标题" not in [page[-2:] for page in found]  # a heading never stands alone at the foot


def test_a_table_without_figure_stands_alone() -> None:
    table = '<table widths="1"><row><cell>甲</cell></row></table>'
    xml = f'<packet title="题"><companions>{table}<figure name="none"/></companions></packet>'
    made = markup.parse(xml, {"none": list}, {})
    assert not any(isinstance(one, Companions) for one in made)
    assert len(made) == 1


@pytest.mark.parametrize("inner", ["", "<para>甲</para>", '<figure name="none"/>'])
def test_companions_are_a_table_and_a_figure(inner: str) -> None:
    with pytest.raises(MarkupError, match="companions"):
        markup.parse(f'<packet title="题"><companions>{inner}</companions></packet>', {"none": list}, {})
