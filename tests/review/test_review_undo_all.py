"""Whatever is done on the page, undoing all of it leaves what case.yaml said before, remarks included."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from deskwork import CHAT, ORDER, desk, reader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossier import casefile
from dossier.model import Box, Fact, FactKind, FactStatus
from dossier.review.acts import Acts, Done
from dossier.review.desk import Desk
from dossier.review.entries import marked, name
from dossier.review.values import RefusedError

BY_HAND = """# 我写的
投诉人:
  姓名: 某某   # 本人
请求:
  - 类型: 退款   # 先退钱
    金额: 128
  - 内容: 说明理由
    类型: 说明理由
文件类型:
  b订单.png: 付款   # 看着像
排除:
  - 文件: d订单.png
    原因: 与本案无关
遮盖:
  - 文件: b订单.png
    页: 1
    区域: [10, 10, 60, 60]
    原因: 我的私事
  - 文件: c客服.png
    页: 1
    区域: [1, 2, 30, 40]
"""

KEYS = ("claims", "masks", "exclude", "additions", "corrections")


def opened(folder: Path, text: str = BY_HAND) -> tuple[Desk, Acts]:
    folder.mkdir(exist_ok=True)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    one = desk(folder, ORDER, CHAT, "d订单.png")
    return one, Acts(one)


def undone(acts: Acts, done: Done) -> Done | None:
    """What the page does with the form that takes an act back."""
    assert done.undo is not None
    told = dict(done.undo)
    action = told.pop("action")
    if action == "file":
        path, what = told["path"], told["what"]
        if what == "exclude":
            return acts.exclude(path, told["value"])
        return acts.include(path) if what == "include" else acts.arrange(**told)
    if action == "undo" and "again" in told:
        return acts.restore(told["entry"])
    if action == "undo":
        return acts.undo(told["entry"], told.get("seen"), told.get("value"))
    if action == "field":
        return acts.field(told["name"], told["value"], told.get("seen"))
    if action == "claim":
        return acts.claim(told["entry"], told["kind"], told["text"], told["amount"])
    return {"unadd": acts.unadd, "unmask": acts.unmask, "unclaim": acts.unclaim, "unrelease": acts.unrelease}[
        action
    ](told["entry"])


def judged(one: Desk) -> tuple[object, ...]:
    """What is made of a folder, the files themselves aside."""
    case = one.look().result.case
    return case.facts, case.events, case.findings, case.missing, case.orders, case.problems


def fact_of(one: Desk, kind: FactKind, raw: str = "") -> Fact:
    return next(f for f in one.look().result.case.facts if f.kind is kind and raw in f.raw)


def correct(one: Desk, acts: Acts, fact: Fact, text: str | None) -> Done:
    return acts.correct(fact.id, fact.raw, text, marked(fact, one.named(ORDER)))


def test_a_correction_of_a_correction_is_taken_back_to_the_first(tmp_path: Path) -> None:
    one, acts = opened(tmp_path / "e", "# 我的\n")
    first = correct(one, acts, fact_of(one, FactKind.AMOUNT), "¥120.00")
    second = correct(one, acts, fact_of(one, FactKind.AMOUNT, "120"), "¥121.00")
    # A file that comes before all others gives every fact another number.
    desk(one.folder, "a客服.png", "a订单.png")
    one.look()
    one.wait()
    undone(acts, second)
    assert [entry.value for entry in casefile.load(one.folder).corrections] == ["¥120.00"]
    undone(acts, first)
    assert (one.folder / "case.yaml").read_text("utf-8") == "# 我的\n"


def test_an_undo_of_what_another_tab_changed_meanwhile_takes_nothing(tmp_path: Path) -> None:
    one, acts = opened(tmp_path / "e", "")
    first = correct(one, acts, fact_of(one, FactKind.AMOUNT), "¥120.00")
    other = acts.arrange(CHAT, "role", "other", "")
    correct(one, Acts(one), fact_of(one, FactKind.AMOUNT, "120"), "¥121.00")
    Acts(one).arrange(CHAT, "role", "policy", "other")
    for done in (first, other):
        with pytest.raises(RefusedError) as caught:
            undone(acts, done)
        assert caught.value.code == "changed"
    said = casefile.load(one.folder)
    assert [entry.value for entry in said.corrections] == ["¥121.00"]
    assert said.roles[CHAT].value == "policy"


def test_a_correction_does_not_turn_what_the_person_put_right_before(tmp_path: Path) -> None:
    """A correction speaks of words of a page: two facts must not come to have the same ones unseen."""
    one, acts = opened(tmp_path / "e", "")
    ordered, paid = "2024-05-12 14:01:30", "2024-05-12 14:02:10"
    correct(one, acts, fact_of(one, FactKind.TIMESTAMP, ordered), paid)
    first = next(f for f in one.look().result.case.facts if f.machine)
    # The machine's own reading of the same words, in another row.
    second = next(f for f in one.look().result.case.facts if f.raw == paid and not f.machine)
    done = correct(one, acts, second, ordered)
    said = {f.id: (f.raw, f.status) for f in one.look().result.case.facts}
    assert said[first.id] == (paid, FactStatus.CORRECTED)
    assert said[second.id] == (ordered, FactStatus.CORRECTED)
    undone(acts, done)
    said = {f.id: (f.raw, f.status) for f in one.look().result.case.facts}
    assert said[first.id] == (paid, FactStatus.CORRECTED)
    assert said[second.id] == (paid, second.status)


@pytest.mark.parametrize("value", [None, "¥1.00"])
def test_a_correction_taken_out_can_be_put_back(tmp_path: Path, value: str | None) -> None:
    one, acts = opened(tmp_path / "e", "# 我的\n")
    correct(one, acts, fact_of(one, FactKind.AMOUNT), value)
    with_it = (one.folder / "case.yaml").read_text("utf-8")
    (entry,) = casefile.load(one.folder).corrections
    undone(acts, acts.undo(name(entry)))
    assert (one.folder / "case.yaml").read_text("utf-8") == with_it


def test_what_was_written_by_hand_comes_back_with_its_remarks(tmp_path: Path) -> None:
    one, acts = opened(tmp_path / "e")
    said = one.look().result.casefile
    text = (one.folder / "case.yaml").read_text("utf-8")
    for done in (
        lambda: acts.unclaim(name(said.claims[0])),
        lambda: acts.unmask(name(said.masks[0])),
        lambda: acts.include("d订单.png"),
    ):
        undo = done()
        assert (one.folder / "case.yaml").read_text("utf-8") != text
        undone(acts, undo)
        one.wait()
        assert (one.folder / "case.yaml").read_text("utf-8") == text


def test_what_was_taken_out_is_put_back_beside_what_came_since(tmp_path: Path) -> None:
    one, acts = opened(tmp_path / "e")
    taken = acts.unmask(name(one.look().result.casefile.masks[0]))
    acts.field("order", "CM1", "")
    undone(acts, taken)
    said = casefile.load(one.folder)
    assert said.order == "CM1"
    assert [mask.reason for mask in said.masks] == ["", "我的私事"]
    with pytest.raises(RefusedError):
        undone(acts, taken)
    assert len(casefile.load(one.folder).masks) == 2


def acts_of(one: Desk, acts: Acts, number: int, text: str) -> Callable[[], Done]:
    """One of the things that can be done, with some words."""
    result = one.look().result
    said = result.casefile
    facts = [f for f in result.case.facts if one.evidence(f.source.evidence).path == ORDER]  # type: ignore[union-attr]
    fact = facts[number % len(facts)] if facts else None
    box = Box(number, number, number + 20, number + 30)
    pick = number % 7

    def corrected(value: str | None) -> Done:
        if fact is None:
            raise RefusedError("outdated")
        return acts.correct(fact.id, fact.raw, value, marked(fact, one.named(ORDER)))

    def entry(section: str) -> str:
        found = getattr(said, section)
        if not found:
            raise RefusedError("outdated")
        return name(found[number % len(found)])

    path = (ORDER, CHAT, "d订单.png")[number % 3]
    choices: tuple[Callable[[], Done], ...] = (
        lambda: corrected(None),
        lambda: corrected(f"¥{number}.00"),
        lambda: corrected(f"2024-05-12 14:0{number % 10}:10"),
        lambda: acts.undo(entry("corrections")),
        lambda: acts.add(path, 1, box, f"付款时间 2024-05-12 14:0{number % 10}:11"),
        lambda: acts.unadd(entry("additions")),
        lambda: acts.arrange(
            path, "role", ("", "chat", "order", "other", "policy", "payment", "bill")[pick], None
        ),
        lambda: acts.arrange(path, "day", ("", "2024-05-12", "2024-05-13")[number % 3], None),
        lambda: acts.arrange(path, "order", ("", "CM20240512001")[number % 2], None),
        lambda: acts.exclude(path, text),
        lambda: acts.include(path),
        lambda: acts.mask(path, 1, box, text),
        lambda: acts.unmask(entry("masks")),
        lambda: acts.release(path, 1, text),
        lambda: acts.unrelease(entry("releases")),
        lambda: acts.claim("", ("refund", "fee", "other")[number % 3], text, str(number)),
        lambda: acts.claim(entry("claims"), "cancel", text, ""),
        lambda: acts.unclaim(entry("claims")),
        lambda: acts.field("complainant.name", text, said.complainant.name),
        lambda: acts.field("account", f"{text}\n第二行", said.account),
        lambda: acts.field("known_since", ("", "2024-05-12")[number % 2], str(said.known_since or "")),
    )
    return choices[number % len(choices)]


WORDS = st.text(st.sampled_from("ab 某：:#-'\"“”\u3000\u00a0*&!|>%@`[]{},?~12\t"), max_size=12)
STEPS = st.lists(st.tuples(st.integers(1, 400), WORDS), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS, st.sampled_from(["", "# 我的\n", BY_HAND]))
def test_random_acts_undone_in_turn_leave_what_was_said(steps: list[tuple[int, str]], text: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        one, acts = opened(Path(place) / "e", text)
        first = casefile.load(one.folder)
        done = []
        for number, words in steps:
            try:
                done.append(acts_of(one, acts, number, words)())
            except RefusedError:
                continue
            one.wait()
            assert casefile.load(one.folder) == one.look().result.casefile
        # By the page or by hand: whoever starts anew over what stands there by now is told the same.
        assert judged(one) == judged(Desk(one.folder, read=reader(one.folder)))
        for act in reversed(done):
            # None: what was to be changed was so already.
            if act.undo is not None:
                undone(acts, act)
                one.wait()
        last = casefile.load(one.folder)
        assert {key: set(getattr(last, key)) for key in KEYS} == {
            key: set(getattr(first, key)) for key in KEYS
        }
        assert replace(last, **dict.fromkeys(KEYS, ())) == replace(first, **dict.fromkeys(KEYS, ()))
