"""Places that are said to be all that a product lacks ("X only lacks Y"): it is in every place but them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import NUMBER, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, first_with_cue, has_cue, without_cues
from bot.understanding.syntax.scope import Mentions, is_place, silent

ONLY_LACKING, ONLY_NOT, ONLY_REST = frozenset({"only", "lacks"}), frozenset({"only", "not"}), frozenset({"sole", "rest"})
_ALL_BUT = ("every_region", "except")
_MISSING = frozenset({"lacks", "rest"})
_DENYING = frozenset({"not", "lacks", "rest", "without", "never"})
_SOLE = frozenset({"sole", "product"})
_LEADING = frozenset({"at", "toward", "what_about", "of"})
_PASSED = frozenset({"aux", "toward"})
_OF_PLACES = frozenset({"location_noun", "where", "of"})
_JOINING = frozenset({"and", "or", "at"})


def with_only_lacking(mentions: list[Mention]) -> list[Mention]:
    """The mentions, the places that are all that a product lacks left out of every place ("X only lacks Y", "is Y the only one X lacks?")."""
    meant = next((at for at, mention in enumerate(mentions) if ONLY_LACKING.issubset(mention.cues)), -1)
    if meant >= 0:
        return _with_phrase(mentions, meant)
    only = first_with_cue(mentions, {"only"}, -1)
    after = first_with_cue(mentions[only + 1 :], _DENYING, len(mentions)) + only + 1
    lacking = only - 1 if only > 1 and "lacks" in mentions[only - 1].cues and PRODUCT in mentions[only - 2].kinds else after
    places = [at for at, mention in enumerate(mentions) if is_place(mention)]
    if lacking >= len(mentions) or not places or not _is_one_list(mentions, places):
        return mentions
    if any(has_cue(mention, _DENYING) for at, mention in enumerate(mentions) if at != lacking):
        return mentions
    lacks = _lacks_only if _SOLE.isdisjoint(mentions[only].cues) else _lacks_one_alone
    if not lacks(mentions, only, lacking, places):
        return mentions
    listed, nouns = range(places[0], places[-1] + 1), _nouns(mentions, only)
    found = [silent(mention) if at in nouns else mention for at, mention in enumerate(mentions) if at not in (*listed, lacking, only)]
    return [*found, as_cue(mentions[only], _ALL_BUT[0]), as_cue(mentions[lacking], _ALL_BUT[1]), *(mentions[at] for at in listed)]


def _with_phrase(mentions: list[Mention], at: int) -> list[Mention]:
    """The mentions, a word for all that is lacking ("só falta") as such right before a place, else as what else it means."""
    after = next((other for other in mentions[at + 1 :] if other.kinds != (SMALL,) and not has_cue(other, _LEADING)), None)
    if after is None or not is_place(after):
        return [*mentions[:at], without_cues(mentions[at], ONLY_LACKING), *mentions[at + 1 :]]
    nouns = _nouns(mentions, at)
    found = [silent(mention) if index in nouns else mention for index, mention in enumerate(mentions)]
    found[at] = as_cue(mentions[at], *_ALL_BUT)
    return found


def _is_one_list(mentions: Mentions, places: Sequence[int]) -> bool:
    """Whether nothing stands between some places but what joins them."""
    return all(at in places or mentions[at].kinds == (SMALL,) or has_cue(mentions[at], _JOINING) for at in range(places[0], places[-1]))


def _lacks_only(mentions: Mentions, only: int, lacking: int, places: Sequence[int]) -> bool:
    """Whether a verb of lacking comes right after "only", or after the places that do ("X only lacks Y", "only Y is missing for X")."""
    before = [at for at in range(only + 1, lacking) if mentions[at].kinds != (SMALL,) and not has_cue(mentions[at], _PASSED)]
    if not before:
        return lacking < places[0]
    return set(before) <= set(range(places[0], places[-1] + 1)) and "lacks" in mentions[lacking].cues


def _lacks_one_alone(mentions: Mentions, only: int, lacking: int, places: Sequence[int]) -> bool:
    """Whether it is a place that is the only one to be lacking ("the only region that X lacks is Y"), not a product that lacks it."""
    after = next((other for other in mentions[lacking + 1 :] if other.kinds != (SMALL,) and not has_cue(other, _LEADING)), None)
    if any(only < at < lacking for at in places):
        return False
    of_place = any("location_noun" in mention.cues for mention in mentions[only : only + 2])
    return of_place or (after is not None and PRODUCT in after.kinds and not _MISSING.isdisjoint(mentions[lacking].cues))


def _nouns(mentions: Mentions, only: int) -> set[int]:
    """Where the nouns for places stand that "only" counts among, their number with them ("of the 4 regions")."""
    nouns = {at for at, mention in enumerate(mentions) if has_cue(mention, _OF_PLACES) and not is_place(mention)}
    return nouns | {at for at, mention in enumerate(mentions) if NUMBER in mention.kinds and at + 1 in nouns and at < only}
