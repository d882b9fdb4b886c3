"""What runs inside a worker of a cluster: it hands each job to a helper process of its own.

Only :mod:`dossier.batch.cluster` and workers import it, since it brings the library of the extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from distributed import get_worker

from dossier.batch.errors import Lost
from dossier.batch.helper import Died, Helper

if TYPE_CHECKING:
    from dossier.batch.crew import Result
    from dossier.batch.work import Job, Probe, Shared, Sight

_helpers: dict[str, list[Helper]] = {}
"""All of a run, by its token."""
_idle: dict[str, list[Helper]] = {}
"""Those of them that do nothing at the moment, and were asked what they see."""


def serve(shared: Shared, job: Job, probe: Probe) -> Result:
    """Do a job; None where it killed its helper.

    Raises:
        Lost: this worker came later than the others and cannot do the work, no helper can be
            started here, or the batch was ended.
    """
    with _helper(probe.token) as helper:
        if helper is None:
            refused = refusal(get_worker().address, sight(shared, probe), probe)
            if refused is not None:
                end(probe.token)
                raise refused
            return serve(shared, job, probe)
        try:
            return helper.do(shared, job)
        except Died:
            return None


def sight(shared: Shared, probe: Probe) -> Sight:
    """What this worker sees.

    Raises:
        Lost: no helper can be started here.
    """
    helper = Helper()
    _helpers.setdefault(probe.token, []).append(helper)
    seen = helper.see(shared, probe)
    _idle.setdefault(probe.token, []).append(helper)
    return seen


@contextmanager
def _helper(token: str) -> Iterator[Helper | None]:
    """A helper that does nothing at the moment, for a while; None where there is none."""
    try:
        helper = _idle[token].pop()
    except LookupError:
        yield None
        return
    try:
        yield helper
    finally:
        # Not where the run was ended meanwhile.
        if token in _helpers:
            _idle[token].append(helper)


def refusal(worker: str, sight: Sight, probe: Probe) -> Lost | None:
    """Why a worker cannot take part; None where it can."""
    if sight.lacking:
        return Lost("batch-dask-blind", worker=worker, path=sight.lacking[0])
    return None if sight.program == probe.program else Lost("batch-dask-differs", worker=worker)


def end(token: str) -> None:
    """End the helpers of a run at once."""
    _idle.pop(token, None)
    for helper in _helpers.pop(token, ()):
        helper.end()
