"""Words by which a claim ends, so that nothing else is so ("X is in Y, full stop", "X is in Y. That's it. True?"), or assent is asked ("I hope?")."""

from __future__ import annotations

from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, without_cues
from bot.understanding.syntax.openings import ASKING
from bot.understanding.syntax.scope import is_place, is_unknown, names, silent
from bot.understanding.syntax.sentence import Sentence

_OPEN = frozenset({"or_not"})
CLOSING = frozenset({"closes", "hopes"}) | _OPEN
_HOPING = frozenset({"hopes"})
_ENDING = frozenset({"closes"})
_VERBS = frozenset({"aux", "host", "available", "holds", "contains"})
_OBLIGING = frozenset({"duty"})
_NOT_CLOSED = frozenset({"demand", "suffices", "not", "never", "without", "lacks"})


def with_closed(sentences: list[Sentence]) -> None:
    """Make words that close a claim say that nothing else is so; elsewhere they only mean what else they mean."""
    for number in range(len(sentences) - 1, -1, -1):
        sentence, before = sentences[number], sentences[number - 1] if number else None
        mentions = sentence.mentions
        alone = before is not None and len(mentions) == 1 and has_cue(mentions[0], _ENDING) and not sentence.asked
        if alone and before is not None and _claims(before) and number + 1 < len(sentences):
            before.mentions.append(as_cue(mentions[0], "only"))
            del sentences[number]
            continue
        for at, mention in enumerate(mentions):
            if has_cue(mention, _HOPING):
                mentions[at] = as_cue(mention, "confirm") if _asks_assent(sentence, at) else _plain(without_cues(mention, _HOPING))
            elif has_cue(mention, _ENDING):
                mentions[at] = _closed(sentence, at)
            elif has_cue(mention, _OPEN):
                mentions[at] = without_cues(mention, _OPEN)  # It tells only what a claim is followed by.


def _closed(sentence: Sentence, at: int) -> Mention:
    """What a mention that may close its part of a sentence says there: that nothing else is so, nothing where that is wanted, or what else it means.

    What is denied is not closed ("X can't be in Y, full stop").
    """
    mention, told = sentence.mentions[at], sentence.mentions[:at]
    if have_cue(told, _NOT_CLOSED) or not _closes(sentence, at):
        return without_cues(mention, _ENDING)
    return silent(mention) if have_cue(told, _OBLIGING) else as_cue(mention, "only")


def _plain(mention: Mention) -> Mention:
    """The mention, which says nothing where it has no other meaning."""
    return silent(mention) if is_unknown(mention) else mention


def _asks_assent(sentence: Sentence, at: int) -> bool:
    """Whether a mention that tells a hope ends a question that says where something is or what it has ("X is in Y, I hope?")."""
    told = sentence.mentions[:at]
    ends = sentence.asked and at + 1 == len(sentence.mentions)
    return ends and have_cue(told, _VERBS) and any(map(names, told)) and not has_cue(told[0], ASKING)


def _claims(sentence: Sentence) -> bool:
    """Whether a sentence says where something is, and asks nothing."""
    return not sentence.asked and any(map(is_place, sentence.mentions)) and not has_cue(sentence.mentions[0], ASKING)


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether a mention ends its part of a sentence, right after a comma or "and", and a place before that."""
    mentions = sentence.mentions
    joined, marks = at > 1 and "and" in mentions[at - 1].cues, set(map(abs, sentence.breaks))
    parted = joined or at in marks or have_cue(mentions[at - 1 : at + 1], {"and", "or"})
    ends = (
        ("or" in mentions[at].cues and sentence.asked)
        or at + 1 == len(mentions)
        or at + 1 in marks
        or has_cue(mentions[at + 1], {"confirm", "untrue"})
    )
    return parted and ends and is_place(mentions[at - 1 - joined])
