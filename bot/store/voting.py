"""What a person's clicks on a turn come to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from bot.records import Click


def moment(at: str) -> tuple[int, str]:
    """A timestamp of Slack as something that sorts by time.

    >>> sorted(["10.5", "9.25", "9.3"], key=moment)
    ['9.25', '9.3', '10.5']
    """
    seconds, _, fraction = at.partition(".")
    return int(seconds), fraction.rstrip("0")


def fold(clicks: Iterable[Click]) -> tuple[Literal["up", "down", ""], str]:
    """The vote and the time of the last click: in the order of time, a click on the same thumb withdraws and one on the other replaces.

    The order in which clicks are given does not matter, nor does a click that comes twice; two of the same time are taken by
    their value. ("", "") without any.
    """
    value: Literal["up", "down", ""] = ""
    at = ""
    thumbs = {(moment(click.at), click.value): click.at for click in clicks}
    for (_, thumb), text in sorted(thumbs.items()):
        value = "" if value == thumb else thumb
        at = text
    return value, at
