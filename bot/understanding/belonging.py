"""Whose a place is: the customer's, of somebody a question is asked for, or where something comes from; which of several products data are of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.understanding.lexicon import CONCEPT, DATA, EVERYDAY, NUMBER, PLACE, PRODUCT, SMALL
from bot.understanding.mentions import first_with_cue, has_cue, have_cue, have_kind
from bot.understanding.origins import is_asked_of_owned
from bot.understanding.question import Positions, Term, keys_of_kind
from bot.understanding.scope import DENYING, FILLING, REPORTING, Mentions, is_filling, is_place, is_unknown, looks_like_name

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

# How many mentions may stand between a customer and the customer's place.
_ANOTHER = frozenset({"other", "product", "those"})
_LEAST_OF_TWO = 5  # So many words stand before the second place at least.
_REACH_OF_CUSTOMER = 4

# How many mentions after somebody's place the verb stands with which they ask.
_REACH_OF_ASKER = 4

# Cues of words after a place, and before it, that make it one where data would be.
_PLACING = frozenset({"host", "available", "location_noun", "data_center", "aux", "yes_no"})
_PLACED = frozenset({"aux", "or", "only", "host"})

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


def is_customers(mentions: Mentions, position: int) -> bool:
    """Whether a place is the customer's own ("our client in Toronto"), or what another is near to, not one that is asked about."""
    if have_cue(mentions[max(0, position - 1) : position], {"nearest"}):
        return True
    if is_asked_of_owned(mentions, position):
        return False
    if is_of_party(mentions, position) or _is_askers(mentions, position) or _is_of_another(mentions, position):
        return True
    before, after = mentions[max(0, position - 1) : position], mentions[position + 1 : position + 2]
    owner = [mention for mention in (*before, *after) if "customer" in mention.cues]
    if owner and (owner[0] in before or owner[0].end - owner[0].start == 1):
        return True
    described = after and is_unknown(after[0]) and position + 2 < len(mentions)
    if described and position and mentions[position - 1].kinds == (SMALL,) and "customer" in mentions[position + 2].cues:
        return True  # "Our German frobbing customer."
    if after and "staff" in after[0].cues and PLACE in mentions[position].kinds and any(map(is_place, mentions[: max(0, position - 1)])):
        return True  # "Can X be in Y for the Z team?"
    if have_cue(mentions[max(0, position - 2) : position], {"using"}):
        return False  # "What a customer can have in Y" is there, whoever the customer is.
    for mention in reversed(mentions[max(0, position - _REACH_OF_CUSTOMER) : position]):
        if "customer" in mention.cues:
            return True
        if not {"at", "aux"} & set(mention.cues) and not is_unknown(mention):
            return False
    return False


def _is_of_another(mentions: Mentions, position: int) -> bool:
    """Whether a place is that of another customer, after one's own ("one client in X and another in Y")."""
    if position < _LEAST_OF_TWO or "at" not in mentions[position - 1].cues or not has_cue(mentions[position - 2], _ANOTHER):
        return False
    joined = have_cue(mentions[position - 3 : position - 2], {"and", "what_about"}) and is_place(mentions[position - 4])
    return joined and have_cue(mentions[max(0, position - 4 - _REACH_OF_CUSTOMER) : position - 4], {"customer"})


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


def is_of_party(mentions: Mentions, position: int) -> bool:
    """Whether a place tells where somebody is that a question is asked for: "can a Perth frobbery have X in Y?".

    It stands before a product and the place that is asked about after it; a region of the articles does only as an adjective.
    """
    before, after = mentions[max(0, position - 2) : position], mentions[position + 1 : position + 2]
    told = len(before) == 2 and "at" in before[1].cues and is_filling(before[:1])
    if any(not _PLACING.isdisjoint(other.cues) for other in after if not told) or any(not _PLACED.isdisjoint(other.cues) for other in before[-1:]):
        return False
    if PLACE not in mentions[position].kinds and not (before and NUMBER in before[-1].kinds and after and set(after[0].kinds) <= FILLING):
        return False
    named = next((at for at in range(position + 1, len(mentions)) if is_place(mentions[at]) or PRODUCT in mentions[at].kinds), position)
    asked = next((at for at in range(named + 1, len(mentions)) if is_place(mentions[at])), position)
    between = mentions[position + 1 : asked]
    return PRODUCT in mentions[named].kinds and asked > named and all({"or", "not", "but", "correction"}.isdisjoint(other.cues) for other in between)


def _is_askers(mentions: Mentions, position: int) -> bool:
    """Whether a place only tells where somebody is from who asks or wants something of another ("the German counsel asks whether X is in Y")."""
    after = mentions[position + 1 :]
    verb = first_with_cue(after[:_REACH_OF_ASKER], REPORTING, -1)
    if verb < 0 or not (is_filling(mentions[:position]) and is_filling(after[:verb])):
        return False
    return any(map(is_place, after[verb + 1 :]))


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


def names_party(mentions: Mentions, position: int) -> bool:
    """Whether a word tells who somebody is: beside a customer ("a frob customer", "client Frobco") or the place of one ("a frobbery in Perth")."""
    before, following = mentions[max(0, position - 1) : position], mentions[position + 1 : position + 3]
    named = before if mentions[position].text.istitle() else ()
    described = following[:1] if before and not {SMALL, NUMBER}.isdisjoint(before[0].kinds) else ()
    if have_cue((*named, *described), {"customer"}):
        return True
    if (
        before
        and "aux" in before[0].cues
        and position > 1
        and "customer" in mentions[position - 2].cues
        and not is_place(following[0] if following else before[0])
    ):
        return True  # "The client is torn between X and Y."
    if before and is_place(before[0]) and is_of_party(mentions, position - 1):
        return True
    return len(following) == 2 and "at" in following[0].cues and is_place(following[1]) and is_of_party(mentions, position + 2)


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
