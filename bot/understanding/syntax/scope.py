"""Which stretch of a clause asks, which is a mere circumstance, and what its mentions name."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, CUE, DATA, EVERYDAY, NUMBER, OUTSIDE, PLACE, PRODUCT, REGION, SMALL, UNIT
from bot.understanding.linking.mentions import UNKNOWN, Mention, has_cue, have_cue, have_kind

Mentions = Sequence[Mention]

_NAMING = frozenset({PRODUCT, DATA, REGION, PLACE, CONCEPT})
_DONE = frozenset({"host", "holds", "available"})
_OF_DATA = frozenset({PRODUCT, DATA, REGION})
_ASKING = frozenset({"aux", "yes_no", "where", "which", "how_long", "location_noun"})
_SEEKING = frozenset({"which", "what", "who", "define", "how_many", "how_much"})
_ANSWERED_BY_TABLE = frozenset({"product", "host"})
ASKING_VERBS = frozenset({"aux", "yes_no"})
_VERBS = frozenset({"aux", "holds", "host", "available", "yes_no"})
_FOR = frozenset({"because", "toward"})  # Cues of words that say what for something is wanted.
_MEASURING = frozenset({"subject", "at_most", "at_least", "more_than", "fewer_than", "all", "only"})
FILLING = frozenset({SMALL, UNKNOWN})
# Cues of verbs with which somebody asks or claims something.
REPORTING = frozenset({"reports", "claims"})
_WISHING = frozenset({"demand", "suffices"})
# Cues of words that introduce a question: who asks, wants or has to list.
INTRODUCING = REPORTING | _WISHING | {"list"}
_CALLING = frozenset({"aux", "yes_no", "where", "which", "how_long", "reports", "list"})
PRONOUNS = frozenset({"it", "those"})
_TELLING = ("where", "location_noun", "how", "how_long", "how_many", "how_much", "how_often", "how_to")

_PAIR = 2

# How long a form of address at the end of a question may be.
_LONGEST_ADDRESS = 3

# How far after a wish the word for a place stands that is wanted.
_REACH_OF_WISH = 6

# Cues that deny something; places after them are excluded.
DENYING = frozenset({"not", "without", "never", "none", "lacks"})
_LINKING = frozenset({"at", "with", "without", "not"})


def names(mention: Mention) -> bool:
    """Whether a mention names a product, kind of data, place or subject and nothing less."""
    return not _NAMING.isdisjoint(mention.kinds) and not mention.cues and SMALL not in mention.kinds


def is_content(mention: Mention) -> bool:
    """Whether a mention names a product, a kind of data, a place or a subject, or is a word that nothing explains."""
    return is_place(mention) or not (mention.cues or SMALL in mention.kinds or NUMBER in mention.kinds)


def silent(mention: Mention) -> Mention:
    """The mention as a small word."""
    return replace(mention, meanings=(SMALL,), kinds=(SMALL,), cues=())


def silenced(mentions: tuple[Mention, ...], told: set[int]) -> tuple[Mention, ...]:
    """The mentions, those at the places `told` saying nothing; the very same tuple where there are none."""
    return tuple(silent(mention) if at in told else mention for at, mention in enumerate(mentions)) if told else mentions


def is_unknown(mention: Mention) -> bool:
    """Whether nothing explains a mention."""
    return mention.meanings[0] == UNKNOWN


def is_place(mention: Mention) -> bool:
    """Whether a mention names a region or another place."""
    return REGION in mention.kinds or PLACE in mention.kinds


def pairs_off(before: Mentions, after: Mentions) -> bool:
    """Whether products are listed each with its own place after it, or without it ("X eu, Y australia, Z in India?", "X without Y, Z with it")."""
    if not is_place(before[-1]) or PRODUCT not in after[0].kinds:
        return False
    named = [[other for other in half if not has_cue(other, _LINKING)][:_PAIR] for half in (before[::-1], after)]
    return all(len(half) == _PAIR for half in named) and PRODUCT in named[0][1].kinds and is_place(named[1][1])


def place_of(mention: Mention) -> tuple[str, str]:
    """The code of the region, or the key of the other place, that a mention names."""
    kind, _, key = next(meaning for meaning in mention.meanings if meaning.startswith((REGION, PLACE))).partition(":")
    return (key, "") if kind == REGION else ("", key)


def number_before(mentions: Mentions, position: int) -> float | None:
    """The number of a unit at a position, "whole" between them or not ("a whole year"); what is said of a whole one is of one ("o ano todo")."""
    if not position:
        return None
    whole = position > 1 and "all" in mentions[position - 1].cues and NUMBER not in mentions[position - 1].kinds
    before = mentions[position - 1 - whole]
    one = whole or any("all" in other.cues for other in mentions[position + 1 : position + 2])
    return 1.0 if one and set(before.kinds) == {SMALL} else number_of(before)


def number_of(mention: Mention) -> float | None:
    """The number that a mention is, if any."""
    return float(mention.meanings[mention.kinds.index(NUMBER)].partition(":")[2]) if NUMBER in mention.kinds else None


def looks_like_name(word: str, position: int) -> bool:
    """Whether an unknown word looks like a name or an abbreviation: capitals where a sentence has none."""
    return word[1:] != word[1:].lower() or (position > 0 and word[:1].isupper())


def start_of_question(mentions: Mentions) -> int:
    """Where the question proper begins: after "asks whether" and the like, where something is named or asked after it."""
    told = next((at for at in range(len(mentions) - 1, -1, -1) if _tells(mentions[at])), 0)
    data = next((at for at, one in enumerate(mentions) if not _OF_DATA.isdisjoint(one.kinds) and EVERYDAY not in one.kinds), len(mentions))
    for position in range(min(told - 1, data), -1, -1):
        if INTRODUCING.isdisjoint(mentions[position].cues):
            continue
        introduces = not REPORTING.isdisjoint(mentions[position].cues) or _wants_place(mentions, position) or _has_to_list(mentions, position)
        if introduces and not asks_of_outside(mentions[:position]):
            return position
    return 0


def asks_of_outside(before: Mentions) -> bool:
    """Whether something outside the articles is what is asked for ("what SLA can we promise for X?"), or what it says ("does the law say ...?")."""
    if before and OUTSIDE in before[-1].kinds and "aux" in before[0].cues:
        return True
    if len(before) > _PAIR and OUTSIDE in before[0].kinds and "aux" in before[1].cues and "subject" in before[_PAIR].cues:
        return True  # "What encryption do we promise for X?", its first words a phrase of their own.
    seeking = (at for at, mention in enumerate(before) if not _SEEKING.isdisjoint(mention.cues) and not (at and "subject" in mention.cues))
    asked = next(seeking, len(before))
    return have_kind(before[asked + 1 : asked + 3], OUTSIDE)


def _wants_place(mentions: Mentions, position: int) -> bool:
    """Whether somebody wants the place of something: "the auditor asks for the region of X"."""
    if _WISHING.isdisjoint(mentions[position].cues):
        return False
    rest = mentions[position + 1 :]
    wanted = any(_is_place_noun(mention) for mention in rest[:_REACH_OF_WISH])
    wanted = wanted or (have_cue(rest[:_REACH_OF_WISH], {"host"}) and not any(map(_is_judging, rest)))
    return wanted and any({PRODUCT, DATA} & set(other.kinds) for other in rest)


def _is_judging(mention: Mention) -> bool:
    """Whether a mention names a place that something may be in, or asks whether it may."""
    return is_place(mention) or not {"own_place", "yes_no"}.isdisjoint(mention.cues)


def _has_to_list(mentions: Mentions, position: int) -> bool:
    """Whether somebody has to list something, so that what stands before only tells why ("my quote is frozen until I list the regions of X")."""
    who = position - 2 if position > _PAIR and mentions[position - 1].kinds == (SMALL,) else position - 1  # "I list", "we have to list".
    before = set(mentions[who].cues) if who > 0 else set()
    return "list" in mentions[position].cues and ("subject" in before or "duty" in before) and "it" not in before


def _is_place_noun(mention: Mention) -> bool:
    return not {"where", "location_noun"}.isdisjoint(mention.cues)


def start_of_circumstance(mentions: Mentions, begin: int) -> int:
    """Where a mere circumstance begins ("because ...", "for our ..."), after something was named.

    Where nothing was asked before it, the names in it still count and only the words after them do not.
    """
    for position in range(begin, len(mentions)):
        if "because" not in mentions[position].cues or _is_order(mentions, position):
            continue
        if have_kind(mentions[position + 1 : position + 2], DATA) and have_cue(mentions[begin:position], {"same"}):
            continue  # "The same places for X as for Y."
        measures = have_kind(mentions[position + 1 : position + 1 + _PAIR], UNIT)
        if not measures and any(names(mention) for mention in mentions[begin:position]):
            named = [index for index in range(position, len(mentions)) if names(mentions[index])]
            asked = any(not _ASKING.isdisjoint(mention.cues) for mention in mentions[begin:position])
            return position if asked or not named else named[-1] + 1
    return len(mentions)


def _is_order(mentions: Mentions, position: int) -> bool:
    """Whether "before" at a position tells what happens to data first, another place after it ("generated in X before it goes to Y")."""
    return "before" in mentions[position].cues and any(map(is_place, mentions[:position])) and any(map(is_place, mentions[position + 1 :]))


def is_sought(mentions: Mentions, position: int, kind: str, *, yes_no: bool, names_data: bool) -> bool:
    """Whether a word that nothing explains is the very thing asked about, so that it may not be passed over.

    It is where it follows "which", "what" or "how many", is the verb or subject of a yes/no question ("can I rename X?"), or
    belongs to a product as a kind of data would ("the latency of X").
    """
    following = mentions[position + 1 : position + 2]
    heads = kind != "define" or (bool(following) and not {"of", "at"}.isdisjoint(following[0].cues))
    if kind in _SEEKING and ((heads and _follows(mentions, position, _SEEKING)) or _is_done_in_place(mentions, position)):
        return True
    if (kind == "where" or (yes_no and not kind)) and _is_head_of_product(mentions, position):
        return True
    if (yes_no and _is_head_of_place(mentions, position)) or (kind == "how_long" and not any(map(names, mentions[:position]))):
        return True
    return (yes_no and not kind and _follows(mentions, position, ASKING_VERBS)) or (not names_data and _belongs_to_product(mentions, position))


def _is_done_in_place(mentions: Mentions, position: int) -> bool:
    """Whether a word is the verb by which products are asked for and no other is there ("which are frobbed in X?", "which frob to X?")."""
    before = next((other for other in reversed(mentions[:position]) if SMALL not in other.kinds), None)
    following = mentions[position + 1 : position + 3]
    opens = before is not None and not {"aux", "product", "which"}.isdisjoint(before.cues) and "holds" not in before.cues
    led = len(following) == 2 and not {"at", "toward"}.isdisjoint(following[0].cues) and is_place(following[1])
    led = led or any(map(is_place, following[:1]))
    return opens and led and all(_DONE.isdisjoint(other.cues) or "aux" in other.cues for other in mentions)


def _is_head_of_product(mentions: Mentions, position: int) -> bool:
    """Whether a word right after a product is what is looked for ("where is the X logo?", "where is the X logo kept?")."""
    if not position or PRODUCT not in mentions[position - 1].kinds:
        return False
    hosted = [at for at, mention in enumerate(mentions) if "host" in mention.cues]
    return not hosted or position + 1 in hosted


def _is_head_of_place(mentions: Mentions, position: int) -> bool:
    """Whether a word stands after a place with an article, so that the place only describes it ("is X on the Indian frob?")."""
    if position < 2 or not is_place(mentions[position - 1]) or all(PRODUCT not in mention.kinds for mention in mentions):
        return False
    article = mentions[position - 2]
    return not {SMALL, NUMBER}.isdisjoint(article.kinds) or (article.cues == ("at",) and article.end - article.start > 1)


def _follows(mentions: Mentions, position: int, cues: frozenset[str]) -> bool:
    """Whether a mention with one of the cues stands before a position with nothing but filling words between."""
    at = position - 1
    while at > 0 and cues.isdisjoint(mentions[at].cues) and not (FILLING.isdisjoint(mentions[at].kinds) and _MEASURING.isdisjoint(mentions[at].cues)):
        at -= 1
    return at >= 0 and not cues.isdisjoint(mentions[at].cues) and _ANSWERED_BY_TABLE.isdisjoint(mentions[at].cues)


def _belongs_to_product(mentions: Mentions, position: int) -> bool:
    before, after = mentions[max(0, position - 2) : position], mentions[position + 1 : position + 3]
    possessed = len(before) == 2 and PRODUCT in before[0].kinds and "of" in before[1].cues and "at" not in before[1].cues
    return possessed or (len(after) == 2 and "of" in after[0].cues and (PRODUCT in after[1].kinds or "data_center" in after[1].cues))


def end_of_address(mentions: Mentions, pauses: Collection[int]) -> int:
    """Where an opening ends that neither names nor asks anything ("darling, where is X?"), if a comma parts it from what does."""
    end = min(pauses, default=0)
    rest = mentions[end:]
    points_back = any(not PRONOUNS.isdisjoint(mention.cues) for mention in rest)
    return end if not points_back and any(names(mention) for mention in rest) and is_filling(mentions[:end]) else 0


def is_addressed(mentions: Mentions, position: int, pauses: Collection[int]) -> bool:
    """Whether a name only opens a question of something else as what is spoken to, with a comma after it ("NameGPT, can X be in Y?")."""
    after = mentions[1:]
    if position or 1 not in pauses:
        return False
    verb = after[2:3] if SMALL in after[0].kinds and have_kind(after[1:2], PRODUCT) else after[:1]  # "NomeGPT, o X pode ...?"
    asks = have_cue(verb, _CALLING)
    return asks and have_kind(after, PRODUCT) and not any(not PRONOUNS.isdisjoint(mention.cues) for mention in after)


def start_of_address(mentions: Mentions, pauses: Collection[int]) -> int:
    """Where a close begins that neither names nor asks anything ("where is X, darling?"), if a comma parts it from what does."""
    start = max(pauses, default=0)
    closes = start and len(mentions) - start <= _LONGEST_ADDRESS and is_filling(mentions[start:]) and any(map(names, mentions[:start]))
    return start if closes else len(mentions)


def is_filling(mentions: Mentions) -> bool:
    """Whether mentions are small words and words that nothing explains alone."""
    return all(not mention.cues and set(mention.kinds) <= FILLING for mention in mentions)


def sweeps(before: Mention) -> bool:
    """Whether a word right before "but" speaks of all or any, so that "but" leaves something out ("every product but X", "everywhere but Y")."""
    return not {"all", "any", "every_region", "product"}.isdisjoint(before.cues)


def is_beside_product(mentions: Mentions, position: int, reach: int) -> bool:
    """Whether a product stands beside a mention with only "of" and the like between them; not after what it is for ("for a contract: X, Y")."""
    for step in (1, -1):
        at = position + step
        while 0 <= at < len(mentions) and abs(at - position) <= reach:
            if PRODUCT in mentions[at].kinds:
                return at != position + 1 or not have_cue(mentions[max(0, position - 1) : position], _FOR)
            if not {"at", "data"} & set(mentions[at].cues):
                break
            at += step
    return False


def says_of_product(mentions: Mentions, position: int) -> bool:
    """Whether a verb stands right after a product, or after the pronoun that joins it to one ("anything but X that holds")."""
    before = mentions[max(0, position - 2) : position]
    follows = any(PRODUCT in other.kinds and (other is before[-1] or "subject" in before[-1].cues) for other in before)
    return follows and not (_VERBS | {"with"}).isdisjoint(mentions[position].cues)


def _tells(mention: Mention) -> bool:
    return names(mention) or OUTSIDE in mention.kinds or any(mention.has(f"{CUE}:{cue}") for cue in _TELLING)
