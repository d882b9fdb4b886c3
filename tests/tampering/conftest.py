"""One case, built once; each test gets a copy of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
import tampered
from tampered import Tampered


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Tampered:
    """The case as it was built; not to be touched."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1715600000")
        return tampered.make(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def case(whole: Tampered, tmp_path: Path) -> Tampered:
    """A copy to tamper with."""
    return whole.copy(tmp_path)
