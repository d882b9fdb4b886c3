"""What a careful person would write around an OCR engine in an afternoon: rows, labels, patterns.

It knows the usual labels and the shapes of numbers, times and amounts, looks for a value behind
its label or in the next row, and puts a number that wraps together.  It is the same script for
both engines; a value counts as certain when the engine's score of every line it comes from is at
least :data:`SURE`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.accuracy.score import ANY
from bench.accuracy.truth import Answer, Kind

SURE = 0.9
_WIDE = str.maketrans("０１２３４５６７８９：，．－￥（）；％—–", "0123456789:,.-¥();%--")
_HAN = r"[\u4e00-\u9fff]"

_PAYMENT = re.compile(r"账单详情|支付详情|交易成功|支付成功|商户全称|商户单号|商家订单号")
_NUMBER = re.compile(
    r"(?<!发票)(?<!机器)(?<!客票)(?<!证件)(?P<label>(?:商户|商家|商城|商品|平台|支付宝?|微信支付|交易)?(?:订单|交易|支付)?"
    r"(?:编号|号码|单号|流水号|交易号|订单号|订单ID|ID))\s*[::]?\s*"
    r"(?P<value>[A-Za-z0-9][A-Za-z0-9_\- ]{5,40})?"
)
_SPOKEN = re.compile(r"订单号?\s*[::]?\s*(?P<value>[A-Za-z0-9][A-Za-z0-9_\-]{9,40})")
_REST = re.compile(r"^[A-Za-z0-9_\-]{1,40}$")
_BEGIN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_\-]{8,40}")
_TIME = re.compile(
    r"(?P<y>20\d\d)\s*[-/.年]\s*(?P<mo>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?\s*"
    r"(?:(?:星期|周)[一二三四五六日天])?\s*(?P<part>凌晨|早上|上午|中午|下午|晚上)?\s*"
    r"(?P<h>\d{1,2})\s*[::;]\s*(?P<mi>\d{2})(?:\s*[::;]\s*(?P<s>\d{2}))?(?!\d)"
)
_PAID = re.compile(
    r"实付款?|实际(?:支付|付款)|支付金额|付款金额|实付金额|合计(?:金额)?|总价|总计|应付(?:总额|金额)|订单总额|^金额"
)
_MONEY = re.compile(r"-?\s*¥?\s*-?\s*(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)\s*元?")
_ALONE = re.compile(r"^(?:-\s*¥?|¥\s*-?)\s*(?P<value>\d[\d,]*(?:\.\d{1,2})?)$|^(?P<bare>\d[\d,]*\.\d\d)$")
_AGENT = re.compile(
    r"(?:工号|客服编号|坐席)\s*[::]?\s*(?P<a>[A-Za-z]{0,4}\d{2,8})|(?P<b>[A-Za-z]{0,4}\d{2,8})\s*号?(?:在线)?客服"
    r"|(?:客服|专员)\s*[::]?\s*(?P<c>[A-Za-z]{0,4}\d{2,8})(?![\d\-/.年:])"
)
_NAME = re.compile(rf"(?:客服|专员|主管|坐席)\s*-?\s*(?P<name>小{_HAN})")
_WINDOW = re.compile(r"(?P<m>\d{1,3})\s*分钟(?:之内|以内|内)")
_FEE = re.compile(r"(?P<lo>\d{1,2})\s*%?\s*(?:[-~至到]\s*(?P<hi>\d{1,2})\s*)?%")


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text from an engine, with its box in pixels and its score, 0 to 1."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    score: float


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    score: float


def find(words: Sequence[Word]) -> tuple[Answer, ...]:
    """The key fields in what an engine read."""
    rows = _rows(words)
    paying = any(_PAYMENT.search(row.text.replace(" ", "")) for row in rows)
    return (
        *_numbers(rows, paying=paying),
        *_times(rows),
        *_amounts(rows, paying=paying),
        *_agents(rows),
        *_terms(rows),
    )


def _rows(words: Sequence[Word]) -> list[_Row]:
    """Pieces that stand beside each other as one row, from left to right."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.y0 + w.y1) / 2):
        middle = (word.y0 + word.y1) / 2
        if groups and middle < groups[-1][0].y1 and middle > groups[-1][0].y0:
            groups[-1].append(word)
        else:
            groups.append([word])
    rows = []
    for group in groups:
        parts = sorted(group, key=lambda w: w.x0)
        text = re.sub(r"\s*复制\s*$", "", " ".join(part.text.translate(_WIDE) for part in parts))
        text = re.sub(rf"(?<={_HAN})\s+(?={_HAN})", "", text)
        rows.append(_Row(text, min(part.score for part in parts)))
    return rows


