"""What stands around the question in a sentence and bears on no answer.

Who wants to know, why, for what; remarks in brackets; and "... or no way?".
"""

from __future__ import annotations

from collections.abc import Collection

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, OUTSIDE, PRODUCT, SMALL, SOFTWARE
from bot.understanding.linking.mentions import UNKNOWN, Mention, as_cue, first_with_cue, has_cue, have_cue, have_kind
from bot.understanding.segmenting.claimants import without_claimant
from bot.understanding.segmenting.occasions import without_occasion
from bot.understanding.segmenting.particulars import without_numerals, without_particulars
from bot.understanding.syntax.lacking import with_nothing_of_product, with_verbs_of_lacking
from bot.understanding.syntax.openings import ASKING, HALF, JOINS
from bot.understanding.syntax.requesting import without_verb_of_request
from bot.understanding.syntax.scope import REPORTING, Mentions, is_content, is_place, is_unknown, silenced, silent
from bot.understanding.syntax.situations import stands_alone, tells_situation, without_home, without_state_of_askers

_LEAST = 3  # The number of words that such a part has at least.
_OPENING = 4  # The question word is among so many mentions.

_ASKS = ASKING - {"yes_no"} | {"list", "location_noun", "product"}
_ASKS_ON = frozenset({"where", "which", "who", "why", "how_long", "how_many", "how_to", "kind_of_data", "confirm", "untrue", "what_about"})
_WISHES = frozenset({"demand", "suffices", "duty", "claims", "reports"})
_VERBS = _WISHES | {"aux", "using"}
_BOUND = frozenset({"data", "data_center", "location_noun", "product", "host", "account", "there", "rest", "other"})
_NARROWS = frozenset({"not", "never", "only", "without", "assured", "except", "at_least", "at_most", "before"})
_DENIES = frozenset({"not", "never", "none", "lacks"})
_LONGEST_DENIAL = 4  # The number of words after "or" at most.
_LONGEST_OTHER = 6  # The number of words after "the same or" at most.
_LONGEST_CLEFT = 9  # The number of mentions of "what our counsel in the end wants to know is whether" at most.
_CLEAVING = frozenset({"yes_no", "what_if"})
_OF_ASKERS = frozenset({"reports", "toward", "able", "customer", "subject", "it", "staff", "oneself", "theirs"})
_TYING = frozenset({"at", "of", "from", "toward", "with", "and"})
_OF_REASON = frozenset({"because", "reports", "demand", "claims"})
_JUDGED = frozenset({"aux", "yes_no", "confirm", "untrue"})
_LEAVING_OUT = frozenset({"except", "lacks"})
_SEATED = frozenset({"product", "data", "data_center"})
_CONDITIONAL_WISH = frozenset({"but", "only"})
_AROUND_NAME = frozenset({"at", "of", "from", "toward", "what_about", "and", "thanks", "correction"})
_CONTINUES = JOINS | ASKING | {"or", "except", "only", "including", "besides", "outside", "with", "without", "not", "leave_aside", "correction"}


def without_surroundings(
    mentions: tuple[Mention, ...], cues: frozenset[str], kinds: frozenset[str], aside: Collection[int], pauses: frozenset[int]
) -> tuple[Mention, ...]:
    """The mentions of a clause with these `cues` and `kinds` of names, what stands around its question read as each of the functions below says.

    Where nothing does, it is the very same tuple.
    """
    heard = without_verb_of_request(without_numerals(mentions)) if UNKNOWN in kinds else mentions
    if cues >= {"confirm", "not"}:
        heard = without_tag_inside(heard)
    if 1 in pauses and "not" in cues:
        heard = without_no(heard)
    if "what" in cues and not cues.isdisjoint(_CLEAVING):
        heard = without_cleft(heard)
    if "reports" in cues:
        heard = without_askers(heard, pauses)
    if aside:
        heard = without_remarks(heard, aside)
    if cues >= _LEAVING_OUT:
        heard = with_verbs_of_lacking(heard)
    if "none" in cues and PRODUCT in kinds:
        heard = with_nothing_of_product(heard)
    if "every_region" in cues:
        heard = with_anywhere_in_place(heard)
    if "or" in cues:
        heard = without_other_case(without_denial(heard))
    if pauses and "not" in cues:
        heard = with_tag(heard, pauses)
    if pauses and "when" not in mentions[0].cues:
        heard = without_context(heard, pauses)
    if not REPORTING.isdisjoint(cues):
        heard = without_claimant(heard, judged=False)
    if cues >= _CONDITIONAL_WISH:
        heard = without_bound_of_wish(heard)
    if OUTSIDE in kinds and len(heard) == len(mentions):
        heard = without_occasion(heard, pauses)
    if "customer" in cues:
        heard = with_seat_of_product(heard)
    return without_particulars(heard, cues, kinds)


