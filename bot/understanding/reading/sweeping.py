"""Everything that is so somewhere ("everything that can't be in X"): which products those are is asked, and nothing is said of all there are.

So it is with those that are not there ("and the rest, the ones that aren't in X?").
"""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, have_kind, without_cues
from bot.understanding.syntax.openings import JOINS
from bot.understanding.syntax.scope import ASKING_VERBS, Mentions, is_place, silent
from bot.understanding.syntax.sentence import Sentence

SWEEPING = frozenset({"all", "everything", "it", "demand"})
WHO = frozenset({"who", "what", "define"})
_HAVING = frozenset({"available", "aux", "host", "holds", "using"})
_BEFORE = _HAVING | {"not", "only", "at", "toward", "ever"}
_BETWEEN = _BEFORE | {"both"}
_PAIR = 2
_DONE = frozenset({"host", "holds"})  # Verbs that need no other one before them.
_LED = _DONE | {"available"}
_LEADING = frozenset({"list", "reports", "demand", "suffices", "subject", "customer", "because", "thanks", "greeting", "and"})
_JOINING = frozenset({"subject", "it", "what", "of", "only"})
_CHOOSING = JOINS | {"or", "only", "not"}
# What a sentence has that may name those that are not somewhere, and what such a sentence consists of.
REST_NOT, CHOSEN_NOT, THOSE_NOT = frozenset({"rest", "not"}), frozenset({"chosen", "not"}), frozenset({"those_not"})
DENYING_THOSE = frozenset({"not", "those_not"})
_NAMING = frozenset({"those_not", "chosen"})
_OPENING = frozenset({"those_not", "chosen", "which", "subject"})
_BESIDE = frozenset(
    {"and", "what_about", "reports", "rest", "those", "from", "at", "of", "product", "correction", "it", "own_product", "plural", "infers", "aux"}
)
_WHOLLY = frozenset({"any", "never"})
_AFTER = _WHOLLY | {"at", "and", "or", "what_about", "confirm", "thanks"}
_MOST_JOINING = 4  # So many words stand between "everything" and its verb at most ("everything that we only can").


def with_which_asked(sentence: Sentence) -> None:
    """Make "everything that can be in X" of a sentence, with no other verb than its own, the products that it asks for."""
    mentions = sentence.mentions
    at = next((at for at, mention in enumerate(mentions) if "all" in mention.cues and SWEEPING.issuperset(mention.cues)), -1)
    if at < 0 or any("aux" in mention.cues or not (has_cue(mention, _LEADING) or mention.has(SMALL)) for mention in mentions[:at]):
        return
    verb = _verb(mentions, at)
    if not verb or not _only_places(mentions[verb:]):
        return
    mentions[at] = as_cue(mentions[at], "which", "product")
    for between in range(at + 1, verb):
        if not has_cue(mentions[between], {"not", "only"}):
            mentions[between] = silent(mentions[between])


def with_every_asked(mentions: list[Mention]) -> list[Mention]:
    """The mentions, "who is in X is in Y" as what is asked of every product in X: a verb stands before each place, and nothing joins the two.

    "Always" says no more than that then.
    """
    places = [at for at, mention in enumerate(mentions) if is_place(mention)]
    if len(places) != _PAIR or not places[0] or not has_cue(mentions[0], WHO):
        return mentions
    before, between = mentions[1 : places[0]], mentions[places[0] + 1 : places[1]]
    said = {mention.text.casefold() for mention in before if mention.has(SMALL)}
    verbs = [at for at, mention in enumerate(between) if has_cue(mention, _HAVING) or mention.text.casefold() in said]
    if not verbs or not before or not _only_has(before, _BEFORE) or not _only_has(between, _BETWEEN) or have_cue(between, {"but"}):
        return mentions
    plain = [silent(mention) if "ever" in mention.cues else mention for mention in between]
    plain[verbs[0]] = as_cue(between[verbs[0]], "available")
    return [as_cue(mentions[0], "all", "product"), *before, mentions[places[0]], *plain, *mentions[places[1] :]]


