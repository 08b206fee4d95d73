"""Whether what was told before is so of one's own ("he has X and read that frobs are kept in Y. Does that apply to his frobs?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT, REGION, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.scope import Mentions, is_content, is_place, is_unknown, silenced, silent

_APPLYING = frozenset({"applies", "confirm"})
_BESIDE = _APPLYING | {
    "it", "yes", "aux", "at", "toward", "subject", "and", "yes_no", "both", "reports", "from", "of", "product", "theirs", "available", "customer",
}  # fmt: skip
_OWNING = frozenset({"it", "theirs", "customer"})
_CLAIM = ("claims",)
_JUDGING = frozenset({"confirm", "untrue", "applies"})
_OF_CLAIM = frozenset({PRODUCT, DATA, CONCEPT, REGION})
_DEMANDED = frozenset({"how", "demand"})
_BESIDE_DEMANDED = _DEMANDED | {"likened", "suffices", "it", "subject", "customer"}
_LONGEST = 14  # The number of mentions of "he wants to know if that holds for the frobs of his product too" at most.


def judges_of_own(clause: Clause, before: Clause) -> bool:
    """Whether a clause only asks if what the one `before` it tells of one product is so of what that names, as somebody's own."""
    asks = (clause.asked or "reports" in clause.cues) and clause.cues <= _BESIDE and not clause.cues.isdisjoint(_OWNING)
    if not asks or before.asked or len(clause.mentions) > _LONGEST or not _applies_to_named(clause.mentions):
        return False
    named = [mention for mention in clause.mentions if is_content(mention)]
    if not named or not all({CONCEPT, DATA}.issuperset(mention.kinds) for mention in named):
        return False
    said = {meaning for mention in before.mentions for meaning in mention.meanings}
    told = any(map(is_place, before.mentions)) and sum(PRODUCT in mention.kinds for mention in before.mentions) == 1
    return told and all(said.intersection(mention.meanings) for mention in named)


def _applies_to_named(mentions: Mentions) -> bool:
    """Whether what is named stands after the verb that asks whether something applies."""
    verb = next((at for at, mention in enumerate(mentions) if has_cue(mention, _APPLYING)), len(mentions))
    return not any(map(is_content, mentions[:verb]))


def as_judging(mentions: Mentions) -> tuple[Mention, ...]:
    """The mentions of such a clause, the verb of applying as one that asks whether something is right, all else saying nothing."""
    return tuple(
        as_cue(mention, "confirm") if has_cue(mention, _APPLYING) else mention if mention.kinds == (SMALL,) else silent(mention)
        for mention in mentions
    )


def without_noun_of_claim(clause: Clause) -> Clause:
    """The clause, a noun for a claim right after what points at that saying nothing ("for X, is that statement right?")."""
    mentions = clause.mentions
    if PRODUCT not in clause.kinds or _JUDGING.isdisjoint(clause.cues):
        return clause
    nouns = {at + 1 for at in clause.positions.at("it") if at + 1 < len(mentions) and _is_noun(mentions[at + 1])}
    return replace(clause, mentions=silenced(mentions, nouns)) if nouns else clause


def _is_noun(mention: Mention) -> bool:
    return is_unknown(mention) or mention.cues == _CLAIM


def tells_who_demands(clause: Clause) -> bool:
    """Whether a clause only says who wants what the one before it asks about ("are frobs in Y, as this clause demands?")."""
    return _DEMANDED <= clause.cues <= _BESIDE_DEMANDED and clause.kinds.isdisjoint(_OF_CLAIM)
