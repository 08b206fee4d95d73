"""Words of a name that two kinds of data share and that are said once: "ticket and deal metadata", "metadados de tickets e negócios"."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bot.understanding.lexicon import DATA, SMALL
from bot.understanding.mentions import Mention

_JOINS = frozenset({"and", "or"})

Meaning = Callable[[str], tuple[str, ...]]
"""What some words mean together; nothing where no phrase has all of them."""


def with_shared_words(mentions: list[Mention], meaning: Meaning) -> list[Mention]:
    """The mentions of a message, kinds of data on both sides of a conjunction with the words that stand at one of them alone."""
    joints = [at for at, mention in enumerate(mentions) if not _JOINS.isdisjoint(mention.cues)]
    if not joints:
        return mentions
    found = list(mentions)
    for at in joints:
        if not 0 < at < len(mentions) - 1:
            continue
        passed = at + 2 < len(mentions) and (SMALL in mentions[at + 1].kinds or "of" in mentions[at + 1].cues)
        right_at = at + 2 if passed else at + 1
        left, right = found[at - 1], found[right_at]
        if DATA not in left.kinds or DATA not in right.kinds:
            continue
        found[at - 1] = _with(left, meaning(f"{left.text} {right.text.split()[-1]}")) if " " in right.text else left
        found[right_at] = _with(right, meaning(f"{left.text.rpartition(' ')[0]} {right.text}")) if " " in left.text else right
    return found


def _with(mention: Mention, meanings: tuple[str, ...]) -> Mention:
    data = tuple(meaning for meaning in meanings if meaning.startswith(DATA))
    return replace(mention, meanings=data, kinds=(DATA,) * len(data), cues=()) if data else mention
