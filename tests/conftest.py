"""Where the real texts are, for the tests that read them; they skip where those are absent."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# A property holds or it does not, however busy the machine is: speed is for benchmarks/.
settings.register_profile("anywhere", deadline=None)
settings.load_profile("anywhere")
SHARED = Path(__file__).resolve().parents[2] / "shared"
SAMPLE = Path(__file__).resolve().parents[1] / "corpora" / "sample"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real UN texts beside the repository."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip("the real UN texts (../shared/data) are not here")
    return folder


@pytest.fixture(scope="session")
def gold_labels() -> Path:
    """The folder of hand-made labels beside the repository."""
    folder = SHARED / "gold"
    if not folder.is_dir():
        pytest.skip("the hand-made labels (../shared/gold) are not here")
    return folder


@pytest.fixture(scope="session")
def sample() -> Path:
    """The sample negotiation, which is part of the project."""
    return SAMPLE
