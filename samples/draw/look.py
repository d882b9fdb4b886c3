"""How an invented shop looks: colours, sizes, where values stand.  No shop here exists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from samples.draw.canvas import Typeface


@dataclass(frozen=True)
class Look:
    """The dress of one app; lengths in points, colours as ``#rrggbb``."""

    name: str
    page: str = "#f4f5f7"
    card: str = "#ffffff"
    ink: str = "#1f2329"
    grey: str = "#8f959e"
    hair: str = "#e8eaed"
    accent: str = "#2f6bff"
    accent_ink: str = "#ffffff"
    accent_soft: str = "#e8efff"
    price: str = "#f2463c"
    nav: str = "#ffffff"
    nav_ink: str = "#1f2329"
    banner: tuple[str, str] = ("#2f6bff", "#5b9dff")
    banner_ink: str = "#ffffff"
    mine: str = "#2f6bff"
    mine_ink: str = "#ffffff"
    theirs: str = "#ffffff"
    theirs_ink: str = "#1f2329"
    pill: str = "#00000000"
    radius: float = 10
    body: float = 14
    width: float = 375
    scale: float = 2
    bold_values: bool = False
    values: str = "right"
    """Where values stand: ``right`` edge, ``column``, ``inline`` after the label, or ``under`` it."""
    colon: str = ""
    """What follows a label: nothing, or a (full-width) colon."""
    dashed: bool = False
    typeface: Typeface = field(default_factory=Typeface)

    def at(self, scale: float) -> Look:
        """The same look on a display of another density."""
        return replace(self, scale=scale)


BLUE = Look("某某卡盟")
DARK = Look(
    "星点发卡(示例)",
    page="#121418",
    card="#1d2026",
    ink="#e9ebee",
    grey="#8a9099",
    hair="#2c3038",
    accent="#f0b90b",
    accent_ink="#1a1a1a",
    accent_soft="#3a3420",
    price="#f6c945",
    nav="#121418",
    nav_ink="#f2f3f5",
    banner=("#2a2414", "#453a17"),
    banner_ink="#f6d365",
    mine="#3d6b4f",
    mine_ink="#f1f6f2",
    theirs="#2a2e36",
    theirs_ink="#e9ebee",
    radius=4,
    values="column",
    dashed=True,
    scale=3,
)
DESK = Look(
    "云梯数卡(示例)",
    page="#f5f5f5",
    accent="#0f9d76",
    accent_soft="#e3f5ef",
    price="#e4393c",
    nav="#20343c",
    nav_ink="#ffffff",
    mine="#d9f2e8",
    mine_ink="#1f2329",
    theirs="#f2f3f5",
    radius=2,
    body=14,
    width=1120,
    scale=1,
    colon="：",
)
GREEN = Look(
    "小橘发卡站(示例)",
    page="#ffffff",
    accent="#16b777",
    accent_soft="#e6f8f1",
    price="#ff5722",
    nav="#16b777",
    nav_ink="#ffffff",
    banner=("#16b777", "#16b777"),
    mine="#16b777",
    radius=0,
    body=15,
    values="column",
    colon="：",
)
ORANGE = Look(
    "多多代充(示例)",
    page="#fff7f0",
    accent="#ff6a00",
    accent_soft="#ffeedd",
    price="#ff3d00",
    banner=("#ff8a1f", "#ff5a1f"),
    mine="#ffd8b3",
    mine_ink="#3a2a1a",
    radius=14,
    body=13,
    bold_values=True,
)
NIGHT = replace(
    DARK,
    name="夜航数娱(示例)",
    page="#0b1020",
    card="#141b30",
    hair="#243052",
    accent="#7c6cff",
    accent_ink="#ffffff",
    accent_soft="#252a52",
    price="#9d8cff",
    nav="#0b1020",
    banner=("#2b2360", "#4b3bb0"),
    banner_ink="#ffffff",
    mine="#5a4be0",
    mine_ink="#ffffff",
    theirs="#1b2440",
    radius=12,
    values="right",
    dashed=False,
)
WECHATTY = Look(
    "微聊客服(示例)",
    page="#ededed",
    accent="#07c160",
    accent_soft="#e1f7eb",
    nav="#ededed",
    mine="#95ec69",
    mine_ink="#111111",
    radius=4,
    body=15,
    values="column",
)
PHONES = (BLUE, DARK, GREEN, ORANGE, NIGHT, WECHATTY)
