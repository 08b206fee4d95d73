"""Questions whose asking word comes last, or after what it asks of: "EEA is what?", "na nuvem de quem"."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, PRODUCT
from bot.understanding.linking.mentions import Mention, as_cue, have_cue
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.scope import names, silent

_SENSE = 3  # The number of words of "X is what".


def with_sense_asked_last(mentions: list[Mention]) -> list[Mention]:
    """The mentions, a verb and "what" at the end, after no more than a name, asking what the name means ("EEA is what?")."""
    if not _SENSE <= len(mentions) <= _SENSE + 1:
        return mentions
    named, verb, asking = mentions[-_SENSE:]
    sought = "what" in asking.cues and "aux" in verb.cues and names(named)
    return [*mentions[:-2], silent(verb), as_cue(asking, "define")] if sought else mentions


def asks_whose(mentions: list[Mention], at: int) -> bool:
    """Whether a word for "of whom" right after a subject that something is in asks which one it is ("na nuvem de quem")."""
    owning = at > 0 and "who" in mentions[at].cues and mentions[at].end - mentions[at].start > 1
    return owning and CONCEPT in mentions[at - 1].kinds and have_cue(mentions[max(0, at - 2) : at - 1], {"at"})


def leaves_blank(clause: Clause) -> bool:
    """Whether a sign at the end of a clause that names a product leaves open what is to be told of it ("X frobs = ?"), and no sense is asked for."""
    sign = clause.mentions[-1]
    return clause.asked and PRODUCT in clause.kinds and "define" in sign.cues and not sign.text[:1].isalnum()
