"""Words of a name that two kinds of data share and that are said once: "ticket and deal metadata", "metadados de tickets e negócios"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import DATA, SMALL
from bot.understanding.linking.mentions import Mention, have_kind

JOINING = frozenset({"and", "or"})

Meaning = Callable[[str], tuple[str, ...]]
"""What some words mean together; nothing where no phrase has all of them."""


def with_shared_words(mentions: list[Mention], meaning: Meaning) -> list[Mention]:
    """The mentions of a message, kinds of data on both sides of a conjunction with the words that stand at one of them alone."""
    if not have_kind(mentions, DATA):
        return mentions
    found = list(mentions)
    for at in range(1, len(mentions) - 1):
        if JOINING.isdisjoint(mentions[at].cues):
            continue
        passed = at + 2 < len(mentions) and (SMALL in mentions[at + 1].kinds or "of" in mentions[at + 1].cues)
        right_at = at + 2 if passed else at + 1
        left, right = found[at - 1], found[right_at]
        if DATA not in left.kinds or DATA not in right.kinds:
            continue
        found[at - 1] = _with(left, meaning(f"{left.text} {right.text.split()[-1]}")) if " " in right.text else left
        found[right_at] = _with(right, meaning(f"{left.text.rpartition(' ')[0]} {right.text}")) if " " in left.text else right
    return found


def joins_data(before: Sequence[Mention]) -> bool:
    """Whether mentions end with a kind of data and a word that joins what comes next to it ("asset data and ...")."""
    return len(before) > 1 and DATA in before[-2].kinds and not JOINING.isdisjoint(before[-1].cues)


def _with(mention: Mention, meanings: tuple[str, ...]) -> Mention:
    data = tuple(meaning for meaning in meanings if meaning.startswith(DATA))
    return replace(mention, meanings=data, kinds=(DATA,) * len(data), cues=()) if data else mention
