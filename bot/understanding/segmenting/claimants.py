"""Who claims something, in which document, where and to whom: what stands before a claim in its sentence and bears on no answer."""

from __future__ import annotations

from bot.understanding.linking.lexicon import CONCEPT, DATA, PRODUCT, SMALL, SOFTWARE, UNIT
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.segmenting.claims import TYING, verbs_of_claim
from bot.understanding.segmenting.particulars import is_said_around
from bot.understanding.syntax.openings import ASKING, PEOPLE
from bot.understanding.syntax.scope import Mentions, is_place, is_unknown, silenced

_DOCUMENT = frozenset({"article_says"})
_LATEST_NOUN = 2  # Who sets terms stands right at the start.
_LEAST_SUBJECT = 2  # The number of words before a verb that are its subject at least.


def without_claimant(mentions: tuple[Mention, ...], *, judged: bool) -> tuple[Mention, ...]:
    """The mentions, what tells who claims something, where and to whom saying nothing ("the counsel in Lisbon swore to the board that X is in Y").

    The claim itself begins with what it names and holds a place or subject of its own. Where it is `judged` by another sentence ("Is that
    entry right?"), a word that nothing explains may stand for the verb ("entry 88 lists X as hosted in Y"). What is said to claim it stays
    where it may be asked about itself ("the law says that X is in Y").
    """
    terms = next((at for at, mention in enumerate(mentions) if "unless" in mention.cues), 0)
    if terms and not judged and _sets_terms(mentions, terms):
        return silenced(mentions, {terms, *(at for at in range(terms) if is_said_around(mentions[at]))})
    verb = next(verbs_of_claim(mentions), -1)
    start = verb + 1 + _start_of_claim(mentions[verb + 1 :])
    before, claim, told = mentions[:start], mentions[start:], verb >= 0
    verb = verb if told else start
    whole = any(is_place(mention) or (CONCEPT in mention.kinds and not mention.cues) for mention in claim)
    hosted = any({PRODUCT, DATA} & set(mention.kinds) for mention in claim)
    asked = any(has_cue(mention, ASKING) and not (at and "subject" in mention.cues) for at, mention in enumerate(mentions[:verb]))
    if not before or not whole or asked or not (hosted or judged) or not (told or (judged and _may_end_with_verb(before))):
        return mentions
    if not told and have_kind(before, UNIT):
        return mentions  # "After ten minutes a frob is gone. True?"
    joint = max((at for at in range(verb, start) if "subject" in mentions[at].cues), default=verb)
    said = {at for at in range(joint) if is_said_around(mentions[at]) and (at + 1 != verb or _claims_nothing(mentions[at]))}
    said = {at for at in said if CONCEPT not in mentions[at].kinds or at > verb or (judged and has_cue(mentions[at + 1], _DOCUMENT))}
    said = {at for at in said if hosted or not (is_place(mentions[at]) or SOFTWARE in mentions[at].kinds)}
    last = max((at for at in range(start) if not before[at].has(SMALL)), default=0)
    if not told and "holds" in before[last].cues:
        said.add(last)
    elif not (told or _is_verb(before, start - 1)):
        said.discard(start - 1)
    return silenced(mentions, said)


def _sets_terms(mentions: Mentions, at: int) -> bool:
    """Whether somebody does something only if what is named after a position is so ("the bank signs only if X can be in Y")."""
    before, after = mentions[:at], mentions[at + 1 :]
    asked = any(has_cue(mention, ASKING | {"aux"}) for mention in before)
    acting = have_cue(before, PEOPLE | {"party", "customer", "staff"}) or not have_kind(before[:_LATEST_NOUN], CONCEPT)
    return acting and not (asked or have_kind(before, PRODUCT) or have_kind(before, DATA)) and have_kind(after, PRODUCT) and any(map(is_place, after))


def _claims_nothing(mention: Mention) -> bool:
    """Whether what stands before a verb of claiming cannot be asked about as what claims: a place, data, a word that nothing explains."""
    return is_unknown(mention) or is_place(mention) or DATA in mention.kinds


def _start_of_claim(mentions: Mentions) -> int:
    """Where what is claimed begins: at the first product, or at the kind of data tied to it, or at another subject; 0 where nothing is named."""
    products = [at for at, mention in enumerate(mentions) if PRODUCT in mention.kinds]
    data = [at for at, mention in enumerate(mentions) if DATA in mention.kinds and not mention.cues]
    if not products:
        subjects = [at for at, mention in enumerate(mentions) if CONCEPT in mention.kinds and not mention.cues]
        return min(data or subjects, default=0)
    return min([products[0], *(at for at in data if _is_tied(mentions[at + 1 : products[0]]))])


def _is_tied(between: Mentions) -> bool:
    """Whether what stands between a kind of data and a product ties the two ("the tickets in X", not "the ticket shows X")."""
    plain = all(mention.has(SMALL) or has_cue(mention, TYING | {"data"}) for mention in between)
    return plain and (not between or have_cue(between, TYING))


def _may_end_with_verb(before: Mentions) -> bool:
    """Whether the last word before what is claimed may be a verb: nothing ties that to a noun before it ("the frobs of X", "frobs and X")."""
    last = next((mention for mention in reversed(before) if not mention.has(SMALL)), before[-1])
    return not has_cue(last, TYING | {"and", "or"})


def _is_verb(before: Mentions, at: int) -> bool:
    """Whether a word may be a verb with its subject before it: nothing explains it, and no preposition or bare article leads to it."""
    if not is_unknown(before[at]) or at < _LEAST_SUBJECT:
        return False
    leading = next((mention for mention in reversed(before[:at]) if not mention.has(SMALL)), None)
    return leading is None or not has_cue(leading, TYING)