def with_anywhere_in_place(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, "anywhere" before the place that it is said of only leading to it ("anywhere in X", "any region of X")."""
    anywhere = [at for at, mention in enumerate(mentions[:-2]) if {"every_region", "except"}.intersection(mention.cues) == {"every_region"}]
    found = {at for at in anywhere if has_cue(mentions[at + 1], {"of", "at"}) and is_place(mentions[at + 2])}
    return tuple(as_cue(mention, "at") if at in found else mention for at, mention in enumerate(mentions)) if found else mentions


def without_no(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without a "no" before a comma, where all that follows is a name: it denies what was said before, not what it names."""
    following = mentions[1:]
    named = any(map(is_content, following)) and all(is_content(other) or _AROUND_NAME.issuperset(other.cues) for other in following)
    return following if named and "not" in mentions[0].cues and "aux" not in mentions[0].cues else mentions


def without_bound_of_wish(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, an "only" with which alone somebody would take something not bounding its places ("they want X, but only with hosting in Y")."""
    at = next((at for at in range(len(mentions) - 2, 0, -1) if "only" in mentions[at].cues and "but" in mentions[at - 1].cues), 0)
    wished = at and ("with" in mentions[at + 1].cues or have_cue(mentions[:at], {"demand"}))
    return (*mentions[:at], silent(mentions[at]), *mentions[at + 1 :]) if wished else mentions


def with_seat_of_product(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, a verb of where somebody sits read as one of hosting where a question says it of a product ("can X be based in Y?")."""
    if not have_cue(mentions[:_OPENING], _JUDGED | {"which", "product"}):
        return mentions
    at = first_with_cue(mentions, {"customer"}, 0)
    verb = mentions[at]
    if not is_place(mentions[min(at + 1, len(mentions) - 1)]) or "seat" not in verb.cues:
        return mentions
    subject = max((place for place, mention in enumerate(mentions[:at]) if PRODUCT in mention.kinds or has_cue(mention, _SEATED)), default=at)
    helping = [mention for mention in mentions[:at] if "aux" in mention.cues and "at" not in mention.cues]
    between = [mention for mention in mentions[subject + 1 : at] if not has_cue(mention, {"aux", "host"})]
    if subject == at or len(between) > len(helping[:1]) or not all(mention.kinds == (SMALL,) for mention in between):
        return mentions
    hosts = as_cue(verb, "host")
    return (*mentions[:at], hosts, *mentions[at + 1 :])


def without_tag_inside(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, a denial that may be a tag ("não é?") only denying where a subject follows it at once ("não é preciso comprar X")."""
    last = max((at for at, mention in enumerate(mentions) if not mention.has(SMALL)), default=0)
    inside = [at for at, mention in enumerate(mentions) if {"not", "confirm"} == set(mention.cues) and at < last]
    denying = {at for at in inside if any(CONCEPT in mention.kinds and not mention.cues for mention in mentions[at + 1 : at + _LEAST])}
    if not denying:
        return mentions
    plain = [as_cue(mention, "not") for mention in mentions]
    return tuple(plain[at] if at in denying else mention for at, mention in enumerate(mentions))


def with_tag(mentions: tuple[Mention, ...], pauses: frozenset[int]) -> tuple[Mention, ...]:
    """The mentions, a verb that is repeated with "not" after the last comma only asking for a yes ("X is in Y, is it not?")."""
    start = max(pauses)
    tag, before = mentions[start:], mentions[:start]
    if len(tag) != len(("not", "verb")) or not any(map(is_place, before)) or "confirm" in tag[0].cues:
        return mentions
    if "not" not in tag[0].cues or is_content(tag[1]) or not has_cue(tag[1], {"aux", "host", "yes_no"}):
        return mentions
    return (*before, as_cue(tag[0], "confirm"))


def without_context(mentions: tuple[Mention, ...], pauses: frozenset[int]) -> tuple[Mention, ...]:
    """The mentions without a part that only tells of those who ask ("which hold X, the counsel needs the names"), or of what they did.

    What stands before it asks and names something. The part says after a comma what somebody wants, must do or says, or what for, and
    names nothing that the tables hold. Of a question for yes or no it may narrow what is asked, so that there it may name no subject
    either.
    """
    first = len(mentions) - HALF  # Nobody tells more than that after a question.
    asked = max(first, _end_of_asking(mentions))
    tells = (at for at in sorted(pauses) if at >= asked and _tells(mentions[:at], mentions[at:]))
    end = next(tells, len(mentions))
    judging = next((at for at in sorted(pauses) if end < at < len(mentions) and "confirm" in mentions[at].cues), len(mentions))
    return (*mentions[:end], *mentions[judging:]) if end < len(mentions) else mentions


def without_denial(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, a closing "or" with nothing but a denial ("... or no way?", "... or is that impossible?") read as "or not"."""
    at = next((at for at in range(len(mentions) - 2, 0, -1) if "or" in mentions[at].cues), 0)
    closing = mentions[at + 1 :]
    if not at or len(closing) > _LONGEST_DENIAL or not any(map(is_content, mentions[:at])) or any(map(is_content, closing)):
        return mentions
    denial = [mention for mention in closing if has_cue(mention, _DENIES)]
    if len(denial) != 1 or any(SMALL not in mention.kinds and not has_cue(mention, _DENIES | {"aux", "it", "at"}) for mention in closing):
        return mentions
    return (*mentions[:at], as_cue(denial[0], "yes_no"))


def without_other_case(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions without what is set against "the same" and names nothing ("the same, or is there some twist?")."""
    at = next((at for at in range(len(mentions) - 2, 0, -1) if "or" in mentions[at].cues), 0)
    if not at or len(mentions) - at - 1 > _LONGEST_OTHER or not have_cue(mentions[:at], {"same"}):
        return mentions
    asks = have_cue(mentions[:at], {"aux"})
    names_more = {PRODUCT, DATA, OUTSIDE, SOFTWARE} | ({CONCEPT} if asks else set())
    return mentions if any(names_more & set(mention.kinds) or is_place(mention) for mention in mentions[at + 1 :]) else mentions[:at]


def without_remarks(mentions: tuple[Mention, ...], aside: Collection[int]) -> tuple[Mention, ...]:
    """The mentions, those `aside` in brackets saying nothing that lies outside the articles ("I mixed them up (my fault), it was X").

    Beside a question for yes or no they may narrow what is asked ("is it there (encrypted)?") unless they tell why it is asked.
    """
    told = [mention for mention in mentions if mention.start in aside]
    if any(map(is_place, told)) and have_cue(told, {"customer", "subject"}) and tells_situation(told):
        rest = tuple(mention for mention in mentions if mention.start not in aside)
        return rest if stands_alone(rest, told) else mentions
    if not have_kind(told, OUTSIDE) or have_cue(told, ASKING):
        return mentions
    others = [mention for mention in mentions if mention.start not in aside]
    judged = any(is_place(mention) for mention in others) or (have_cue(others, _JUDGED) and not have_cue(others[:_OPENING], _ASKS | {"correction"}))
    if not any(map(is_content, others)) or (judged and not have_cue(told, _OF_REASON)):
        return mentions
    return tuple(silent(mention) if mention.start in aside and OUTSIDE in mention.kinds else mention for mention in mentions)


def without_askers(mentions: tuple[Mention, ...], pauses: frozenset[int]) -> tuple[Mention, ...]:
    """The mentions, who asks or what brings the question naming nothing ("the auditors want to know where ...", "a ticket asks where X is")."""
    verbs = [at for at, mention in enumerate(mentions) if "reports" in mention.cues and at]
    asked = [at for at in verbs if have_cue(mentions[at : at + 2], ASKING)]
    who = {before for at in asked for before in (at - 1, at - 2) if all("aux" in mention.cues for mention in mentions[before + 1 : at])}
    if verbs and pauses.isdisjoint((verbs[-1], verbs[-1] + 1)) and any(map(_weighs, mentions[: verbs[-1]])):
        mentions = without_home(mentions, verbs[-1])
    if verbs:
        mentions = without_state_of_askers(mentions, verbs[-1])
    if not who:
        return mentions
    who = {at for at in who if _is_asker(mentions, at) and pauses.isdisjoint((at + 1, at + 2))}
    return silenced(mentions, who)


def without_cleft(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, the "what" of "what they want to know is whether ..." asking nothing; before "whether" only who wants to know is named."""
    whether = first_with_cue(mentions[:_LONGEST_CLEFT], _CLEAVING, 0)
    verb = whether - 1 if "yes_no" in mentions[whether].cues else whether
    who = mentions[1:verb]
    if not who or "what" not in mentions[0].cues or (verb < whether and "aux" not in mentions[verb].cues):
        return mentions
    if not all(mention.kinds in ((SMALL,), (UNKNOWN,)) or (mention.cues and _OF_ASKERS.issuperset(mention.cues)) for mention in who):
        return mentions
    return (*silenced(mentions[:whether], {0, verb}), as_cue(mentions[whether], "yes_no"), *mentions[whether + 1 :])


def _weighs(mention: Mention) -> bool:
    """Whether a mention could turn an answer: a place, something outside the articles, a subject."""
    return is_place(mention) or not {OUTSIDE, CONCEPT}.isdisjoint(mention.kinds)


def _is_asker(mentions: Mentions, at: int) -> bool:
    """Whether what stands before a verb of asking is no product's data or subject, though it could be the one or the other elsewhere."""
    if mentions[at].kinds == (OUTSIDE,):
        return True
    tied = next((mention for mention in reversed(mentions[:at]) if not (mention.has(SMALL) or mention.has(NUMBER))), None)
    if DATA not in mentions[at].kinds or (tied is not None and has_cue(tied, _TYING)):
        return False
    return next((other > at for other, mention in enumerate(mentions) if PRODUCT in mention.kinds), False)


def _end_of_asking(mentions: Mentions) -> int:
    """Before which position something is asked and something named; beyond the last one where not."""
    asks = first_with_cue(mentions, _ASKS | {"aux", "yes_no"}, len(mentions))
    named = next((at for at, mention in enumerate(mentions) if is_content(mention) or has_cue(mention, {"product", "it"})), len(mentions))
    return max(asks, named) + 1


def _tells(before: Mentions, after: Mentions) -> bool:
    """Whether `after` tells only why or for whom what `before` asks is asked."""
    cues = {cue for mention in after for cue in mention.cues}
    if len(before) <= _OPENING and not have_cue(before, ASKING | {"aux"}) and have_cue(after, ASKING):
        return False  # "Two things, sorry when was the article modified?"
    if len(after) < _LEAST or cues & _ASKS_ON or (has_cue(after[0], _CONTINUES) and not _joins(after)):
        return False
    if is_content(after[0]):
        return _wants_to_know(after)
    open_question = have_cue(before[:_OPENING], _ASKS)
    reason = "because" in after[0].cues and not cues & {*_WISHES, "aux"}
    named = [kind for mention in after if not mention.cues for kind in mention.kinds]
    if {PRODUCT, SOFTWARE} & set(named):
        return False
    if any(map(is_place, after)):
        told = reason or (open_question and _names_nothing(after))
        return told and any(map(is_place, before)) and not (cues & (_BOUND | _WISHES) or DATA in named)
    if _wants_to_know(after) or (reason and open_question):
        return True
    if DATA in named or any(has_cue(mention, _BOUND) and "aux" not in mention.cues for mention in after):
        return False
    if open_question:
        return _names_nothing(after) or have_cue(after[1:], _VERBS)
    party = have_cue(after[:_LEAST], {"customer"}) and cues.isdisjoint(_WISHES)
    narrows = cues & _NARROWS or ({OUTSIDE} if party else {CONCEPT, OUTSIDE}) & set(named) or any(map(is_unknown, after))
    return not narrows and (reason or party or have_cue(after[1:], _WISHES))


def _joins(after: Mentions) -> bool:
    """Whether a word that may ask ("que") only joins: neither a name nor a verb comes after it."""
    return "subject" in after[0].cues and not after[1].cues and SMALL in after[1].kinds


def _names_nothing(after: Mentions) -> bool:
    """Whether some words begin like a sentence and hold nothing that could be asked about."""
    alternative = any("or" in mention.cues or {CONCEPT, OUTSIDE} & set(mention.kinds) for mention in after)
    return len(after) > _LEAST and SMALL in after[0].kinds and any(map(is_unknown, after)) and not alternative


def _wants_to_know(after: Mentions) -> bool:
    """Whether somebody wants to know, and nothing is named after it ("the counsel needs to know by noon")."""
    at = first_with_cue(after, {"reports"}, 0)
    who, then = after[:at], after[at:]
    named = any({PRODUCT, DATA, SOFTWARE} & set(mention.kinds) or is_place(mention) for mention in who)
    return 0 < at <= _OPENING and not named and not any(is_content(mention) or has_cue(mention, _BOUND) for mention in then)
