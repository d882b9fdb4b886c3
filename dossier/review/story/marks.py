"""What the page's figure of a timeline is made of, in either shape."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.packet.figures.timeline_row import FigureEvent, FigureWindow


@dataclass(frozen=True, slots=True)
class Mark:
    """One numbered event; ``label`` tells all of it to those who do not see the figure.

    ``unsure`` marks are drawn with a broken line; a departure rests on ``breach`` marks.
    """

    event: FigureEvent
    label: str
    unsure: bool
    breach: bool

    @property
    def kind(self) -> str:
        """Its classes."""
        flags = {"key": self.event.emphasised, "breach": self.breach, "unsure": self.unsure}
        return " ".join(["mark", *(name for name, is_so in flags.items() if is_so)])


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of a figure in their order, the windows to shade, the lanes from top to bottom, its name."""

    marks: tuple[Mark, ...]
    windows: tuple[FigureWindow, ...]
    lanes: tuple[str, ...]
    label: str
