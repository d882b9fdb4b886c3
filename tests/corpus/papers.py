"""Rule pages of a folder, and bills."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from corpus.clock import Clock
from corpus.dice import Dice
from corpus.scenarios import Scene, Sheet
from corpus.truth import Doc, Plot, Window
from corpus.words import NUMERALS
from samples.draw.desk import LINKS
from samples.draw.look import Look
from samples.draw.rule import RulePage, desk_rule_page, rule_page

BILL_HEAD = (
    "交易时间",
    "交易分类",
    "交易对方",
    "对方账号",
    "商品说明",
    "收/支",
    "金额",
    "收/付款方式",
    "交易状态",
    "交易订单号",
    "商家订单号",
    "备注",
)
HOURS = "在线时间"
"""A remark that may make the time for an answer run in service hours only."""


def _minutes(rng: Dice, minutes: int) -> str:
    ways = [f"{minutes}分钟", f"{minutes}分钟", f"{minutes} 分钟", f"{NUMERALS[minutes]}分钟"]
    if minutes == 30:
        ways += ["半小时", "半个小时"]
    return rng.choice(ways)


def window_clause(rng: Dice, window: Window) -> str:
    pool = rng.words.order_window if window.anchor == "ordered" else rng.words.paid_window
    if not window.free:
        pool = rng.words.bare_window
    if window.only_unshipped:
        pool = rng.words.unshipped_window
    return rng.choice(pool).format(w=_minutes(rng, window.minutes))


def rule_doc(rng: Dice, look: Look, scene: Scene, shop: str, clock: Clock) -> Doc:
    plot = scene.plots[0]
    clauses: list[str] = []
    if scene.unpaid_minutes:
        clauses.append(rng.choice(rng.words.unpaid).format(n=scene.unpaid_minutes))
    if plot.window:
        clauses.append(window_clause(rng, plot.window))
    if plot.manual_clause:
        clauses.append(rng.choice(rng.words.manual_clause))
    if plot.rates:
        low, high = plot.rates
        pool = rng.words.rate_one if low == high else rng.words.rate_range
        clauses.append(rng.choice(pool).format(low=low, high=high))
    beside = rng.sample(rng.words.beside, k=3)
    head = rng.choice(("取消与退款", "取消订单", "退款规则"))
    sections = (("服务说明", tuple(beside[:2])), (head, tuple(clauses)), ("其他", (beside[2],)))
    dated = ""
    if scene.rule_dated:
        day = scene.rule_dated
        shown = rng.choice((f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}"))
        dated = f"{rng.choice(('生效日期', '生效时间', '本规则生效日期'))}：{shown}"
    title = f"{shop}{rng.choice(('取消与退款规则', '退款说明', '购买须知', '交易规则'))}"
    rule = RulePage(title, dated, numbered(rng, sections), clock=clock.tick())
    name, captured = clock.name("规则", rng.choice(("png", "jpg", "webp")))
    desk = scene.style.medium == "desk"
    canvas = desk_rule_page(look, rule, links=LINKS) if desk else rule_page(look, rule)
    return Doc(name, "policy", canvas, captured=captured)


def numbered(
    rng: Dice, sections: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    manner = rng.randrange(4)
    out = []
    count = 0
    for n, (head, clauses) in enumerate(sections, 1):
        shown = []
        for m, clause in enumerate(clauses, 1):
            count += 1
            mark = (
                f"{n}.{m} ",
                f"{m}. ",
                f"第{'一二三四五六七八九十'[count - 1]}条 ",
                f"（{'一二三四五六'[m - 1]}）",
            )[manner]
            shown.append(f"{mark}{clause}。")
        top = f"{'一二三'[n - 1]}、{head}" if manner != 2 else head
        out.append((top, tuple(shown)))
    return tuple(out)


def sheet_doc(rng: Dice, look: Look, sheet: Sheet, shop: str, clock: Clock, *, desk: bool) -> Doc:
    """A rule page with the clauses told, and some that are beside the point."""
    beside = rng.sample([words for words in rng.words.beside if HOURS not in words], k=3)
    head = rng.choice(("取消与退款", "售后服务", "规则"))
    sections = (("服务说明", tuple(beside[:2])), (head, sheet.clauses), ("其他", (beside[2],)))
    dated = ""
    if sheet.dated:
        day = sheet.dated
        shown = rng.choice((f"{day.year}年{day.month}月{day.day}日", f"{day:%Y-%m-%d}"))
        dated = f"{sheet.label or rng.choice(('生效日期', '生效时间', '本规则生效日期'))}：{shown}"
    if sheet.shop:
        shop = rng.choice([other for other in rng.words.shops if other != shop])
        look = replace(look, name=f"{shop}(示例)")
    title = f"{shop}{sheet.title or rng.choice(('取消与退款规则', '退款说明', '购买须知', '交易规则'))}"
    rule = RulePage(title, dated, numbered(rng, sections), clock=clock.tick())
    name, captured = clock.name("规则", rng.choice(("png", "jpg", "webp")))
    canvas = desk_rule_page(look, rule, links=LINKS) if desk else rule_page(look, rule)
    return Doc(name, "policy", canvas, captured=captured)


def bill_doc(rng: Dice, shop: str, plot: Plot, last: date, repaid: datetime | None) -> Doc:
    """A bill from the month of the payment to ``last``: this order's payment among others, and its refund if any."""
    first = plot.paid.date() - timedelta(days=rng.randint(1, 9))
    payee = f"{shop}(示例)"
    known = [
        (
            plot.paid,
            payee,
            plot.goods,
            "支出",
            f"{plot.amount:.2f}",
            "交易成功",
            plot.transaction,
            plot.order_id,
        )
    ]
    if repaid:
        number = f"{plot.transaction}_{plot.order_id}"
        words = f"退款-{plot.goods}"
        known.append(
            (repaid, payee, words, "不计收支", f"{plot.amount:.2f}", "退款成功", number, plot.order_id)
        )
    for _ in range(rng.randint(2, 5)):
        days = rng.randrange((last - first).days + 1)
        known.append(_errand(rng, datetime.combine(first, plot.paid.time()) + timedelta(days=days)))
    known.append(_errand(rng, datetime.combine(last, plot.paid.time())))
    known.sort(key=lambda row: row[0], reverse=True)
    lines = [
        "------------------------------------------------------------------------",
        "导出信息：",
        "姓名：示例买家",
        "支付宝账户：138****0000",
        f"起始时间：[{first} 00:00:00]    终止时间：[{last} 23:59:59]",
        f"共{len(known)}笔记录",
        "",
        "------------------------支付宝（示例）  电子客户回单------------------------",
        ",".join(BILL_HEAD) + ",",
    ]
    rows = []
    for when, other, words, way, amount, state, number, order_id in known:
        moment = f"{when:%Y-%m-%d %H:%M:%S}"
        cells = (moment, "其他", other, "/", words, way, amount, "余额宝", state, number, order_id, "")
        lines.append(",".join(cells) + ",")
        rows.append((len(lines), tuple(zip(BILL_HEAD, cells, strict=True))))
    name = f"支付宝交易明细({first:%Y%m%d}-{last:%Y%m%d}).csv"
    return Doc(name, "bill", text="\n".join(lines) + "\n", encoding="gb18030", rows=tuple(rows))


def _errand(rng: Dice, moment: datetime) -> tuple[datetime, str, str, str, str, str, str, str]:
    """Some other purchase of the month."""
    when = moment.replace(hour=rng.randint(7, 22), minute=rng.randrange(60), second=rng.randrange(60))
    other, words = rng.choice(
        (("某某面馆(示例)", "某某午餐"), ("某某超市(示例)", "某某日用品"), ("某某地铁(示例)", "乘车"))
    )
    number = f"{when:%Y%m%d}22001{rng.randint(10**14, 10**15 - 1)}"
    mine = f"M{when:%Y%m%d%H%M%S}"
    return when, other, words, "支出", f"{rng.randint(200, 9000) / 100:.2f}", "交易成功", number, mine
