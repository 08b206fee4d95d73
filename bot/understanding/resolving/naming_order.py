"""What is pointed at by when it was named: "the one I named first", "the product that was mentioned last"."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CUE, NUMBER
from bot.understanding.linking.mentions import Mention, as_cue, parted
from bot.understanding.syntax.scope import Mentions, silent

_POINTING = {"named_first": "first_one", "named_last": "last_one", "named_before": "first_one"}
NAMING = frozenset(_POINTING)
_HEADS = frozenset({"it", "product", "first_one", "last_one"})  # "The one", "the product", "the first one".
_OPEN_HEADS = frozenset({"what", "define", "which"})  # "What": what was said before is no product, what was said first is one.
_BETWEEN = frozenset({"subject", "aux", "what"})


def with_order_named(mentions: list[Mention]) -> list[Mention]:
    """The mentions, a verb of naming with its order pointing at a product where one is its object, and else saying nothing."""
    read = list(mentions)
    for at, mention in enumerate(mentions):
        if not _POINTING.keys().isdisjoint(mention.cues):
            head = _head(mentions, at)
            read[at] = silent(mention) if head is None else _pointing(mention)
            for between in range(head + 1, at) if head is not None else ():
                read[between] = silent(mentions[between])
            if head is not None and not _OPEN_HEADS.isdisjoint(mentions[head].cues):
                read[head] = as_cue(mentions[head], "what_about" if head == 0 else "it")
    return read


def _head(mentions: Mentions, at: int) -> int | None:
    """Where the word stands for what was named, before a verb of naming and perhaps who names it ("the one that we named first")."""
    heads = _HEADS if "named_before" in mentions[at].cues else _HEADS | _OPEN_HEADS
    for before in range(at - 1, -1, -1):
        cues = mentions[before].cues
        relative = before and "subject" in cues and not _HEADS.isdisjoint(mentions[before - 1].cues)
        if not heads.isdisjoint(cues) and not relative:
            return before
        if _BETWEEN.isdisjoint(cues):
            return None
    return None


@lru_cache(maxsize=1_000)
def _pointing(mention: Mention) -> Mention:
    """The mention as one that points at a product by its order, with its number."""
    cue = next(_POINTING[cue] for cue in mention.cues if cue in _POINTING)
    number = tuple(f"{kind}:{key}" for kind, key in parted(mention.meanings) if kind == NUMBER)
    return replace(mention, meanings=(f"{CUE}:{cue}", *number), kinds=(CUE, *(NUMBER for _ in number)), cues=(cue,))
