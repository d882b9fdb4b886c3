"""When each screenshot was taken, and the name of its file."""

from __future__ import annotations

from datetime import datetime, timedelta

from corpus.dice import Dice


class Clock:
    """Gives each screenshot its moment, some seconds after the one before, and its file name."""

    def __init__(self, rng: Dice, start: datetime) -> None:
        self.rng, self.now, self.count = rng, start, rng.randint(100, 8000)
        self.manner = rng.choice(("screenshot", "wechat", "img", "chinese"))
        self.still = False

    def later(self, days: int) -> None:
        """Go on some days later."""
        self.now += timedelta(days=days)

    def set(self, moment: datetime) -> None:
        """The next screenshot is taken at ``moment``."""
        self.now, self.still = moment, True

    def tick(self) -> str:
        if self.still:
            self.still = False
            return f"{self.now:%H:%M}"
        self.now += timedelta(seconds=self.rng.randint(12, 90))
        return f"{self.now:%H:%M}"

    def name(self, chinese: str, suffix: str) -> tuple[str, str]:
        """The file name, and the moment it tells ("" where it tells none)."""
        self.count += 1
        moment = f"{self.now:%Y-%m-%dT%H:%M:%S}"
        if self.manner == "screenshot":
            return f"Screenshot_{self.now:%Y%m%d_%H%M%S}.{suffix}", moment
        if self.manner == "wechat":
            return f"微信图片_{self.now:%Y%m%d%H%M%S}.{suffix}", moment
        if self.manner == "img":
            return f"IMG_{self.count:04d}.{suffix}", ""
        return f"{chinese}{self.count % 7 + 1}.{suffix}", ""
