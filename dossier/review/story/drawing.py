"""Elements of a drawing for the page: SVG without styles, so that the style sheet has light and dark."""

from __future__ import annotations

from xml.etree import ElementTree as ET  # only writes

from markupsafe import Markup

Number = float | int


class Drawing:
    """An ``svg`` element that grows; every text is escaped when it is written.

    Args:
        width: of the drawing in its own units.
        size: how many pixels a unit has, where there is room for all.
        kind: its class.
        label: what it shows, for those who do not see it.
    """

    def __init__(self, width: Number, size: Number, kind: str, label: str) -> None:
        self._width, self._size = width, size
        # Not an image: its links are to be reached.
        self.root = ET.Element("svg", {"class": kind, "role": "group", "aria-label": _printable(label)})
        self.open: ET.Element = self.root

    def group(self, kind: str, **more: str) -> ET.Element:
        """A group at the end of the drawing; what follows goes into it."""
        self.open = ET.SubElement(self.root, "g", {"class": kind, **_named(more)})
        return self.open

    def link(self, kind: str, href: str, label: str) -> ET.Element:
        """A link at the end of the drawing; what follows goes into it."""
        self.open = ET.SubElement(
            self.root, "a", {"class": kind, "href": href, "aria-label": _printable(label)}
        )
        return self.open

    def rect(self, kind: str, x0: Number, y0: Number, x1: Number, y1: Number, radius: Number = 0) -> None:
        """A rectangle between two corners."""
        told = {"x": x0, "y": y0, "width": x1 - x0, "height": y1 - y0}
        self._add("rect", kind, **told, **({"rx": radius} if radius else {}))

    def line(self, kind: str, x0: Number, y0: Number, x1: Number, y1: Number) -> None:
        """A straight line."""
        self._add("line", kind, x1=x0, y1=y0, x2=x1, y2=y1)

    def circle(self, kind: str, x: Number, y: Number, radius: Number) -> None:
        """A disc."""
        self._add("circle", kind, cx=x, cy=y, r=radius)

    def shape(self, kind: str, *corners: tuple[Number, Number]) -> None:
        """A closed shape with straight sides."""
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
        ET.SubElement(self.open, "polygon", {"class": kind, "points": points})

    def text(self, kind: str, x: Number, y: Number, *runs: tuple[str, str]) -> None:
        """Words whose line stands on ``y``: runs of a class (or "") and text."""
        made = self._add("text", kind, x=x, y=y)
        for place, (own, words) in enumerate(runs):
            part = ET.SubElement(made, "tspan", {"class": own} if own else {})
            if place:
                part.set("dx", "6")
            part.text = _printable(words)

    def done(self, height: Number) -> Markup:
        """The element, as high as given."""
        self.root.set("viewBox", f"0 0 {_number(self._width)} {_number(height)}")
        self.root.set("width", _number(self._width * self._size))
        self.root.set("height", _number(height * self._size))
        return Markup(ET.tostring(self.root, encoding="unicode"))  # noqa: S704 - the writer escapes

    def _add(self, tag: str, kind: str, **numbers: Number) -> ET.Element:
        told = {name: _number(value) for name, value in numbers.items()}
        return ET.SubElement(self.open, tag, {"class": kind, **told})


def _named(names: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in names.items()}


def _number(value: Number) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _printable(words: str) -> str:
    """Words without characters that no document may hold."""
    return "".join(char for char in words if char.isprintable())
