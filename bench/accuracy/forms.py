"""How shops write numbers, times and amounts: a form makes what is shown and what it means."""
# ruff: noqa: PLR2004

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from random import Random

_CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_HEX = "0123456789abcdef"
_WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page and its normalised value."""

    shown: str
    value: str
    look_alike: bool = False


def _digits(rng: Random, count: int) -> str:
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def _code(rng: Random) -> str:
    """Sixteen capitals and digits at random, with enough digits to be no word."""
    while True:
        text = "".join(rng.choice(_CODE) for _ in range(16))
        if 4 <= sum(char.isdigit() for char in text) <= 12:
            return text


_IDS: dict[str, Callable[[Random, datetime], str]] = {
    "digits12": lambda rng, _: _digits(rng, 12),
    "digits14": lambda rng, _: _digits(rng, 14),
    "digits16": lambda rng, _: _digits(rng, 16),
    "digits19": lambda rng, _: _digits(rng, 19),
    "digits22": lambda rng, _: _digits(rng, 22),
    "digits28": lambda rng, _: _digits(rng, 28),
    "cm": lambda rng, when: f"CM{when:%Y%m%d}{rng.randint(1, 99999):05d}",
    "sn": lambda rng, when: f"SN{when:%y%m%d%H%M%S}{rng.randint(0, 9999):04d}",
    "dated20": lambda rng, when: f"{when:%Y%m%d%H%M%S}{rng.randint(0, 999999):06d}",
    "embedded18": lambda rng, when: f"{rng.randint(100, 999)}{when:%y%m%d%H%M%S}{rng.randint(0, 999):03d}",
    "code16": lambda rng, _: _code(rng),
    "dashed": lambda rng, when: f"{when:%y%m%d}-{_digits(rng, 15)}",
    "hex": lambda rng, when: "".join(rng.choice(_HEX) for _ in range(4)) + f"{when:%Y%m%d}" + _digits(rng, 8),
    "lower": lambda rng, when: f"fk_{when:%Y%m%d}_{_digits(rng, 8)}",
    "wechat": lambda rng, when: f"4200{rng.randint(0, 999999):06d}{when:%Y%m%d}{_digits(rng, 10)}",
    "alipay": lambda rng, when: f"{when:%Y%m%d}22001{_digits(rng, 15)}",
    "union": lambda rng, when: f"{_digits(rng, 3)}{when:%m%d%H%M%S}{_digits(rng, 8)}",
    "taobao": lambda rng, _: f"T200P{_digits(rng, 19)}",
}
LOOK_ALIKE = frozenset(("code16", "hex"))


def identifier(form: str, rng: Random, when: datetime) -> Shown:
    """A number of a form; some carry the day of ``when``."""
    text = _IDS[form](rng, when)
    return Shown(text, text, form in LOOK_ALIKE)


def _half_day(when: datetime) -> str:
    part = "凌晨" if when.hour < 6 else "上午" if when.hour < 12 else "下午" if when.hour < 18 else "晚上"
    hour = when.hour % 12 or 12
    return f"{part}{hour}:{when:%M}"


#: Each form with whether it shows seconds.
_TIMES: dict[str, tuple[Callable[[datetime], str], bool]] = {
    "iso": (lambda t: f"{t:%Y-%m-%d %H:%M:%S}", True),
    "iso-minute": (lambda t: f"{t:%Y-%m-%d %H:%M}", False),
    "slash": (lambda t: f"{t:%Y/%m/%d %H:%M:%S}", True),
    "slash-minute": (lambda t: f"{t.year}/{t.month}/{t.day} {t:%H:%M}", False),
    "dot": (lambda t: f"{t:%Y.%m.%d %H:%M:%S}", True),
    "han": (lambda t: f"{t.year}年{t.month}月{t.day}日 {t:%H:%M:%S}", True),
    "han-tight": (lambda t: f"{t.year}年{t.month}月{t.day}日{t:%H:%M:%S}", True),
    "han-minute": (lambda t: f"{t.year}年{t.month}月{t.day}日 {t:%H:%M}", False),
    "han-padded": (lambda t: f"{t:%Y}年{t:%m}月{t:%d}日 {t:%H:%M}", False),
    "half-day": (lambda t: f"{t.year}年{t.month}月{t.day}日 {_half_day(t)}", False),
    "weekday": (
        lambda t: f"{t.year}年{t.month}月{t.day}日 星期{_WEEK[t.weekday()]} {t:%H:%M}",
        False,
    ),
    "en-dash": (lambda t: f"{t:%Y–%m–%d %H:%M:%S}", True),
}


def time(form: str, when: datetime) -> Shown:
    """A time as wide as its form shows it."""
    write, seconds = _TIMES[form]
    return Shown(
        write(when), f"{when:%Y-%m-%dT%H:%M:%S}+08:00" if seconds else f"{when:%Y-%m-%dT%H:%M}+08:00"
    )


_AMOUNTS: dict[str, Callable[[Decimal], str]] = {
    "yen": lambda v: f"¥{v:.2f}",
    "yen-apart": lambda v: f"¥ {v:.2f}",
    "wide": lambda v: f"￥{v:.2f}",
    "yuan": lambda v: f"{v:.2f}元",
    "thousands": lambda v: f"¥{v:,.2f}",
    "bare": lambda v: f"{v:.2f}",
    "minus": lambda v: f"-{v:,.2f}",
    "minus-yen": lambda v: f"-¥{v:.2f}",
    "short": lambda v: f"¥{v:.0f}" if v == v.to_integral_value() else f"¥{v:.2f}",
}


def amount(form: str, value: Decimal) -> Shown:
    """An amount in yuan."""
    return Shown(_AMOUNTS[form](value), f"{value:.2f}")
