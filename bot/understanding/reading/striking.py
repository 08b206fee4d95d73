"""Products struck off by their places ("strike out everything that can be in X: what remains?"): what is asked is asked of the rest."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.question import Where
from bot.understanding.syntax.scope import Mentions, is_place, is_unknown, place_of, silent

Struck = tuple[tuple[Where, ...], ...]

STRIKING = "strikes_out"
_REMAINDER = frozenset({"rest", "stays_left"})
_ASKING = frozenset({"which", "what", "who", "how_many", "list"})
_HEADS = frozenset({"all", "product", "those", "which", "chosen", "any", "who", "what", "rest"})
_PARTING = _HEADS | {"both", "or"}
_SUBJECT = 3  # The number of mentions at the end of an opening among which the subject of the verb is.
_JOINING = frozenset({"and", "both", "or"})
_DENYING = frozenset({"not", "never", "without", "lacks", "rest"})
_SAYING = frozenset({"claims", "reports", "article_says", "correction"})
_NAMING = frozenset({PRODUCT, DATA})


def without_struck(clause: Clause) -> tuple[Clause, Struck]:
    """The clause, with what it strikes off saying nothing, and the groups of places by which products are struck off; none where none are."""
    mentions = clause.mentions
    start = clause.positions.at(STRIKING)[0]
    end = _end(mentions, start, clause.pauses)
    told = mentions[start + 1 : end]
    groups = tuple(_groups(told, start + 1)) if _strikes(mentions[: start + 1], told) else ()
    if not groups:
        return clause, ()
    rest = [*mentions[:start], *mentions[end:]]
    asks = have_cue(rest, {"which"})
    kept = [_asked_of_rest(mention, asks=asks) for mention in rest]
    silenced = [silent(mention) for mention in mentions[start:end]]
    return replace(clause, mentions=(*kept[:start], *silenced, *kept[start:])), groups


def _strikes(opening: Mentions, told: Mentions) -> bool:
    """Whether what follows the verb that ends an `opening` names products by their places alone, and nothing is named before it."""
    if any(is_place(mention) or not {PRODUCT, DATA, CONCEPT}.isdisjoint(() if mention.cues else mention.kinds) for mention in opening):
        return False
    asked = have_cue(opening, {"which", "product", "list"})
    asked = asked and not have_cue(opening, _REMAINDER)
    if asked and have_cue(opening[-_SUBJECT:-1], {"subject"}):
        return False  # "Which products should we strike off?"
    if any(is_unknown(mention) or has_cue(mention, _SAYING) or (not _NAMING.isdisjoint(mention.kinds) and not mention.cues) for mention in told):
        return False
    return have_cue((opening[-1], *told), _HEADS) and any(map(is_place, told))


def goes_on_striking(mentions: Mentions, start: int, index: int) -> bool:
    """Whether "and" between two positions of a sentence adds to what is struck off before it ("strike out those in X and those in Y")."""
    return has_cue(mentions[index], _JOINING) and have_cue(mentions[start:index], {STRIKING})


def _end(mentions: Mentions, start: int, pauses: frozenset[int]) -> int:
    """Where what is struck off ends: at what asks for the rest, with its question word, or at a question word after a comma."""
    for at in range(start + 1, len(mentions)):
        remains = at > start + 1 and has_cue(mentions[at], _REMAINDER)  # Right after the verb "those that cannot" are struck off.
        if remains or (at in pauses and has_cue(mentions[at], _ASKING)):
            while at - 1 > start and has_cue(mentions[at - 1], _ASKING) and not is_place(mentions[at - 1]):
                at -= 1
            return at
    return len(mentions)


def _groups(told: Mentions, offset: int) -> Iterator[tuple[Where, ...]]:
    """The places by which products are struck off, those together of which each product has all."""
    group: list[Where] = []
    last = -1
    for at in [at for at, mention in enumerate(told) if is_place(mention)]:
        between = told[last + 1 + (last >= 0 and "only" in told[last + 1].cues) : at]
        if group and have_cue(between, _PARTING):
            yield tuple(group)
            group = []
        only = have_cue((*between, *told[at : at + 2]), {"only"})
        code, place = place_of(told[at])
        denied = have_cue(between, _DENYING)
        beyond = have_cue(between, {"outside", "except"})
        group.append(Where(code, place, at + offset, wanted=not denied, beyond=beyond, only=only))
        last = at
    if group:
        yield tuple(group)


def _asked_of_rest(mention: Mention, *, asks: bool) -> Mention:
    """A word for what remains, as a question for products; as a small word where another word asks."""
    if not has_cue(mention, _REMAINDER):
        return mention
    return silent(mention) if asks else as_cue(mention, "which", "product")
