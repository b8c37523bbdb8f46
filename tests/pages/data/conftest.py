"""A data folder for tests that make, change or count kept packages; others share that of their process."""

from pathlib import Path

import pytest
from django.conf import LazySettings


@pytest.fixture
def own_folder(settings: LazySettings, tmp_path: Path) -> Path:
    """Packages of a test are kept nowhere else."""
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"