def _numbers(rows: Sequence[_Row], *, paying: bool) -> Iterator[Answer]:
    for place, row in enumerate(rows):
        match = _NUMBER.search(row.text)
        if match is None:
            spoken = _SPOKEN.search(row.text)
            if spoken:
                yield Answer(Kind.ORDER_ID, spoken["value"], ANY, row.score >= SURE)
            continue
        value, score = (match["value"] or "").replace(" ", ""), row.score
        after = rows[place + 1 : place + 2]
        if after and _REST.match(after[0].text.replace(" ", "")):
            value += after[0].text.replace(" ", "")
            score = min(score, after[0].score)
        elif after and not value and (begin := _BEGIN.match(after[0].text)):
            value, score = begin.group(), min(score, after[0].score)
        value = re.sub(r"[^A-Za-z0-9]+$", "", value)
        if sum(char.isdigit() for char in value) >= 4:  # noqa: PLR2004 - fewer make no number
            yield Answer(_whose(match["label"], paying=paying), value, ANY, score >= SURE)


def _whose(label: str, *, paying: bool) -> Kind:
    if re.search(r"商户|商家", label):
        return Kind.MERCHANT_ORDER_ID
    if paying or re.search(r"交易|支付", label):
        return Kind.TRANSACTION_ID
    return Kind.ORDER_ID


def _times(rows: Sequence[_Row]) -> Iterator[Answer]:
    for row in rows:
        for m in _TIME.finditer(row.text):
            hour = int(m["h"])
            if m["part"] in ("下午", "晚上") and hour < 12:  # noqa: PLR2004 - half a day
                hour += 12
            if m["part"] in ("凌晨", "上午", "早上") and hour == 12:  # noqa: PLR2004
                hour = 0
            seconds = f":{m['s']}" if m["s"] else ""
            value = f"{m['y']}-{int(m['mo']):02d}-{int(m['d']):02d}T{hour:02d}:{m['mi']}{seconds}+08:00"
            yield Answer(Kind.TIMESTAMP, value, ANY, row.score >= SURE)


def _amounts(rows: Sequence[_Row], *, paying: bool) -> Iterator[Answer]:
    for place, row in enumerate(rows):
        label = _PAID.search(row.text)
        if label:
            found = _MONEY.search(row.text, label.end())
            source = row
            if found is None and place + 1 < len(rows):
                source = rows[place + 1]
                found = _MONEY.fullmatch(source.text.strip())
            if found:
                yield Answer(
                    Kind.AMOUNT, found["value"].replace(",", ""), ANY, min(row.score, source.score) >= SURE
                )
        elif paying and (alone := _ALONE.match(row.text.strip())):
            value = (alone["value"] or alone["bare"]).replace(",", "")
            yield Answer(Kind.AMOUNT, value, ANY, row.score >= SURE)


def _agents(rows: Sequence[_Row]) -> Iterator[Answer]:
    for row in rows:
        for m in _AGENT.finditer(row.text):
            yield Answer(Kind.AGENT_ID, (m["a"] or m["b"] or m["c"]).upper(), ANY, row.score >= SURE)
        for m in _NAME.finditer(row.text):
            yield Answer(Kind.AGENT_NAME, m["name"], ANY, row.score >= SURE)


def _terms(rows: Sequence[_Row]) -> Iterator[Answer]:
    """Windows and fees from the sentences of all rows together, since sentences wrap."""
    whole = "".join(row.text for row in rows).replace(" ", "")
    score = min((row.score for row in rows), default=0.0)
    for sentence in re.split(r"(?<=[。;])", whole):
        window = _WINDOW.search(sentence)
        if (
            window
            and re.search(r"取消|退款|撤销", sentence)
            and not re.search(r"未付款|未支付|自动关闭", sentence)
        ):
            before = sentence[: window.start()]
            start = (
                "ordered"
                if re.search(r"下单|提交", before)
                else "paid"
                if re.search(r"付款|支付", sentence)
                else "unknown"
            )
            yield Answer(Kind.WINDOW, f"PT{window['m']}M;start={start}", ANY, score >= SURE)
        fee = _FEE.search(sentence)
        if fee and re.search(r"手续费|违约金|服务费", sentence):
            low, high = int(fee["lo"]) / 100, int(fee["hi"] or fee["lo"]) / 100
            yield Answer(Kind.FEE, f"{low}-{high}", ANY, score >= SURE)
