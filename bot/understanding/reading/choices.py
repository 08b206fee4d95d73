"""Places of which any, or just one, will do, beside others or alone ("in X plus at least one of Y and Z", "in X or Y")."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import NUMBER, SMALL
from bot.understanding.linking.mentions import Mention, has_cue, have_cue
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import ANY, ONE, ONE_AT_MOST, TWO, Where
from bot.understanding.syntax.scope import Mentions, is_place, number_of

_BOUNDING = frozenset({"at_least", "exactly", "only", "at_most"})
_SAYING_SO = frozenset({"or", "not_both"}) | _BOUNDING
_PAIR = 2
_JOINING = frozenset({"and", "or", "what_about", "at", "of", "from", "toward", "those"})


def with_choices(places: tuple[Where, ...], clause: Clause) -> tuple[Where, ...]:
    """The places, those marked of which any will do, or just one."""
    if len(places) < 2 or _SAYING_SO.isdisjoint(clause.said):
        return places
    mentions = clause.mentions
    for at in range(len(mentions)):
        if (choice := _opened(mentions, at)) and len(listed := _listed(mentions, at + 1)) > 1:
            return tuple(_marked(where, choice) if where.position in listed else where for where in places)
    if "or" not in clause.said or "not_both" in clause.said:
        return places
    group = _joined_by_or(mentions, places)
    return tuple(_marked(where, ANY) if where.position in group else where for where in places)


def goes_on_choosing(clause: Clause, before: Clause) -> bool:
    """Whether a clause only lists the places of a choice that ends the one before it ("in X plus at least one of two: Y or Z")."""
    if before.sentence != clause.sentence or _SAYING_SO.isdisjoint(before.cues):
        return False
    opener = max((at for at in range(len(before.mentions)) if _opened(before.mentions, at)), default=-1)
    opened = opener >= 0 and all(_is_joining(mention) for mention in before.mentions[opener + 1 :])
    return opened and len(_listed(clause.mentions, 0)) > 1 and all(is_place(mention) or _is_joining(mention) for mention in clause.mentions)


def _is_joining(mention: Mention) -> bool:
    """Whether a mention is no more than what stands between the places of a list, or points at them."""
    return "aux" not in mention.cues and (has_cue(mention, _JOINING) or not {SMALL, NUMBER}.isdisjoint(mention.kinds))


def _marked(where: Where, choice: str) -> Where:
    """A place as one of a choice; an "only" belongs to the choice then."""
    return replace(where, choice=choice, only=where.only and choice == ANY)


def _opened(mentions: Mentions, at: int) -> str:
    """What a word before a list of places wants of them: ANY ("at least one of"), ONE ("exactly one of"), or "" where it is no such word."""
    cues = set(mentions[at].cues)
    if "not_both" in cues:
        return ONE
    if "or" in cues:
        if at and "those" in mentions[at].cues and have_cue(mentions[max(0, at - _PAIR) : at], {"only", "exactly"}):
            return ONE  # "In only one of the two."
        return ANY if at and not is_place(mentions[at - 1]) and mentions[at].end - mentions[at].start > 1 else ""  # "At least one of".
    number = number_of(mentions[at + 1]) if not cues.isdisjoint(_BOUNDING) and at + 1 < len(mentions) else None
    if number == _PAIR and "at_least" in cues:
        return TWO
    if number != 1:
        return ""
    return ANY if "at_least" in cues else ONE_AT_MOST if "at_most" in cues else ONE


def _listed(mentions: Mentions, start: int) -> list[int]:
    """Where the places of a list stand, nothing but what joins them between them."""
    found: list[int] = []
    for at in range(start, len(mentions)):
        mention = mentions[at]
        if is_place(mention):
            found.append(at)
        elif not _is_joining(mention):
            break
    return found


def _joined_by_or(mentions: Mentions, places: Sequence[Where]) -> set[int]:
    """Where the places stand that are joined by "or", a list of commas with them; none where others stand on both sides."""
    positions = [where.position for where in places if where.wanted and not where.beyond]
    joins: list[str] = []
    for before, after in zip(positions, positions[1:], strict=False):
        between = mentions[before + 1 : after]
        chosen = have_cue(mentions[before:after], {"or"})  # It may be a part of the place's own phrase ("US or").
        joins.append("or" if chosen else "and" if between and have_cue(between, {"and", "what_about", "both"}) else "")
    for at in range(len(joins) - 2, -1, -1):
        joins[at] = joins[at] or joins[at + 1]
    found = [at for at, join in enumerate(joins) if join == "or"]
    if not found or found != list(range(found[0], found[-1] + 1)) or (found[0] > 0 and found[-1] < len(joins) - 1):
        return set()
    return {positions[at] for at in range(found[0], found[-1] + 2)}
