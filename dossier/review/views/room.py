"""The whole page: each part is put into words when it is asked for."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlencode

from dossier.model import Evidence, Role
from dossier.review import filling, outcome, story
from dossier.review.state import Choice, Refused, Seen, Tab
from dossier.review.story import Story
from dossier.review.views import files
from dossier.review.views.facts import Facts
from dossier.review.views.head import Head, head
from dossier.review.views.problems import ProblemView, told
from dossier.review.views.queue import Queue, queue
from dossier.words import phrase


class Room:
    """Everything the page may show.

    Args:
        seen: the case and what is going on.
        lang: ``zh`` or ``en``.
        choice: what the person looks at.
        refused: what was not saved, or None.
    """

    def __init__(self, seen: Seen, lang: str, choice: Choice, refused: Refused | None = None) -> None:
        self.seen = seen
        self.lang = lang
        self.tab = choice.tab
        self.refused = refused
        self.facts = Facts(seen.result, lang)
        self._choice = self._shown(choice)

    @cached_property
    def queue(self) -> Queue:
        """What is to be looked at first."""
        return queue(self.seen.result.case, self.facts)

    @cached_property
    def head(self) -> Head:
        """The numbers at the top."""
        return head(self.seen.result.case, self.queue.total, self.lang)

    @cached_property
    def story(self) -> Story:
        """Each order with its findings, its figure and its events."""
        return story.of(self.seen.result.case, self.lang)

    @cached_property
    def thumbs(self) -> tuple[files.Thumb, ...]:
        """All files."""
        return files.thumbs(self.seen.result.case, self.queue.by_file, self.lang)

    @cached_property
    def file(self) -> files.FileView | None:
        """The file in sight."""
        result = self.seen.result
        chosen = self._choice
        return files.file(result, self.facts, self.lang, chosen.file, chosen.page)

    @cached_property
    def corrections(self) -> tuple[files.CorrectionView, ...]:
        """What the person put right so far, in any file."""
        return files.corrections(self.seen.result.casefile, self.lang)

    @cached_property
    def problems(self) -> tuple[ProblemView, ...]:
        """What could not be read or used, beside what is told of the file in sight."""
        own = self.file.problems if self.file else ()
        return tuple(one for one in told(self.seen.result.case.problems, self.lang) if one not in own)

    @cached_property
    def missing(self) -> tuple[tuple[str, str], ...]:
        """What the case still needs: name, and why and how.  These words are Chinese in any language."""
        found = self.seen.result.case.missing
        return tuple((phrase(f"missing.{one.item}.name"), one.why + one.how) for one in found)

    @cached_property
    def form(self) -> filling.Form:
        """``case.yaml`` as a form."""
        return filling.of(self.seen, self.lang, self.refused)

    @cached_property
    def packet(self) -> outcome.Outcome:
        """What can be made, and what was made."""
        return outcome.of(self.seen, self.lang)

    @property
    def orders(self) -> tuple[str, ...]:
        """The numbers of the orders to which a file can be said to belong."""
        return tuple(one.order_id for one in self.seen.result.case.orders if one.order_id)

    @property
    def roles(self) -> tuple[Role, ...]:
        """What a file can be."""
        return tuple(Role)

    def item(self, file_id: str) -> Evidence:
        """A file by its id."""
        return next(one for one in self.seen.result.case.evidence if one.id == file_id)

    def day(self, file_id: str) -> str:
        """The day that the person told for a file, or an empty string."""
        return str(self.seen.result.casefile.dates.get(self.item(file_id).path) or "")

    def query(self, file: str = "", page: int = 0, tab: str = "") -> str:
        """An address of this page, with what is not given as it is now."""
        now = self.file
        same = not file or (now is not None and file == now.item.id)
        parts = {
            "file": file or (now.item.id if now else ""),
            "page": str(page or (now.page.page.number if now and same else 1)),
            "tab": tab or self.tab.value,
        }
        return "?" + urlencode(parts)

    def at(self, fact_id: str) -> str:
        """Where a fact stands on this page, whichever file is in sight now."""
        if fact_id not in self.facts:
            return f"#{fact_id}"
        source = self.facts.known[fact_id].source
        return f"{self.query(source.evidence, source.page, Tab.CHECK)}#{fact_id}"

    def at_event(self, event_id: str) -> str:
        """Where an event stands on this page."""
        return f"{self.query(tab=Tab.STORY)}#{event_id}"

    def _shown(self, choice: Choice) -> Choice:
        """The file in sight: where something was refused, as chosen, or the first that is in doubt."""
        at = self.refused.at if self.refused else ""
        if at in self.facts:
            source = self.facts.known[at].source
            return Choice(source.evidence, source.page, Tab.CHECK)
        if choice.file or not self.queue.doubts:
            return choice
        source = self.queue.doubts[0].item.fact.source
        return Choice(source.evidence, source.page, choice.tab)
