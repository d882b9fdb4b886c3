"""The bench that measures reading: its truth stands on its pictures, and its counting is right."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from bench.accuracy import corpus, forms, misses, ours, patterns, score, spoil, table
from bench.accuracy.__main__ import main
from bench.accuracy.held import HELD
from bench.accuracy.looks import OPEN
from bench.accuracy.pages import scene
from bench.accuracy.places import Rect, Spot, covered
from bench.accuracy.truth import Answer, Field, Kind, Picture
from dossier.model import Fact, FactKind, FactStatus, Source
from samples.draw.canvas import Canvas, Typeface

PAID = Field(Kind.TIMESTAMP, "2024-05-12T14:03:22+08:00", "2024-05-12 14:03:22", "付款时间", "paid")
NUMBER = Field(Kind.ORDER_ID, "CM2024051200001", "CM2024051200001", "订单编号")
HALF_HIDDEN = Field(Kind.TRANSACTION_ID, "4200000000202405120000000001", "", required=False)


def picture(*fields: Field, held: bool = False, spoilt: str = "none") -> Picture:
    return Picture("p001.png", b"", "某某", "order", spoilt, held, fields)


class TestScore:
    def test_exact_needs_the_value_and_its_role(self) -> None:
        told = score.of(picture(PAID, NUMBER), [Answer(Kind.TIMESTAMP, PAID.value, "ordered")])
        assert told.exact == 0
        assert told.certain() == (1, 1)  # the digits are right, what they are said to mean is not

    def test_a_system_without_roles_is_asked_for_the_value_alone(self) -> None:
        told = score.of(picture(PAID), [Answer(Kind.TIMESTAMP, PAID.value, score.ANY)])
        assert (told.exact, told.certain()) == (1, (0, 1))

    def test_one_wrong_digit_is_missed_and_wrong(self) -> None:
        told = score.of(picture(NUMBER), [Answer(Kind.ORDER_ID, "CM2024051200007")])
        assert (told.exact, told.certain()) == (0, (1, 1))

    def test_what_is_doubted_is_not_counted_as_certain(self) -> None:
        told = score.of(picture(NUMBER), [Answer(Kind.ORDER_ID, "CM2024051200007", certain=False)])
        assert told.certain() == (0, 0)

    def test_a_number_under_another_kind_is_wrong(self) -> None:
        told = score.of(picture(NUMBER), [Answer(Kind.TRANSACTION_ID, NUMBER.value)])
        assert (told.exact, told.certain()) == (0, (1, 1))

    def test_a_covered_field_may_be_read_but_its_visible_part_is_wrong(self) -> None:
        whole = score.of(picture(HALF_HIDDEN), [Answer(Kind.TRANSACTION_ID, HALF_HIDDEN.value)])
        part = score.of(picture(HALF_HIDDEN), [Answer(Kind.TRANSACTION_ID, HALF_HIDDEN.value[:-4])])
        assert (whole.hits, whole.certain()) == ((), (0, 1))
        assert part.certain() == (1, 1)

    def test_a_value_told_twice_counts_once_as_its_most_certain(self) -> None:
        twice = [
            Answer(Kind.ORDER_ID, "X" + NUMBER.value, certain=False),
            Answer(Kind.ORDER_ID, "X" + NUMBER.value),
        ]
        assert score.of(picture(NUMBER), twice).certain() == (1, 1)

    def test_the_price_is_not_what_was_paid(self) -> None:
        fields = (
            Field(Kind.AMOUNT, "120.00", "", about="paid"),
            Field(Kind.AMOUNT, "128.00", "", about="price"),
        )
        told = score.of(
            picture(*fields), [Answer(Kind.AMOUNT, "128.00", "paid"), Answer(Kind.AMOUNT, "120.00", "total")]
        )
        assert (told.exact, told.certain()) == (1, (1, 2))

    def test_a_window_counts_by_length_and_start_a_fee_by_its_rates(self) -> None:
        fields = (Field(Kind.WINDOW, "PT5M;start=paid", ""), Field(Kind.FEE, "0.10-0.20", ""))
        told = score.of(
            picture(*fields),
            [
                Answer(Kind.WINDOW, "PT5M;start=paid;delivery=any;free=yes"),
                Answer(Kind.FEE, "0.1-0.2;applies=after"),
            ],
        )
        assert told.exact == 2
        assert score.of(picture(*fields), [Answer(Kind.WINDOW, "PT5M;start=ordered")]).certain() == (1, 1)


class TestAnswers:
    def test_facts_in_doubt_are_not_certain(self) -> None:
        told = list(
            ours.answers([_fact(FactStatus.DISPUTED), _fact(doubts=(3,)), _fact(), _fact(FactStatus.CHECKED)])
        )
        assert [(one.certain, one.strict) for one in told] == [
            (False, False),
            (False, False),
            (True, False),
            (True, True),
        ]

    def test_both_ends_of_an_interval_are_times_read_but_the_end_of_a_day_is_none(self) -> None:
        between = _fact(kind=FactKind.TIMESTAMP, value="2024-05-12T14:03+08:00/2024-05-12T14:09+08:00")
        until = _fact(kind=FactKind.TIMESTAMP, value="2024-05-12T14:03+08:00/2024-05-12")
        assert [one.value[11:16] for one in ours.answers([between, until])] == ["14:03", "14:09", "14:03"]


class TestCorpus:
    def test_it_is_large_enough_and_half_of_it_is_held(self) -> None:
        plans = corpus.plans()
        held = sum(plan.held for plan in plans)
        assert len(plans) >= 150
        assert held * 2 == len(plans)
        assert len(OPEN) >= 12 <= len(HELD)
        assert not {one.look.name for one in OPEN} & {one.look.name for one in HELD}

    def test_both_halves_see_every_spoil_and_every_page(self) -> None:
        for half in (True, False):
            mine = [plan for plan in corpus.plans() if plan.held is half]
            assert {plan.spoilt for plan in mine} == set(spoil.SPOILS)
            assert {plan.page for plan in mine} >= {"order", "payment", "chat", "rule", "desk"}
            assert {plan.scale for plan in mine} >= {1, 2, 3}

    def test_everything_the_truth_names_stands_on_its_page(self) -> None:
        kinds: Counter[Kind] = Counter()
        for plan in corpus.plans():
            _, spots, _ = corpus.compose(plan)  # raises where a field's words are not there
            kinds.update(spot.field.kind for spot in spots if spot.field.required)
        assert all(kinds[kind] >= 15 for kind in Kind)

    def test_a_picture_depends_on_its_place_alone(self) -> None:
        plans = corpus.plans(6)
        assert plans == corpus.plans(40)[:6]
        again = corpus.draw(plans[4])
        assert corpus.draw(plans[4]) == again
        assert Image.open(io.BytesIO(again.data)).size[0] > 300

    def test_a_face_of_two_files_with_spacing_is_drawn_as_wide_as_measured(self) -> None:
        plain = Canvas(300, 2, "#ffffff")
        bold = Typeface().bold
        mixed = Canvas(300, 2, "#ffffff", Typeface(latin=bold, latin_bold=bold, spacing=0.1))
        wider = (
            mixed.width_of("单号42", 20) - plain.width_of("单号", 20) - plain.width_of("42", 20, bold=True)
        )
        assert wider == pytest.approx(4 * 0.1 * 20)
        mixed.text(0, 20, "单号42", 20, "#000000")
        assert mixed.lines()[0].box[2] == pytest.approx(2 * mixed.width_of("单号42", 20), abs=2)  # type: ignore[index]

    @pytest.mark.parametrize("name", ["banner", "crop"])
    def test_what_a_banner_or_a_cut_hides_is_not_asked_for(self, name: str) -> None:
        hidden = asked = 0
        for plan in [plan for plan in corpus.plans() if plan.spoilt == name][:6]:
            canvas, before, rng = corpus.compose(plan)
            shot, _ = spoil.SPOILS[name](spoil.Shot(canvas.image(), canvas.scale, before), rng)
            width, height = shot.image.size
            for spot in shot.spots:
                inside = all(r.x0 >= 0 and r.y0 >= 0 and r.x1 <= width and r.y1 <= height for r in spot.rects)
                assert inside or not spot.whole
            hidden += sum(not spot.whole for spot in shot.spots)
            asked += sum(field.required for field in spoil.fields(shot))
        assert 0 < hidden < asked

    def test_a_cover_touches_only_what_it_meets(self) -> None:
        spots = (Spot(PAID, (Rect(0, 0, 10, 10),)), Spot(NUMBER, (Rect(0, 20, 10, 30),)))
        assert [spot.whole for spot in covered(spots, [Rect(0, 5, 50, 15)])] == [False, True]

    @pytest.mark.parametrize(
        ("form", "length"),
        [("wechat", 28), ("alipay", 28), ("union", 21), ("embedded18", 18), ("dashed", 22)],
    )
    def test_numbers_have_their_published_shape(self, form: str, length: int) -> None:
        moment = scene(OPEN[0], OPEN[0].look, Random(1)).ordered  # noqa: S311
        number = forms.identifier(form, Random(2), moment).value  # noqa: S311
        assert len(number) == length
        if form == "wechat":
            assert (number[:4], number[10:18]) == ("4200", f"{moment:%Y%m%d}")


class TestPatterns:
    def test_they_find_what_an_engine_read(self) -> None:
        rows = (
            "订单编号 CM2024051200001 复制",
            "付款时间：2024年5月12日 下午2:03",
            "实付款 ¥1,288.00",
            "工号2018号客服为您服务",
        )
        told = patterns.find([_word(n, row) for n, row in enumerate(rows)])
        assert {(one.kind, one.value) for one in told} == {
            (Kind.ORDER_ID, "CM2024051200001"),
            (Kind.TIMESTAMP, "2024-05-12T14:03+08:00"),
            (Kind.AMOUNT, "1288.00"),
            (Kind.AGENT_ID, "2018"),
        }

    def test_a_wrapped_number_is_put_together_and_as_sure_as_its_weakest_line(self) -> None:
        words = [_word(0, "账单详情"), _word(1, "交易单号 42000000002024051200000"), _word(2, "00001", 0.5)]
        assert list(patterns.find(words)) == [
            Answer(Kind.TRANSACTION_ID, "4200000000202405120000000001", score.ANY, certain=False)
        ]

    def test_the_closing_of_unpaid_orders_is_no_window(self) -> None:
        rows = (
            "付款后5分钟内可以免费取消订单。",
            "未付款的订单30分钟内自动关闭，无法取消。",
            "逾期收取10%至20%的手续费。",
        )
        told = {one.kind: one.value for one in patterns.find([_word(n, row) for n, row in enumerate(rows)])}
        assert told == {Kind.WINDOW: "PT5M;start=paid", Kind.FEE: "0.1-0.2"}


def test_misses_never_show_a_held_picture() -> None:
    wrong = [Answer(Kind.ORDER_ID, "CM2024051200007")]
    whole = score.of(picture(NUMBER), wrong) + score.of(picture(NUMBER, held=True), wrong)
    assert [row["what"] for row in misses.of({"dossier": whole})] == ["missed", "wrong"]


def test_the_table_counts_by_kind_and_spoil() -> None:
    wrong = [
        Answer(Kind.ORDER_ID, "CM2024051200007"),
        Answer(Kind.TIMESTAMP, PAID.value, "paid", strict=True),
    ]
    made = table.tables({"dossier": score.of(picture(NUMBER, PAID, spoilt="jpeg30"), wrong)})
    rows = {row[0]: row[1:] for one in made for row in one.rows}
    assert rows["order_id"] == ("1", "0.0 %", "1/1", "–")
    assert rows["timestamp: paid"] == ("1", "100.0 %", "0/1", "0/1")
    assert rows["jpeg30"] == ("2", "50.0 %", "1/2", "0/1")
    assert "| jpeg30 | 2 | 50.0 % | 1/2 | 0/1 |" in made[2].markdown()


def test_one_command_reads_a_picture_and_prints_the_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missed, document = tmp_path / "misses.json", tmp_path / "accuracy.md"
    first = next(plan for plan in corpus.plans() if plan.page == "payment" and not plan.held)
    chosen = ["--count", str(first.number), "--open", "--kinds", "payment", "--only", "dossier"]
    written = ["--cache", str(tmp_path / "cache"), "--misses", str(missed), "--write", str(document)]
    assert main([*chosen, *written]) == 0
    assert "transaction_id" in capsys.readouterr().out
    assert all(
        row["picture"].startswith(f"p{first.number:03d}") for row in json.loads(missed.read_text("utf-8"))
    )
    assert "1 pictures of invented shops" in document.read_text("utf-8")


def _word(row: int, text: str, sure: float = 0.99) -> patterns.Word:
    return patterns.Word(text, 0, row * 40, 300, row * 40 + 20, sure)


def _fact(
    status: FactStatus = FactStatus.READ,
    doubts: tuple[int, ...] = (),
    kind: FactKind = FactKind.ORDER_ID,
    value: str = NUMBER.value,
) -> Fact:
    return Fact("F1", kind, value, value, 1.0, Source("E1", 1, None, 1), status, doubts=doubts)
