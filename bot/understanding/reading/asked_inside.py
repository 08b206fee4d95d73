"""Question words inside what a subject is called."""

from __future__ import annotations

from bot.understanding.reading.relatives import is_noun
from bot.understanding.syntax.clause import Clause


def asks_inside(clause: Clause) -> bool:
    """Whether a question word that asks is part of what a subject is called, and joins it to no noun before ("what do you do with the data?")."""
    mentions = clause.mentions
    asking = [at for at, mention in enumerate(mentions) if mention.asks]
    return any(not at or at in clause.pauses or not is_noun(mentions[at - 1]) for at in asking)
