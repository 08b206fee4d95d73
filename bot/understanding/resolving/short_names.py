"""Products called by the end of their name alone, where nothing else can be meant: "and inbox?", "Freshdesk, sales and team"."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import dropwhile

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CUE, DATA, NUMBER, PLACE, PRODUCT, REGION, SMALL
from bot.understanding.linking.mentions import Mention, have_kind
from bot.understanding.linking.spelling import Token

# How many mentions a follow-up has at most that only names something else.
_LONGEST_FOLLOW_UP = 6

# What follow-ups are made of beside names: what opens them, and words that join or point to a place.
_OPENING = frozenset({"and", "what_about", "same", "but", "back_to"})
_PUTTING_RIGHT = frozenset({"not", "correction"})
_JOINING = frozenset({"and", "or", "what_about", "compare", "difference"})
_TALK = frozenset({"thanks", "greeting", "laugh", "insult"})
_AROUND = _OPENING | _JOINING | _TALK | {"at", "of", "from", "where", "aux", "host", "it", "yes_no", "not", "both"}
_AROUND |= {"available", "holds", "using", "perfect"}
_LONGEST_ARTICLE = 3  # The number of letters; the words are each language's own.

# What may come right after the last name of a list; a noun would make the name a mere part of another.
_AFTER_LIST = _JOINING | {"at", "host", "location_noun", "aux", "where", "available", "yes_no", "not", "only", "same", "both"}

_ENDS = frozenset(".!?")

# How sure a short name is.
_SCORE = 0.9


def with_short_names(tokens: Sequence[Token], mentions: list[Mention], keys: Mapping[str, str]) -> list[Mention]:
    """The mentions of a message, with those read as products that call one by the end of its name; `keys` are products' keys by that end."""
    if keys.keys().isdisjoint([token.folded for token in tokens]):
        return mentions
    found = list(mentions)
    pauses = {index for index in range(1, len(tokens)) if tokens[index - 1].text == ","}
    follows_up = _only_names(_last_sentence(tokens, mentions), keys, pauses)
    for at, mention in enumerate(mentions):
        key = keys.get(mention.text.casefold())
        if key and DATA not in mention.kinds and PRODUCT not in mention.kinds and (follows_up or _is_listed(found, at, pauses)):
            found[at] = replace(mention, meanings=(f"{PRODUCT}:{key}",), kinds=(PRODUCT,), cues=(), score=min(mention.score, _SCORE), read_as=key)
    return found


def _last_sentence(tokens: Sequence[Token], mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message's last sentence, where those before it only say something of what was told ("oh I see. And inbox?"); else all."""
    start = max((at + 1 for at, token in enumerate(tokens[:-1]) if token.text in _ENDS), default=0)
    before = [mention for mention in mentions if mention.start < start]
    return mentions[len(before) :] if all({CUE, SMALL}.issuperset(mention.kinds) for mention in before) else mentions


def _only_names(mentions: Sequence[Mention], keys: Mapping[str, str], pauses: Collection[int]) -> bool:
    """Whether a message only names something else of what was asked before ("inbox?", "ok, e o inbox?", "and team, mate, in India?")."""
    rest = [*dropwhile(lambda mention: mention.cues and _TALK.issuperset(mention.cues), mentions)]
    if len(rest) == 1:
        return SMALL not in rest[0].kinds
    if not rest or len(rest) > _LONGEST_FOLLOW_UP:
        return False
    puts_right = not _PUTTING_RIGHT.isdisjoint(rest[0].cues) and have_kind(rest, PRODUCT)  # "Not inbox, X."
    if _OPENING.isdisjoint(rest[0].cues) and not puts_right:
        return False
    return all(mention.text.casefold() in keys or _is_around(mention) or (mention.start in pauses and SMALL in mention.kinds) for mention in rest)


def _is_around(mention: Mention) -> bool:
    named = not {PLACE, REGION, PRODUCT}.isdisjoint(mention.kinds)
    return named or _is_article(mention) or bool(mention.cues and _AROUND.issuperset(mention.cues)) or NUMBER in mention.kinds


def _is_article(mention: Mention) -> bool:
    return SMALL in mention.kinds and len(mention.text) <= _LONGEST_ARTICLE


def _is_listed(mentions: Sequence[Mention], at: int, pauses: Collection[int]) -> bool:
    """Whether a word is joined to a product before it, and no noun follows that it would belong to."""
    before = at - 1
    if before > 0 and _is_article(mentions[before]):
        before -= 1
    joined = mentions[before + 1].start in pauses
    if before >= 0 and not _JOINING.isdisjoint(mentions[before].cues):
        before, joined = before - 1, True
    if not joined or before < 0 or PRODUCT not in mentions[before].kinds:
        return False
    following = mentions[at + 1] if at + 1 < len(mentions) else None
    return following is None or following.start in pauses or not _AFTER_LIST.isdisjoint(following.cues)
