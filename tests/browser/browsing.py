"""What goes wrong on a page of a real browser, and how it is looked at."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, Route
from served import Product

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice")
_ABORTED = "net::ERR_ABORTED"
"""What a request ends in when the page that asked is left."""


Start = Callable[..., Product]
"""Takes the name of a sample, or ``folder=`` with a folder that a test made."""
Look = Callable[..., Page]
"""Takes a product; see the fixture of this name."""


@dataclass
class Watch:
    """What a page did that it should not.

    ``allowed`` are statuses that a test provokes, e.g. 409.
    """

    origin: str
    problems: list[str] = field(default_factory=list)
    allowed: set[int] = field(default_factory=set)

    def over(self, context: BrowserContext) -> None:
        """See everything from now on; a request that would leave the page's own origin is cut off."""
        context.route(lambda url: not url.startswith((self.origin + "/", "blob:")), self._cut)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"page error: {error.error}"))
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def _cut(self, route: Route) -> None:
        self.problems.append(f"foreign request: {route.request.url}")
        route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        # A status that is not well is told by _response, with its address.
        if (
            message.type in {"error", "warning"}
            and "the server responded with a status of" not in message.text
        ):
            self.problems.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        if request.failure != _ABORTED:
            self.problems.append(f"request failed: {request.method} {_below(request.url)} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allowed:
            self.problems.append(f"{response.status} {response.request.method} {_below(response.url)}")


def _below(url: str) -> str:
    """An address without origin and token."""
    return "/".join(urlsplit(url).path.split("/")[2:]) or url


def axe(page: Page, *, colours: bool = False) -> str:
    """What axe-core finds that is serious or critical, as text; empty when there is nothing.

    ``colours``: nothing but the colours differs from what was looked at before.
    """
    rules = {"type": "rule", "values": ["color-contrast"]} if colours else list(_TAGS)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    grave = [one for one in found if one["impact"] in {"serious", "critical"}]
    return "\n".join(f"{one['id']} ({one['impact']}): {one['help']}\n{_nodes(one)}" for one in grave)


def _nodes(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    lines = [f"    {node['target']} {node['html'][:200]}\n      {_why(node)}" for node in nodes[:5]]
    return "\n".join(lines) + (f"\n    and {len(nodes) - 5} more" if len(nodes) > 5 else "")


def _why(node: dict[str, Any]) -> str:
    return "; ".join(str(one["message"]) for group in ("any", "all", "none") for one in node[group])


def eventually(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether something comes true in time."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def shot(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder that ``DOSSIER_SHOTS`` names, for a person to look at."""
    place = os.environ.get("DOSSIER_SHOTS")
    if place:
        page.screenshot(path=Path(place) / f"{name}.png", full_page=True)
