"""Where a second question begins in a sentence: after "and" or a comma, at a verb, a question word or a subject of its own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.lexicon import CONCEPT, DATA, NUMBER, OUTSIDE, PRODUCT, SMALL
from bot.understanding.linking.mentions import Mention, first_with_cue, has_cue, have_cue, have_kind
from bot.understanding.syntax.going_on import adds_also, asks_which_too, ends_after_comma, goes_on_without_comma
from bot.understanding.syntax.question import KINDS
from bot.understanding.syntax.scope import is_content, is_place, names
from bot.understanding.syntax.sentence import Sentence

# Cues that open a question of their own after "and" or a comma.
ASKING = frozenset({*KINDS, "yes_no"})
JOINS = frozenset({"and", "but", "what_about"})
COUPLES = JOINS | {"with"}
_STRONG = frozenset({"where", "how_long", "when", "who", "why", "how_many", "how_much"})
_ASKED_OF = _STRONG | {"location_noun"}
_TELLING = frozenset({"reports", "confirm"})
_LEAST = 3  # The number of words that a claim has at least.
_SPOKEN_OF = frozenset({"it", "there", "data", "data_center"})
_WISHING = frozenset({"demand", "suffices", "because"})
OF_PLACES = frozenset({"host", "location_noun"})
_HEADING = OF_PLACES | {"of", "and", "at", "from", "what_about"}
_LONGEST_CONJUNCTION = 2  # The number of words of "e o"; "and what about" has more, and asks.
POSSESSING = frozenset({"holds", "using"})
PEOPLE = frozenset({"customer", "subject"})
_RUNNING_ON = frozenset({"where", "how_long", "how_many", "how_much", "who", "aux"})
_BEGINNING = COUPLES | _RUNNING_ON | {"because"}
_DENYING = frozenset({"not", "never", "none"})
_LONGEST_SUBJECT = 5  # The number of mentions between the first of a subject and its verb.

# So many mentions before and after an "and" are looked at, so that the work grows with a message and not faster.
HALF = 60


def may_begin_at(sentence: Sentence) -> list[int]:
    """Where a question of its own may begin at all, or a part of the sentence end: at marks, and at words that join or may run on."""
    marks = set(map(abs, sentence.breaks))
    return [at for at, mention in enumerate(sentence.mentions) if at and (at in marks or (mention.cues and not _BEGINNING.isdisjoint(mention.cues)))]


def begins_question(sentence: Sentence, start: int, index: int) -> bool:
    """Whether a question of its own begins at mention `index`: after "and" or a comma, with something asked before it."""
    mention = sentence.mentions[index]
    comma, joined, outside, opener = index in sentence.breaks, False, False, mention
    if mention.start in sentence.aside or not (comma or has_cue(mention, JOINS)) or adds_also(sentence, start, mention):
        return False
    before, after = sentence.mentions[max(start, index - HALF) : index], sentence.mentions[index : index + HALF]
    if asks_which_too(sentence, index, before, comma=comma) or (comma and ends_after_comma(before, after)):
        return False
    if not comma and before and goes_on_without_comma(before, after):
        return False
    reason = comma and _ends_reason(sentence.mentions[start : start + 2], before) and not _lists_on(before, after)
    if comma and (_demands_place(before, after) or _refuses_place(before, after)):
        return True
    if reason or _adds_heading(sentence, start, index) or (comma and (_begins_after_comma(before, after) or _ends_introduction(before, after))):
        return True
    if has_cue(mention, JOINS) and "not" not in mention.cues and index + 1 < len(sentence.mentions):
        following = sentence.mentions[index + 1 : index + 4]
        joined, opener = True, next((other for other in following[:2] if not other.has(SMALL)), following[0])
        if "reports" in opener.cues and _names_product(before) and _names_product(after):
            return True
        if "reports" in opener.cues and not has_cue(opener, ASKING):
            opener = next((other for other in following if not (other.has(SMALL) or "reports" in other.cues)), opener)
        same = not comma and "same" in mention.cues and "aux" in before[0].cues  # "Is X the same for all?"
        if is_long_conjunction(mention) and any(map(is_content, before)) and not same:
            return True
        outside = opener.meanings[0].startswith(OUTSIDE) and opener.end - opener.start > 1
        goes_on = has_cue(mention, {"and", "what_about"}) and comma and not outside and not has_cue(opener, ASKING)
        if goes_on and is_content(after[1]):
            return False
    anew = joined and sentence.cues & _STRONG and _asks_anew(before, after)
    if anew or (joined and (_verb_opens(before, after[1:], comma) or _subject_opens(before, after[1:]))) or repeats_conjunction(sentence, index):
        return True
    if not (comma or joined) or not (outside or has_cue(opener, ASKING)) or _only_joins(opener) or mention.text[:1] in "&":
        return False
    if joined and (has_cue(opener, _STRONG) or outside) and any(is_content(other) or has_cue(other, _ASKED_OF) for other in before):
        return True
    asks_before = have_cue(before, ASKING | {"location_noun", "aux", "list"})
    told = sentence.mentions[max(0, index - HALF) : index] if len(before) > 1 else before
    return any(map(is_content, told)) and (asks_before or comma) and (any(is_content(other) for other in after) or joined or comma)


def _demands_place(before: list[Mention], after: list[Mention]) -> bool:
    """Whether somebody wants the place of the product just spoken of ("the draft says tbd for X, I need its regions by noon")."""
    wish = first_with_cue(after[:_LEAST], {"suffices", "demand"}, len(after))
    wanted = after[wish + 1 : wish + 1 + _LONGEST_SUBJECT]
    asked = have_cue(before[:_LEAST], _ASKED_OF - {"why"} | {"aux"})
    told = have_kind(before, PRODUCT) and not asked
    return told and have_cue(wanted, {"location_noun"}) and have_cue(after[wish:], {"it"})


def _refuses_place(before: list[Mention], after: list[Mention]) -> bool:
    """Whether somebody refuses a place, and a product is then asked about, of which that denies nothing ("if he bans X, is Y fine?")."""
    if any(PRODUCT in mention.kinds or "product" in mention.cues for mention in before) or "aux" in before[0].cues:
        return False
    demands = [at for at, mention in enumerate(before) if "demand" in mention.cues]
    refusing = next((at for at in demands if _is_denied(before, at) or _wants_none(before, at)), len(before))
    lacking = first_with_cue(before, {"lacks"}, 0)
    refused = any(map(is_place, before[refusing:])) or any(map(is_place, before[max(0, lacking - _LEAST) : lacking]))  # "X is off the table, ..."
    asked = have_kind(after[:_LONGEST_SUBJECT], PRODUCT)
    return asked and refused and not any(is_place(mention) or "which" in mention.cues for mention in after)


def _is_denied(mentions: list[Mention], at: int) -> bool:
    """Whether a verb itself denies ("bans"), or is denied by one of the two words before it ("won't accept")."""
    return "lacks" in mentions[at].cues or have_cue(mentions[max(0, at - 2) : at], {"not", "never"})


def _wants_none(mentions: list[Mention], at: int) -> bool:
    """Whether what is demanded is that something is not in a place ("demands that no data is hosted in X")."""
    denial = first_with_cue(mentions[at + 1 :], _DENYING, len(mentions))
    return any(map(is_place, mentions[at + 1 + denial :]))


def is_heading(mentions: Sequence[Mention]) -> bool:
    """Whether mentions are a noun with what it is of, as the points of a list are ("hosting of X", "log retention")."""
    return all(is_content(mention) or SMALL in mention.kinds or (mention.cues and _HEADING.issuperset(mention.cues)) for mention in mentions)


def _adds_heading(sentence: Sentence, start: int, index: int) -> bool:
    """Whether two headings are joined, one of places and one of another subject ("X regions and log retention")."""
    if sentence.cues.isdisjoint(OF_PLACES):
        return False
    before, after = sentence.mentions[max(0, index - HALF) : index], sentence.mentions[index : index + HALF]
    subject = next((mention for mention in after if is_content(mention)), None)
    if subject is None or set(subject.kinds) != {CONCEPT} or not have_cue(sentence.mentions[start:index], OF_PLACES):
        return False
    named = any(not {PRODUCT, DATA}.isdisjoint(mention.kinds) for mention in before)
    return named and is_heading(before) and is_heading(after)


def is_long_conjunction(mention: Mention) -> bool:
    """Whether a mention is more than a conjunction and an article ("and what about", not "and" or "e o"), so that it asks."""
    return mention.end - mention.start > _LONGEST_CONJUNCTION and "what_about" in mention.cues


def _names_product(half: list[Mention]) -> bool:
    return have_kind(half, PRODUCT)


def _ends_reason(opening: list[Mention], before: list[Mention]) -> bool:
    """Whether what stands before a comma is a reason ("since it is in X, ...")."""
    return have_cue(opening, {"because"}) and any(is_content(mention) for mention in before)


def _lists_on(before: list[Mention], after: list[Mention]) -> bool:
    """Whether a comma only parts products: their places are asked for ("the regions of X, Y"), or one is set against the other ("X, not Y")."""
    if PRODUCT not in before[-1].kinds:
        return False
    against = after[0].cues == ("not",) and have_kind(after[1:3], PRODUCT)
    return against or (PRODUCT in after[0].kinds and have_cue(before, OF_PLACES))


def _begins_after_comma(before: list[Mention], after: list[Mention]) -> bool:
    """Whether both sides of a comma ask: "is X in Y, is Z in W", "where is X, tell me which ..."; with "and" where both name something."""
    first = after[0]
    if has_cue(first, JOINS):
        return _both_ask(before, after)
    if "reports" in first.cues:
        opener = next((mention for mention in before if not mention.has(SMALL)), before[0])
        return len(after) > 1 and has_cue(after[1], ASKING) and has_cue(opener, ASKING | {"aux", "list"})
    return "aux" in first.cues and "aux" in before[0].cues and _verb_opens(before, after, comma=True)


def _ends_introduction(before: list[Mention], after: list[Mention]) -> bool:
    """Whether what somebody tells of themselves ends ("we are a frob maker, can X be in Y?"), and what comes after does not point back at it."""
    before = before[1:] if "greeting" in before[0].cues else before
    if len(before) < _LEAST or any(names(mention) and not is_place(mention) for mention in before):
        return False
    tells = have_cue(before[:2], {"subject", "customer"})
    described = (before[0].has(SMALL) and have_kind(before, NUMBER)) or have_kind(before[:1], NUMBER)
    own_wish = ASKING if any(map(is_place, after)) else ASKING | _WISHING
    if not (tells or described) or have_cue(before, own_wish) or "aux" in before[0].cues:
        return False
    if any(has_cue(mention, {"it", "those"}) and "subject" not in mention.cues for mention in after):
        return False
    spoken_of = next((mention for mention in after if not mention.has(SMALL)), after[0])
    wished = have_cue(after, _WISHING)
    placed = not wished and any(map(is_place, after)) and have_kind(after[:_LEAST], DATA)
    subject = next((at for at, mention in enumerate(after) if at and not mention.has(SMALL)), 0)
    turned = "aux" in after[0].cues and subject > 0 and _is_subject(after[subject], after[subject + 1 :])
    return turned or placed or PRODUCT in spoken_of.kinds


def repeats_conjunction(sentence: Sentence, index: int) -> bool:
    """Whether a part begins with the conjunction that followed "asks" or "confirm" before it ("... if X is there and if logs are kept")."""
    if _TELLING.isdisjoint(sentence.cues):
        return False
    before, after = sentence.mentions[max(0, index - HALF) : index], sentence.mentions[index : index + HALF]
    told = next((at for at, mention in enumerate(before) if has_cue(mention, _TELLING) and "not" not in mention.cues), len(before))
    if not any(map(is_content, after)) or is_content(after[0]) or sum(not mention.has(SMALL) for mention in before[told + 1 :]) < _LEAST:
        return False
    first = after[1] if after[0].text.count(" ") == 0 and has_cue(after[0], JOINS) else after[0]
    # A mention that was typed as one with the word before has no text of its own.
    conjunctions = {mention.text.rpartition(" ")[2].casefold() for mention in before[told : told + 2] if not is_content(mention)} - {""}
    return first.text.rpartition(" ")[2].casefold() in conjunctions


def _verb_opens(before: list[Mention], after: list[Mention], comma: bool) -> bool:
    """Whether a verb with something named after it opens a question, after another one ("is it in X, and does it have Y?").

    Without a comma, what it speaks of stands right after it ("where is X and is Y there?"), and after "which" that is a product.
    """
    verb = next((at for at, mention in enumerate(after[:2]) if not mention.has(SMALL)), 0)
    if "aux" not in after[verb].cues or not any(is_content(mention) for mention in after[verb:]):
        return False
    at = next((at for at, mention in enumerate(after) if at > verb and not mention.has(SMALL)), len(after))
    spoken_of = after[at] if at < len(after) else None
    named = any(is_content(mention) for mention in before)
    turned = spoken_of is not None and not verb and named and not has_cue(after[0], POSSESSING) and _is_subject(spoken_of, after[at + 1 :])
    if have_cue(before, {"which", "kind_of_data"}):
        return comma or (turned and spoken_of is not None and PRODUCT in spoken_of.kinds)
    if have_cue(before, _STRONG):
        return comma or turned
    asks = have_cue(before, {"aux", "yes_no"}) and named
    return asks and (comma or turned) and spoken_of is not None and (is_content(spoken_of) or has_cue(spoken_of, {"it", "subject"}))


def _is_subject(mention: Mention, following: list[Mention]) -> bool:
    """Whether a sentence may speak of what a mention names: a pronoun, a thing, or a place of which is said whether it is possible."""
    if is_place(mention):
        return have_cue(following[:1], {"available"})
    return is_content(mention) or has_cue(mention, _SPOKEN_OF) or ("subject" in mention.cues and not has_cue(mention, ASKING))


def _subject_opens(before: list[Mention], after: list[Mention]) -> bool:
    """Whether something named with a verb after it follows a whole question ("where is X hosted and the backup is in the same place?").

    Two products with a place each are told one by one ("X is in Y and Z is in W").
    """
    subject = next((at for at, mention in enumerate(after[:2]) if not mention.has(SMALL)), 0)
    if is_place(after[subject]) or not _is_subject(after[subject], []):
        return False
    if not have_cue(after[subject + 1 : subject + 1 + _LONGEST_SUBJECT], {"aux", "holds"}):
        return False
    whole = any(is_place(mention) or "host" in mention.cues for mention in before) and any(map(is_content, before))
    asks = "aux" in before[0].cues or have_cue(before, _STRONG - {"when", "why"} | {"which"})
    paired = is_place(before[-1]) and have_kind(before, PRODUCT) and any(map(is_place, after))
    if not whole or have_cue(before[:2], {"because"}) or not (asks or (paired and PRODUCT in after[subject].kinds)):
        return False
    for mention in after[subject + 1 : subject + 1 + _LONGEST_SUBJECT]:
        stores = "holds" in mention.cues and ("it" in after[subject].cues or have_kind(after[subject + 1 :], DATA))
        if stores or "aux" in mention.cues:
            return "at" not in mention.cues or not is_content(before[-1]) or is_place(before[-1])
        if not (is_content(mention) or mention.has(SMALL) or has_cue(mention, {"at", "of", "and", "data"})):
            return False
    return False


def runs_on(sentence: Sentence, start: int, index: int) -> bool:
    """Whether a second question begins without any mark or conjunction before it ("where is X hosted how long are logs kept")."""
    mention = sentence.mentions[index]
    if not mention.cues or index + 2 > len(sentence.mentions) or mention.start in sentence.aside or _RUNNING_ON.isdisjoint(mention.cues):
        return False
    if _STRONG.isdisjoint(mention.cues) and "it" not in sentence.mentions[index + 1].cues:
        return False
    before, after = sentence.mentions[max(start, index - HALF) : index], sentence.mentions[index + 1 : index + HALF]
    if not any(map(is_content, before)) or not have_cue(before, {"aux", "host"}):
        return False
    asked = {cue for other in before[:_LEAST] for cue in other.cues} & _STRONG
    if not asked or has_cue(before[-1], {"at", "subject", "location_noun", *JOINS}):
        return False
    if "who" in mention.cues and DATA in before[-1].kinds:
        return False  # "Where are the posts of people who ..."
    if has_cue(mention, _STRONG):
        return asked.isdisjoint(mention.cues) and any(map(is_content, after))
    return "it" in after[0].cues and any(map(is_place, after))


def _asks_anew(before: list[Mention], after: list[Mention]) -> bool:
    """Whether two halves hold different question words, wherever they stand, and the second names something ("where ..., and X how long?")."""
    words = [{cue for mention in half for cue in mention.cues if cue in _STRONG} for half in (before, after)]
    subject = next((at for at, mention in enumerate(after) if is_content(mention)), len(after))
    relative = have_cue(after[subject:], {"who"})  # "Where are the notes and the posts of people who ..."
    anew = words[1] - words[0] - ({"who"} if relative else set())
    later = have_cue(after[1 : first_with_cue(after, anew, len(after))], {"and", "what_about"})  # "Where are X and Y, and how long ...?"
    return bool(words[0] and anew) and subject < len(after) and not later


def _both_ask(before: list[Mention], after: list[Mention]) -> bool:
    """Whether two halves of a sentence each name something and each hold a question word."""
    return all(any(is_content(mention) for mention in half) and _holds_question_word(half) for half in (before, after))


def _holds_question_word(half: list[Mention]) -> bool:
    """Whether a half asks; a word that can also join sentences does where a name follows it ("que nuvem ...")."""
    if have_cue(half, ASKING - {"what"} | {"location_noun"}):
        return True
    return any("what" in mention.cues and is_content(following) for mention, following in zip(half, half[1:], strict=False))


def _only_joins(mention: Mention) -> bool:
    """Whether a word such as "que" is as likely to join sentences as to ask."""
    return "subject" in mention.cues and not ASKING - {"what"} & set(mention.cues)
