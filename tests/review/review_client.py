"""A page in the same process, asked by a plain client: no browser is needed."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from dossier.model import Fact
from dossier.pipeline import Result
from dossier.review import Desk, Server


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Client:
    """Asks as our own page would; every part of a request can be made wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = Server(Desk(folder))
        self.base = f"/{self.server.lock.token}/"
        self.host = f"127.0.0.1:{self.server.port}"
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.close()
        self._thread.join()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        try:
            connection.request(method, path, body, {"Host": self.host, **headers})
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read())
        finally:
            connection.close()

    def get(self, path: str = "", **headers: str) -> Answer:
        return self.ask("GET", self.base + path.removeprefix("./").partition("#")[0], **headers)

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        usual = {
            "Origin": f"http://{self.host}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        return self.ask("POST", self.base + path, urlencode(fields).encode(), **{**usual, **headers})

    def act(self, path: str, /, **fields: str) -> Answer:
        """As the page's script would ask: the answer is JSON."""
        return self.post(path, fields, Accept="application/json")

    def correct(self, fact: Fact, value: str = "", **more: str) -> Answer:
        return self.post("correct", {"fact": fact.id, "seen": fact.raw, "value": value, **more})

    @staticmethod
    def at(fact: Fact) -> str:
        """Where on the page a fact stands."""
        return f"./?file={fact.source.evidence}&page={fact.source.page}&tab=check#{fact.id}"

    @property
    def result(self) -> Result:
        self.server.desk.wait()
        return self.server.desk.look().result

    def fact(self, label: str) -> Fact:
        """The fact with a label, on the order page."""
        return next(f for f in self.result.case.facts if f.label == label)


Serve = Callable[..., Client]
"""Takes the name of a sample, or ``folder=`` with a folder that a test made."""
