"""What all tests share: Chinese words, a cache of their own, the samples read once."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Callable

# Before anything of the program is imported: the command line chooses its words then.
os.environ["DOSSIER_LANG"] = "zh"
if "PYTEST_XDIST_WORKER" not in os.environ:  # workers share the cache of the process that started them
    os.environ["DOSSIER_CACHE"] = tempfile.mkdtemp(prefix="dossier-test-cache-")
# Tests start the program hundreds of times; it need not be compiled each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Begun in the background of a script, tests inherit that Ctrl-C is ignored; what they start must hear it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

import pytest
from hypothesis import settings
from places import SAMPLES

from dossier.intake import Keys, settling
from dossier.options import Options
from dossier.pipeline import Result, investigate

settling.YOUNG = 0.0
"""The files of tests are fresh, and nobody writes them any more."""

# A slow machine is no failure: times are measured in bench/.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

PASSWORDS = ("240921",)
"""Of the bill in ``every-format``."""


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Result]:
    """A sample folder, really read by the default engine, once a session."""
    results: dict[str, Result] = {}

    def read(name: str) -> Result:
        if name not in results:
            results[name] = investigate(SAMPLES / name, Options(keys=Keys(PASSWORDS)))
        return results[name]

    return read
