"""A minute and a half of mixed load with one kill of the engine; ``make soak`` is half an hour of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.run import soak

pytestmark = [pytest.mark.long, pytest.mark.timeout(600)]


def test_no_answer_is_wrong_and_nothing_leaks(tmp_path: Path) -> None:
    assert soak(tmp_path / "data", minutes=1.5, kills=1) == []
