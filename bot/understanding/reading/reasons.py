"""Whether a reason is asked for."""

from __future__ import annotations

from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.scope import is_unknown, names


def asks_why(clause: Clause, *, judged: bool) -> bool:
    """Whether a word such as "porque" asks, rather than gives a reason: nothing is named or asked before it, or it comes last.

    None is asked for where what is told is to be `judged`, the reason with it.
    """
    mentions = clause.mentions
    position = clause.positions.at("why")[0]
    if position and judged:
        return False
    if any(at < position for at in clause.positions.at_any("which", "where")) and any(map(names, mentions[position:])):
        return False
    before = [mention for mention in mentions[:position] if "reports" not in mention.cues]
    told = not clause.asked and any(is_unknown(mention) or "past" in mention.cues for mention in before)
    return position == len(mentions) - 1 or not (told or any(names(mention) for mention in mentions[:position]))
