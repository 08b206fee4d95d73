"""Records refuse what they cannot hold."""

from __future__ import annotations

import pytest

from bot.records import Click


@pytest.mark.parametrize("at", ["", "1712", "1712.", ".5", "1712.5 ", "-1.5", "1e3.5", "1" * 13 + ".5", "1." + "5" * 10, "١.٢"])
def test_a_click_has_a_time(at: str) -> None:
    with pytest.raises(ValueError, match="seconds"):
        Click("a", "U1", "up", at)
