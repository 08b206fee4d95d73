"""What belongs to what: which of several products data are of, what a product keeps, which words belong to nothing that is asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, NUMBER, PRODUCT, SMALL
from bot.understanding.linking.mentions import has_cue, have_cue, have_kind
from bot.understanding.syntax.own_places import names_party
from bot.understanding.syntax.question import Positions, Term, keys_of_kind
from bot.understanding.syntax.scope import DENYING, FILLING, REPORTING, Mentions, is_place, looks_like_name

# Cues of words that say how much of a thing is meant, of those before a verb, and of "of".
_HOW_MUCH = frozenset({"all", "any", "toward", "every_region", "customer", "subject"})
_BEFORE_VERB = frozenset({"aux", "not", "never", "able", "what", "subject"})
_NO_RELATIVE = frozenset({"product", "which", "oneself", "customer"})
_TELLING_ON = frozenset({"aux", "host"})
_KEEPING = frozenset({"holds", "host"})
_THINGS = frozenset({DATA, EVERYDAY})
_OWNING = frozenset({"of"})
_ADDING_ALONE = frozenset({"and", "what_about", "only", "toward"})
_PLAIN = ((SMALL,), (NUMBER,))
_ASKING_PLACE = frozenset({"where"})

DataByProduct = tuple[tuple[str, tuple[str, ...]], ...]
"""Keys of products, each with the keys of the data that are said of it alone; none where it is meant as a whole."""

# Cues of words before the name of a rule that is to be met or not.
_MEETING = frozenset({"not", "suffices"})

# Cues with which brackets add to what stands before them ("X (and its recordings)").
_ADDING = frozenset({"and", "what_about", "including", "with", "besides"})

# Cues of what stands between the products of a list.
_LISTING = frozenset({"and", "or"})


def data_by_product(mentions: Mentions, aside: Collection[int], terms: Sequence[Term]) -> DataByProduct:
    """Products with the data that are said of each alone, where several products are named: in brackets, or right after one of a list."""
    products = [term for term in terms if PRODUCT in term.kinds and not (term.aside or term.negated)]
    if len(products) < 2:
        return ()
    owned = _data_of_last(mentions, terms, products)
    return owned or (_data_in_brackets(mentions, aside, terms, products) if aside else _data_in_list(mentions, terms, products))


def _data_of_last(mentions: Mentions, terms: Sequence[Term], products: Sequence[Term]) -> DataByProduct:
    """All products where data are said to be of the last one alone ("X and the recordings of Y"): the others are meant as a whole.

    "X and Y's recordings" may be of both, "the regions of X and those of Y's recordings" not.
    """
    data = [term for term in terms if DATA in term.kinds]
    *others, last = products
    if len(data) != 1 or data[0].aside or data[0].negated or others[-1].position > data[0].position:
        return ()
    first, second = sorted((data[0].position, last.position))
    before, between = mentions[others[-1].position + 1 : first], mentions[first + 1 : second]
    of_last = all(SMALL in mention.kinds or {"of", "at"} & set(mention.cues) for mention in between)
    joined = have_cue(before, {"those"}) if first == last.position else have_cue(before[-2:], {"and", "what_about"})
    if not (of_last and joined and have_cue(between, {"of"})) or any(map(is_place, before)):
        return ()
    return (*((key, ()) for key in keys_of_kind(others, PRODUCT)), *((key, keys_of_kind(data, DATA)) for key in keys_of_kind([last], PRODUCT)))


def _data_in_list(mentions: Mentions, terms: Sequence[Term], products: Sequence[Term]) -> DataByProduct:
    """Products of a list with the data right after each, where the last has none: "X tickets, Y and Z", not "X and Y tickets"."""
    data = {term.position: term for term in terms if DATA in term.kinds}
    if not data or any(term.aside or term.negated for term in data.values()):
        return ()
    found: list[tuple[str, tuple[str, ...]]] = []
    for product, following in zip(products, products[1:], strict=False):
        own = data.pop(product.position + 1, None)
        between = mentions[product.position + (1 if own is None else 2) : following.position]
        if any(_LISTING.isdisjoint(mention.cues) for mention in between):
            return ()
        found += [(key, keys_of_kind([own], DATA)) for key in keys_of_kind([product], PRODUCT) if own]
    return () if data else tuple(found)


def _data_in_brackets(mentions: Mentions, aside: Collection[int], terms: Sequence[Term], products: Sequence[Term]) -> DataByProduct:
    """Products with the data in the brackets right after each ("X (recordings only) and Y"), where several products are named.

    Where the brackets only add to a product ("X (and its recordings) and Y") each is meant as a whole.
    """
    if any(DATA in term.kinds and not term.aside for term in terms):
        return ()
    found: list[tuple[str, tuple[str, ...]]] = []
    for product in products:
        end = product.position + 1
        while end < len(mentions) and mentions[end].start in aside:
            end += 1
        data = keys_of_kind([term for term in terms if product.position < term.position < end], DATA)
        adds = any(not _ADDING.isdisjoint(mention.cues) for mention in mentions[product.position + 1 : product.position + 2])
        if data and adds:
            return tuple((key, ()) for key in keys_of_kind(products, PRODUCT))
        found += [(key, data) for key in keys_of_kind([product], PRODUCT) if data]
    return tuple(found)


def names_rule(mentions: Mentions, position: int) -> bool:
    """Whether "only" stands after a place in the name of a rule to be met ("fail an X-only clause"), which to be there is enough to meet."""
    if not position or not is_place(mentions[position - 1]) or position + 1 == len(mentions):
        return False
    named, before = mentions[position + 1], mentions[: position - 1]
    return not named.cues and not FILLING.isdisjoint(named.kinds) and any(not _MEETING.isdisjoint(other.cues) for other in before)


def lacks_data(mentions: Mentions, position: int) -> bool:
    """Whether "without" at a position takes data from a product, and says nothing of the place after them ("X without recordings is in Y")."""
    cues = set(mentions[position].cues)
    named = next((other for other in mentions[position + 1 :] if not (SMALL in other.kinds or set(other.cues) & {"toward", "it", "data"})), None)
    return "without" in cues and "not" not in cues and named is not None and DATA in named.kinds


def claims(mentions: Mentions, position: int, pauses: Collection[int]) -> bool:
    """Whether the subject at a position only tells who makes a claim ("the competition says that ...")."""
    following = mentions[position + 1 : position + 2]
    if set(mentions[position].kinds) != {CONCEPT} or position + 1 in pauses:
        return False
    return any(not REPORTING.isdisjoint(other.cues) for other in following)


def bears_on_nothing(mentions: Mentions, position: int) -> bool:
    """Whether an unknown word only tells who somebody is, or how data came into a product ("contracts frobbed in X")."""
    return names_party(mentions, position) or _is_of_data_inside(mentions, position)


def _is_of_data_inside(mentions: Mentions, position: int) -> bool:
    """Whether a word that agrees with a kind of data, as adjectives do, and is no name stands between that and the product that these are in."""
    if not 0 < position < len(mentions) - 2 or looks_like_name(mentions[position].text, position):
        return False
    before, leading, after = mentions[position - 1], mentions[position + 1], mentions[position + 2]
    agrees = DATA in before.kinds and before.text[-1:] == mentions[position].text[-1:]  # Not so the head of a compound ("ticket macro").
    return agrees and "at" in leading.cues and "of" not in leading.cues and PRODUCT in after.kinds


def tells_holding(positions: Positions, terms: Sequence[Term]) -> bool:
    """Whether a verb of holding stands between a product and a kind of data ("Freshteam handles tickets?")."""
    verbs = positions.at("holds")
    products = [term.position for term in terms if PRODUCT in term.kinds] if verbs else []
    data = [term.position for term in terms if DATA in term.kinds] if products else []
    return bool(data) and any(products[0] < at < data[-1] for at in verbs)


def is_kept(mentions: Mentions, position: int, pauses: Collection[int]) -> bool:
    """Whether a thing is what a product keeps ("does X keep my frobs in Y?"), or what is kept in one ("can frobs be kept in Y with X?")."""
    verb = _verb_before(mentions, position)
    if verb >= 0 and has_cue(mentions[verb], _KEEPING) and not {verb + 1, position} & set(pauses):
        return has_cue(mentions[verb], {"holds"}) and has_cue(mentions[verb], {"host"}) or is_kept_by_product(mentions, position)
    first = next((at for at, mention in enumerate(mentions) if PRODUCT in mention.kinds), -1)
    if any(position < at <= first for at in pauses) or (verb >= 0 and has_cue(mentions[verb], _OWNING)):
        return False
    if not (have_cue(mentions, _ASKING_PLACE) or any(map(is_place, mentions))):
        return False
    told = [mention for mention in mentions[position + 1 : position + 5] if mention.kinds != (SMALL,)][:3]
    stays = have_kind(told[:1], CONCEPT) and any(map(is_place, told[1:3] if have_cue(told[1:2], {"at"}) else told[1:2]))
    placed = stays or have_cue(told[:1], {"host"}) or (have_cue(told[:1], {"aux"}) and have_cue(told[1:2], {"host"}))
    return placed and not have_cue(told[:2], {"using"})


def is_kept_by_product(mentions: Mentions, position: int) -> bool:
    """Whether a verb of keeping stands before a thing, and a product or the word for one before that ("does X keep frobs?", "no tool has frobs")."""
    verb = _verb_before(mentions, position)
    if verb < 0 or not has_cue(mentions[verb], _KEEPING):
        return False
    subject = _before(mentions, verb)
    while subject >= 0 and has_cue(mentions[subject], _BEFORE_VERB) and not has_cue(mentions[subject], _NO_RELATIVE):
        subject = _before(mentions, subject)
    return subject >= 0 and (PRODUCT in mentions[subject].kinds or has_cue(mentions[subject], {"product", "which"}))


def is_added_alone(mentions: Mentions, position: int) -> bool:
    """Whether a thing is all that a clause names ("and frobs?")."""
    before = mentions[:position]
    return position + 1 == len(mentions) and all(mention.kinds == (SMALL,) or has_cue(mention, _ADDING_ALONE) for mention in before)


def _verb_before(mentions: Mentions, at: int) -> int:
    """Where what stands before a thing, and others that are listed before it, does; -1 where nothing does."""
    verb = _before(mentions, at)
    while verb >= 0 and (has_cue(mentions[verb], _LISTING) or not _THINGS.isdisjoint(mentions[verb].kinds)) and not has_cue(mentions[verb], _KEEPING):
        verb = _before(mentions, verb)
    return verb


def _before(mentions: Mentions, at: int) -> int:
    """Where the last mention before another stands that says more than how much, or whose, that is; -1 where none does."""
    for place in range(at - 1, -1, -1):
        if mentions[place].kinds not in _PLAIN and (not mentions[place].cues or not _HOW_MUCH.issuperset(mentions[place].cues)):
            return place
    return -1


def tells_on(mentions: Mentions, position: int) -> bool:
    """Whether a verb stands there that tells more of what is not in the place right before it ("which of those not in X are in Y?")."""
    verb, before = mentions[position], mentions[position - 1]
    before = mentions[position - 2] if before.has(SMALL) or "subject" in before.cues else before
    return has_cue(verb, _TELLING_ON) and not has_cue(verb, DENYING) and is_place(before)


def joins_place(mentions: Mentions, at: int) -> bool:
    """Whether "and" or "or" joins another place right to the one at a position."""
    return have_cue(mentions[at + 1 : at + 2], {"and", "or", "what_about"}) and any(map(is_place, mentions[at + 2 : at + 3]))