def _only_has(part: Mentions, cues: frozenset[str]) -> bool:
    """Whether some mentions are no more than verbs and the small words, or those with `cues`, around them."""
    return all(mention.has(SMALL) or has_cue(mention, cues) for mention in part)


def with_those_not(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a sentence that names nothing but those that are not in a place, as one that asks which they are."""
    place = next((at for at, mention in enumerate(mentions) if is_place(mention)), 0)
    denied = next((at for at in range(place - 1, -1, -1) if has_cue(mentions[at], DENYING_THOSE)), -1)
    opener = denied if denied < 0 or "those_not" in mentions[denied].cues else denied - 1
    if opener < 0 or not has_cue(mentions[opener], _OPENING) or not all(_is_led(mention) for mention in mentions[denied + 1 : place]):
        return [without_cues(mention, THOSE_NOT) if has_cue(mention, THOSE_NOT) else mention for mention in mentions]
    before, after = mentions[:opener], mentions[place:]
    if opener == denied and have_kind(before, PRODUCT):
        return [*before, as_cue(mentions[opener], "lacks", "not"), *mentions[opener + 1 :]]  # "Is X among those without Y?" asks of X.
    alone = all(mention.has(SMALL) or "correction" in mention.cues or _BESIDE.issuperset(mention.cues) for mention in before)
    alone = alone and (have_cue(before, {"rest"}) or not _NAMING.isdisjoint(mentions[opener].cues))
    if alone and all(is_place(mention) or mention.has(SMALL) or _AFTER.issuperset(mention.cues) for mention in after):
        before = [silent(mention) for mention in before]
        after = [silent(mention) if has_cue(mention, _WHOLLY) else mention for mention in after]
    elif opener < denied:
        return mentions
    asked = as_cue(mentions[opener], "which", "product", *(("not",) if opener == denied else ()))
    return [*before, asked, *mentions[opener + 1 : place], *after]


def _is_led(mention: Mention) -> bool:
    """Whether a mention may stand between a denial and the place that it denies."""
    return mention.has(SMALL) or has_cue(mention, _LED | {"at", "aux", "toward"})


def _verb(mentions: Mentions, at: int) -> int:
    """Where the verb stands, or the "not" before it, of what tells more of "everything", 0 where nothing does."""
    relative = people = False
    for place in range(at + 1, min(at + 2 + _MOST_JOINING, len(mentions))):
        mention = mentions[place]
        if (relative or people) and has_cue(mention, ASKING_VERBS | _DONE | {"not"}):
            done = any(has_cue(other, _DONE) and "aux" not in other.cues for other in mentions[place : place + 3])
            return place if relative or done else 0
        if "customer" in mention.cues or not (mention.has(SMALL) or has_cue(mention, _JOINING) or (relative and CONCEPT in mention.kinds)):
            return 0
        relative |= "what" in mention.cues or {"it", "subject"}.issubset(mention.cues)
        people |= "subject" in mention.cues
    return 0


def _only_places(rest: Mentions) -> bool:
    """Whether places are all that is said after a verb, what it leads and other verbs that go on with it passed over."""
    if not any(map(is_place, rest)) or any(PRODUCT in mention.kinds or DATA in mention.kinds for mention in rest):
        return False
    begin = 1 if has_cue(rest[0], ASKING_VERBS | {"host"}) else 2
    led = next((at for at in range(begin, len(rest)) if not rest[at].has(SMALL)), begin)
    leads = has_cue(rest[led - 1 if begin == led else 0], ASKING_VERBS | {"not"})
    if led < len(rest) and has_cue(rest[led], ASKING_VERBS | _LED) and not (leads and has_cue(rest[led], _LED)):
        return False
    return not any(_is_second_verb(rest, at) for at in range(led + 1, len(rest)))


def _is_second_verb(rest: Mentions, at: int) -> bool:
    """Whether a verb at a position belongs to no other one, which joins it or leads to it."""
    leads = next((mention for mention in reversed(rest[:at]) if not (mention.has(SMALL) or "both" in mention.cues)), rest[0])
    return has_cue(rest[at], {"aux", "host"}) and not has_cue(leads, ASKING_VERBS | _CHOOSING)
