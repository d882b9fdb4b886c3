"""What an OCR engine is to the rest of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PIL import Image

    from dossier.model import Line


class EngineMissing(Exception):  # noqa: N818 - it says what is the matter
    """An engine is not installed, or not completely.

    Attributes:
        code: names the phrase ``problem.<code>`` that tells the remedy.
        detail: what is missing, e.g. ``chi_sim``.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail

    def __reduce__(self) -> tuple[type[EngineMissing], tuple[str, str]]:
        """Survive the way back from a worker process."""
        return type(self), (self.code, self.detail)


class Engine(Protocol):
    """Reads pictures.  Making one is cheap: models are loaded at the first picture.

    ``name``, ``version`` and ``options`` together say which reading this is:
    equal words promise equal lines, and the cache relies on it.
    """

    @property
    def name(self) -> str:
        """Short name, as on the command line."""

    @property
    def version(self) -> str:
        """Version of the installed engine."""

    @property
    def options(self) -> str:
        """Everything else the result depends on, models included."""

    def read(self, image: Image.Image) -> tuple[Line, ...]:
        """The lines of an upright RGB picture, in reading order, numbered from 1.

        Boxes are whole pixels inside the picture; no text is empty.

        Raises:
            EngineMissing: it cannot be started here.
        """


class Around:
    """An engine with something put around it; to the outside it is still that engine."""

    def __init__(self, engine: Engine) -> None:
        """Put this around an engine."""
        self._engine = engine

    @property
    def name(self) -> str:
        """The engine's."""
        return self._engine.name

    @property
    def version(self) -> str:
        """The engine's."""
        return self._engine.version
