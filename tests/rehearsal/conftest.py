"""The mini round, written once for each module."""

import pytest

from tests.rehearsal.minis import Mini, mini


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Mini:
    return mini(tmp_path_factory.mktemp("mini"))
