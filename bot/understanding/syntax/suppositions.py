"""What a sentence supposes ("if we get the bigger plan, can X be in Y?"), apart from what it asks."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, DATA, EVERYDAY, OUTSIDE, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, as_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.couples import set_beside
from bot.understanding.syntax.openings import ASKING, HALF, PEOPLE, POSSESSING
from bot.understanding.syntax.scope import ASKING_VERBS, DENYING, PRONOUNS, Mentions, is_place, is_unknown, looks_like_name, silent
from bot.understanding.syntax.sentence import Sentence

# The cue of the word for "if", kept where something is supposed that may bear on the answer; and the mark of a condition that nothing is known of.
CONDITION, DEPENDING = "condition", "depending"
LIKENED = "likened"  # The cue of words after which stands what something is only likened to ("can X be in Y like Z?").
OPENING = frozenset({CONDITION, LIKENED})

_MOST = 8  # So many conditions of a sentence are looked at, so that the work grows with a message and not faster.
_LEAST = 2  # The number of words that a condition has at least, with the one that opens it.
_OPENING = 3  # So many mentions after a comma there is a verb, a question word or a name where a question begins.
_OPEN = ASKING - {"yes_no", "what", "how", "when"} | {"list"}
_AMOUNT = frozenset({"only", "any", "all", "everything", "share", "majority", "not"})
_OF_AMOUNT = _AMOUNT | {"it", "those", "toward", "without", "product", "aux", "at", "from", "of", "available", "able", "contains", "host", "subject"}
_WANTING = frozenset({"which", "who", "reports", "list"})
_COMPARING = frozenset({"compare", "difference", "same", "most", "fewest"})
_MAY_OPEN = frozenset({"what", "how", "when"})
_COMPLETING = frozenset({"host", "data", "there", "location_noun", "available"})
_NAMED = frozenset({PRODUCT, DATA})
_SUBJECTS = frozenset({PRODUCT, DATA, CONCEPT, EVERYDAY})
_OF_SUBJECT = frozenset({"product", "which", "data", "those", "subject"})
_VERBS = frozenset({"aux", "host", "holds", "available"})


class Supposition(Struct, frozen=True):
    """Where a condition begins, with the word for "if", and ends (exclusive), and where (`start`) begins what it belongs to in its sentence."""

    start: int
    begin: int
    end: int


def part_suppositions(sentence: Sentence) -> None:
    """Take out of a sentence what it only supposes, and note in it whether the answer may depend on that.

    Whether something can be somewhere is asked of what the question names, not of what is supposed of other things ("if X is in Y, can Z be
    there?"). What the articles know of stays, since their answer may be of that very case.
    """
    for order, at in reversed([*enumerate(_places_of(sentence, CONDITION))]):
        if "only" in sentence.mentions[at].cues:
            sentence.mentions[at] = _of_reflexive(sentence.mentions, at)
            if "only" in sentence.mentions[at].cues:
                continue
        if _means_whether(sentence.mentions, at):
            sentence.mentions[at] = as_cue(sentence.mentions[at], "yes_no")
            continue
        if order < _MOST and (end := _end_of_amount(sentence, at)):
            _cut(sentence, Supposition(at, at, end), supposes=False)
            continue
        supposed = _extent(sentence, at) if order < _MOST else None
        if supposed is None or not _takes_out(sentence, supposed):
            sentence.mentions[at] = _without_cue(sentence.mentions[at], CONDITION)


def part_likened(sentence: Sentence) -> None:
    """Take out of a question for a place the products that the one asked about is only likened to ("can X be in Y like Z does?")."""
    for at in reversed(_places_of(sentence, LIKENED)[:_MOST]):
        mentions, end = sentence.mentions, _end_of_likened(sentence, at)
        if set_beside(sentence, at, end, LIKENED):
            continue
        if at > 1 and "both" in mentions[at - 2].cues and "and" not in mentions[at - 2].cues:
            end = 0  # "Tanto X como Y" is both.
        before = mentions[max(0, at - HALF) : at]
        asked = [*before, *mentions[end : end + HALF]]
        own = any(not {PRODUCT, CONCEPT}.isdisjoint(other.kinds) or has_cue(other, {"it", "those"}) for other in before)
        listing = not own and have_cue(mentions[:at], {"product"})  # "Which products are in X like Y?"
        if end and (listing or (own and not _is_open(asked))) and _asks_place(asked, marked=sentence.asked):
            unsaid = not (listing or have_kind(asked, PRODUCT))  # "Are our frobs in X like those of Y?": whose, nobody says.
            mentions[at] = as_cue(mentions[at], LIKENED)
            _cut(sentence, Supposition(0, at + unsaid, end), supposes=False)
        else:
            mentions[at] = _without_cue(mentions[at], LIKENED)


def _places_of(sentence: Sentence, cue: str) -> list[int]:
    """Where the mentions with a cue stand."""
    return [at for at, mention in enumerate(sentence.mentions) if cue in mention.cues]


def _end_of_likened(sentence: Sentence, at: int) -> int:
    """Where ends what something is likened to by the mention at a position: products, their verb, data of theirs beside others; 0 where none are."""
    mentions, last = sentence.mentions, len(sentence.mentions)
    end = at + 1
    while end < last and _goes_on(mentions, at, end):
        end += 1
    if all(PRODUCT not in mention.kinds for mention in mentions[at + 1 : end]):
        return 0
    own = DATA in mentions[end].kinds and have_kind(mentions[:at], DATA) if end < last else False
    if own or (end < last and "product" in mentions[end].cues and "aux" not in mentions[end].cues):
        end += 1  # "Like X tickets", "like the X ones".
    bare = end == last or end in sentence.breaks or mentions[end - 1].kinds == (SMALL,)
    verb = end < last and end not in sentence.breaks and has_cue(mentions[end], {"aux", "not"})
    denied = verb and end + 1 < last and "not" in mentions[end + 1].cues
    return end + verb + denied if bare or verb else 0


def _goes_on(mentions: Mentions, at: int, end: int) -> bool:
    """Whether a mention still names what something is likened to: a product, what stands for what it has, or "and" between two products."""
    mention = mentions[end]
    if PRODUCT in mention.kinds or has_cue(mention, {"of", "those"}) or (mention.kinds == (SMALL,) and end - at <= _LEAST):
        return True
    joins = has_cue(mention, {"and", "or", "what_about"}) and PRODUCT in mentions[end - 1].kinds
    return joins and have_kind(mentions[end + 1 : end + 3], PRODUCT)


def _without_cue(mention: Mention, cue: str) -> Mention:
    """The mention without one of its cues."""
    return silent(mention) if len(mention.cues) == 1 else replace(mention, cues=tuple(other for other in mention.cues if other != cue))


def _of_reflexive(mentions: Mentions, at: int) -> Mention:
    """ "Only if" as "only", where it stands between what is named and its verb and so is "only" and a reflexive; else without "only"."""
    before = next((mention for mention in reversed(mentions[:at]) if mention.kinds != (SMALL,)), None)
    after = next((mention for mention in mentions[at + 1 :] if mention.kinds != (SMALL,)), None)
    named = before is not None and (not _SUBJECTS.isdisjoint(before.kinds) or has_cue(before, _OF_SUBJECT))
    verb = after is not None and has_cue(after, _VERBS)
    return as_cue(mentions[at], "only") if named and verb else _without_cue(mentions[at], "only")


def _extent(sentence: Sentence, at: int) -> Supposition | None:
    """How far the condition goes that the mention at a position opens: to a comma or verb with which a question begins, or to the end."""
    mentions, last = sentence.mentions, len(sentence.mentions)
    start = max((-pause for pause in sentence.breaks if -at <= pause < 0), default=0)
    pauses = sorted(pause for pause in map(abs, sentence.breaks) if pause > at + _LEAST - 1)
    stop = next((pause for pause in pauses if _opens(mentions[pause : pause + _OPENING])), 0)
    before = mentions[max(start, at - HALF) : at]
    if any(map(_says, before)):
        return Supposition(start, at, stop or last) if at + _LEAST <= last and _is_complete(before[-1]) else None
    if len(before) > _OPENING and at not in sentence.breaks:
        return None
    if not stop:
        stop = _turn(mentions, range(at + _OPENING, min(last, at + HALF)))
        sentence.breaks.update({stop} - {0})
    sentence.asked |= stop > 0 and "aux" in mentions[stop].cues
    return Supposition(start, at, stop) if stop else None


def _end_of_amount(sentence: Sentence, at: int) -> int:
    """Where a condition ends that only supposes how many are so, before "which" ("if only for a part, tell me which"); 0 where none does."""
    mentions, last = sentence.mentions, len(sentence.mentions)
    end, marks = at + 1, set(map(abs, sentence.breaks))
    while end < last and end not in marks and not has_cue(mentions[end], _WANTING) and _is_of_amount(mentions[end]):
        end += 1
    counts = have_cue(mentions[at + 1 : end], _AMOUNT - {"not"})
    wanted = end < last and (end in marks or has_cue(mentions[end], _WANTING))
    return end if counts and wanted and have_cue(mentions[end:], _WANTING) else 0


def _is_of_amount(mention: Mention) -> bool:
    """Whether a mention is a small word or may stand in what tells how many are so."""
    return mention.kinds == (SMALL,) if not mention.cues else _OF_AMOUNT.issuperset(mention.cues)


def _means_whether(mentions: Mentions, at: int) -> bool:
    """Whether the word for "if" follows a verb of asking, whom it is asked passed over ("she asked us if ..."), and means "whether"."""
    before = next((other for other in reversed(mentions[max(0, at - _LEAST) : at]) if other.kinds != (SMALL,)), None)
    return before is not None and "reports" in before.cues and len(mentions) > at + _LEAST


def _says(mention: Mention) -> bool:
    """Whether something is asked or named with a mention."""
    return _names(mention) or has_cue(mention, ASKING_VERBS)


def _names(mention: Mention) -> bool:
    """Whether a mention names a product, data or a place."""
    return not _NAMED.isdisjoint(mention.kinds) or is_place(mention)


def _is_complete(mention: Mention) -> bool:
    """Whether a question may end with a mention."""
    return is_place(mention) or PRODUCT in mention.kinds or (has_cue(mention, _COMPLETING) and not has_cue(mention, {"at", "aux"}))


def _opens(mentions: Mentions) -> bool:
    """Whether a question begins here."""
    return any(has_cue(mention, ASKING | ASKING_VERBS) or not _NAMED.isdisjoint(mention.kinds) or "data" in mention.cues for mention in mentions)


def _turn(mentions: Mentions, places: range) -> int:
    """Where a question begins without a comma: at a verb before what it speaks of ("can X"), else at the last product with a verb after it."""
    verbs = (at for at in places if "aux" in mentions[at].cues and not has_cue(mentions[at], POSSESSING) and _is_spoken_of(_next(mentions, at)))
    found = next((at for at in verbs if not has_cue(mentions[at - 1], PEOPLE)), 0)
    named = (at for at in reversed(places) if PRODUCT in mentions[at].kinds and have_cue(_next(mentions, at), {"aux"}))
    return found or next((at for at in named if any(map(_is_said, mentions[places.start - _OPENING + 1 : at]))), 0)


def _is_said(mention: Mention) -> bool:
    """Whether a mention is, or may be, a verb or what it is said of."""
    return has_cue(mention, ASKING_VERBS | POSSESSING | {"host"}) or is_unknown(mention) or not {CONCEPT, OUTSIDE}.isdisjoint(mention.kinds)


def _next(mentions: Mentions, at: int) -> Mentions:
    """The mention after a position, an article passed over; none at the end."""
    return [mention for mention in mentions[at + 1 : at + 3] if mention.kinds != (SMALL,)][:1]


def _is_spoken_of(following: Mentions) -> bool:
    """Whether a product or people follow, of whom the verb before speaks."""
    return any(PRODUCT in mention.kinds or ("subject" in mention.cues and not has_cue(mention, {"it", "what"})) for mention in following)


def _takes_out(sentence: Sentence, supposed: Supposition) -> bool:
    """Take a condition out where the question around it can be read without it; whether it was taken out."""
    mentions = sentence.mentions
    part = mentions[supposed.begin + 1 : supposed.end]
    asked = [*mentions[supposed.start : supposed.begin], *mentions[supposed.end :]][: 2 * HALF]
    outside, others = any(map(_is_outside, part)), _products(part).difference(_products(asked))
    if supposed.begin in sentence.breaks and (_is_open(asked) or have_cue(asked, {"reports"})):
        return False  # Of several things that are asked for in a row, the word may mean "whether".
    if others and _products(asked):
        return _takes_others_out(sentence, supposed, asked)
    if _is_open(asked):
        return outside and any(map(_names, asked)) and _cut(sentence, supposed, supposes=True)
    if not _asks_place(asked, marked=sentence.asked):
        return False
    subjects = list(filter(_is_subject, part))
    pointed = have_cue(asked, PRONOUNS) and have_kind(part, DATA)
    needed = others or pointed or any(map(_is_subject, asked)) or (any(map(is_place, part)) and not any(map(is_place, asked)))
    denied = "but" in mentions[supposed.begin].cues or have_cue(part, DENYING)
    if not needed and (outside or denied or not subjects):
        lasts = has_cue(mentions[supposed.begin], {"lasting", "unless"})
        return _cut(sentence, supposed, supposes=outside or lasts or bool(subjects) or _bears(part))
    sentence.supposed.update(mention.start for mention in part if CONCEPT in mention.kinds)
    if outside or subjects:
        mentions[supposed.begin + 1 : supposed.end] = [silent(other) if _is_outside(other) or is_unknown(other) else other for other in part]
    unknown = any(map(is_unknown, part))
    sentence.supposes |= outside or (denied and (bool(subjects) or unknown)) or (bool(subjects) and unknown)
    return False


def _takes_others_out(sentence: Sentence, supposed: Supposition, asked: Mentions) -> bool:
    """Take out what is supposed of other products than the one asked about, but for the place that the question points at."""
    part = sentence.mentions[supposed.begin + 1 : supposed.end]
    if have_cue(asked, _COMPARING) or not have_cue(asked, ASKING | ASKING_VERBS):
        return False
    places = [] if any(map(is_place, asked)) or _is_open(asked) else list(filter(is_place, part))
    sentence.mentions += places
    return _cut(sentence, supposed, supposes=any(map(_is_outside, part)))


def _products(mentions: Mentions) -> set[str]:
    """What of the meanings of products is named."""
    return {meaning for mention in mentions if PRODUCT in mention.kinds for meaning in mention.meanings}


def _is_subject(mention: Mention) -> bool:
    """Whether a mention names a subject that articles speak of, and nothing less."""
    return CONCEPT in mention.kinds and not mention.cues and SMALL not in mention.kinds


def _is_outside(mention: Mention) -> bool:
    """Whether a mention is of a topic of which no article speaks."""
    return OUTSIDE in mention.kinds and not mention.cues and CONCEPT not in mention.kinds


def _is_open(mentions: Mentions) -> bool:
    """Whether more than yes or no is asked."""
    return have_cue(mentions, _OPEN) or have_cue(mentions[:_LEAST], _MAY_OPEN)


def _asks_place(mentions: Mentions, *, marked: bool) -> bool:
    """Whether it is asked if something can be in a place that is named, or pointed at; a sentence `marked` as a question needs no verb for it."""
    placed = any(is_place(mention) or "there" in mention.cues for mention in mentions)
    return placed and (marked or have_cue(mentions, ASKING_VERBS))


def _bears(part: Sequence[Mention]) -> bool:
    """Whether a word that nothing explains may be what the answer depends on: a name, or what no person does or is ("if frobbed").

    What somebody wants or rules of another place is no such thing ("if they frob X, can it be in Y?").
    """
    people = any(has_cue(mention, PEOPLE) or is_place(mention) for mention in part)
    if not people and any(EVERYDAY in mention.kinds and not mention.cues for mention in part):
        return True  # "If the contract runs."
    return any(is_unknown(mention) and (not people or looks_like_name(mention.text, at + 1)) for at, mention in enumerate(part))


def _cut(sentence: Sentence, supposed: Supposition, *, supposes: bool) -> bool:
    """Take a condition out of a sentence, which still `supposes` it where the answer may depend on it; true."""
    length = supposed.end - supposed.begin
    del sentence.mentions[supposed.begin : supposed.end]
    kept = {pause for pause in sentence.breaks if not supposed.begin < abs(pause) <= supposed.end}
    moved = {pause if abs(pause) <= supposed.begin else pause - length if pause > 0 else pause + length for pause in kept}
    sentence.breaks = {pause for pause in moved if 0 < abs(pause) < len(sentence.mentions)}
    sentence.supposes |= supposes
    return True
