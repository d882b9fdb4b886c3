"""What ends a whole batch, with what was finished kept."""

from __future__ import annotations

from dossier.errors import DossierError, ExitCode


class Lost(DossierError):  # noqa: N818 - it says what happened
    """Those who were to do the work are gone, or never came."""

    exit_code = ExitCode.NOT_WRITTEN

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from another process."""
        return _made, (self.code, self.values)


def _made(code: str, values: dict[str, object]) -> Lost:
    return Lost(code, **values)
