"""Media: a chat or ticket through which somebody asks is no data asked about ("a prospect on the chat wants X in Y", "chat from a client: ...")."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, EVERYDAY, NUMBER, PRODUCT, SMALL, UNIT
from bot.understanding.linking.mentions import UNKNOWN, Mention, has_cue, have_cue, have_kind
from bot.understanding.syntax.openings import ASKING, HALF
from bot.understanding.syntax.scope import Mentions, is_place, is_unknown, silent

_SAYING = frozenset({"reports", "claims", "demand", "suffices"})
_PERSONAL = frozenset({SMALL, NUMBER, UNKNOWN})
_WHOSE = frozenset({"of", "from", "with"})
SPEAKING = frozenset({"customer", "subject", "reports", "claims"})
_LEADING = frozenset({"at", "from", "of", "able"})
_POSSESSIVE = frozenset({"it", "those"})
_ASKED = ASKING | {"host", "location_noun", "data", "list"}
_COUNTED = frozenset({"location_noun", "product", "data", "data_center", "aux", "host"})
_LONGEST = 2  # The number of words of "live chat".
_NEAR = 3  # The number of words before a medium among which a product's name makes it that product's.
_REACH = 6  # The number of words before a medium among which nothing else is asked about.


def without_media(mentions: list[Mention]) -> list[Mention]:
    """The mentions of a message, kinds of data through which people only speak saying nothing; a product, or products, are asked about elsewhere."""
    data = [at for at, mention in enumerate(mentions) if mention.kinds[0] in (DATA, EVERYDAY) and mention.end - mention.start <= _LONGEST]
    if not data or len(data) > HALF:
        return mentions
    asked = [at for at, mention in enumerate(mentions) if PRODUCT in mention.kinds or "product" in mention.cues]
    told = (_is_spoken_through, _comes_from_people, _holds_question, _is_numbered) if asked else ()
    media = [at for at in data if any(tells(mentions, at) for tells in told)]
    media += [at for at in data if at not in media and _speaks(mentions, at)]
    return [silent(mention) if at in media else mention for at, mention in enumerate(mentions)] if media else mentions


def _speaks(mentions: Mentions, at: int) -> bool:
    """Whether what is called like a kind of data is a person, who says something of data ("a lead from X says data must stay in Y")."""
    verb = at + 1
    if verb + 1 < len(mentions) and has_cue(mentions[verb], {"at", "from"}) and is_place(mentions[verb + 1]):
        verb += 2
    if verb >= len(mentions) or not has_cue(mentions[verb], _SAYING) or "aux" in mentions[verb].cues:
        return False
    told = next((mention for mention in mentions[verb + 1 : verb + _NEAR + 1] if not (mention.has(SMALL) or "subject" in mention.cues)), None)
    return told is not None and "data" in told.cues and not _is_of_product(mentions, at) and not _is_asked_about(mentions, at)


def names_medium(part: Mentions) -> bool:
    """Whether a part of a message only tells through what a question came ("from the ticket: ...")."""
    data = [mention for mention in part if not mention.has(SMALL) and NUMBER not in mention.kinds]
    return len(data) == 2 and data[0] is part[0] and "from" in part[0].cues and DATA in data[1].kinds and data[1].end - data[1].start <= _LONGEST


def _is_spoken_through(mentions: Mentions, at: int) -> bool:
    """Whether somebody speaks "on the chat": a person, or what one does, stands before it, and a verb of asking, a question or nothing after it."""
    led = _skip_small(mentions, at - 1)
    if led < 1 or "at" not in mentions[led].cues or has_cue(mentions[led], {"aux", "host"}) or _is_of_product(mentions, at):
        return False
    person = next((before for before in (led - 1, led - 2) if before >= 0 and has_cue(mentions[before], {"customer", "subject"})), None)
    if person is None or not all(_is_verb(mention) for mention in mentions[person + 1 : led]) or _asks_of_content(mentions, person):
        return False
    after = mentions[at + 1 : at + 3]
    speaks = person == led - 1 or not after or has_cue(after[0], _POSSESSIVE)
    return (speaks or has_cue(after[0], ASKING)) and not (after and person == led - 1 and "host" in after[0].cues)


def _comes_from_people(mentions: Mentions, at: int) -> bool:
    """Whether people are at the other end of a medium, and a verb of asking or a question comes next ("chat with a client who asks where ...")."""
    link = _skip_small(mentions, at + 1, step=1)
    if link >= len(mentions) or not has_cue(mentions[link], _WHOSE) or _is_asked_about(mentions, at):
        return False
    people = mentions[link + 1 : link + _REACH]
    end = next((end for end, mention in enumerate(people) if not _is_of_person(mention)), len(people))
    told = have_cue(people[:end], {"customer"}) or have_cue(people[:end][-1:], {"subject"})
    return 0 < end < len(people) and has_cue(people[end], ASKING | _SAYING) and (told or "reports" in people[end].cues)


def _holds_question(mentions: Mentions, at: int) -> bool:
    """Whether a question is in a medium: "in the ticket they ask whether ...", "a question that came in on the chat: ..."."""
    led = _skip_small(mentions, at - 1)
    if not at or (led == at - 1 and not has_cue(mentions[led], _LEADING)) or _is_of_product(mentions, at) or _is_asked_about(mentions, at):
        return False
    after = mentions[at + 1 : at + _REACH]
    end = next((end for end, mention in enumerate(after) if not _is_of_person(mention)), len(after))
    if end == len(after):
        return False
    asked_before = have_cue(mentions[max(0, at - _REACH) : at], {"reports"})
    says = "claims" in after[end].cues and have_cue(after[end + 1 : end + 2], ASKING)
    whether = end > 0 and "yes_no" in after[end].cues and "aux" not in after[end].cues
    return says or whether or "reports" in after[end].cues or (asked_before and end == 0 and has_cue(after[end], ASKING))


def _is_numbered(mentions: Mentions, at: int) -> bool:
    """Whether a medium is called by its number, which counts nothing ("ticket 4471: a client wants X in Y")."""
    after = mentions[at + 1 : at + 3]
    numbered = bool(after) and after[0].kinds == (NUMBER,) and not _is_asked_about(mentions, at)
    return numbered and not (have_kind(after[1:], UNIT) or have_cue(after[1:], _COUNTED))


def _is_asked_about(mentions: Mentions, at: int) -> bool:
    """Whether a question, or what is done with data, stands before a medium."""
    asked = any(has_cue(mention, _ASKED) and not has_cue(mention, {"reports", "subject", "past"}) for mention in mentions[max(0, at - _REACH) : at])
    owned = have_kind(mentions[max(0, at - _NEAR) : at], PRODUCT)
    return asked or owned or _asks_of_content(mentions, at)


def _is_of_person(mention: Mention) -> bool:
    """Whether a mention may be in what tells who somebody is."""
    return not has_cue(mention, ASKING - {"what"}) and (bool(_PERSONAL & set(mention.kinds)) or has_cue(mention, {"customer", "subject", "toward"}))


def _asks_of_content(mentions: Mentions, before: int) -> bool:
    """Whether it is asked what becomes of that which people say ("what customers write in chat", "messages that customers send in chat")."""
    said = mentions[max(0, before - _REACH) : before]
    return any(DATA in mention.kinds or "data" in mention.cues or ("what" in mention.cues and "subject" not in mention.cues) for mention in said)


def _is_of_product(mentions: Mentions, at: int) -> bool:
    """Whether a product's own chat is meant ("the chat of X")."""
    after = mentions[at + 1 : at + 3]
    return have_kind(after, PRODUCT) and has_cue(after[0], {"of", "at"})


def _is_verb(mention: Mention) -> bool:
    """Whether a mention may be what a person does."""
    return mention.has(SMALL) or is_unknown(mention) or has_cue(mention, _SAYING)


def _skip_small(mentions: Mentions, at: int, step: int = -1) -> int:
    """The first position from `at` on that is no article or other small word."""
    while 0 <= at < len(mentions) and (mentions[at].has(SMALL) or NUMBER in mentions[at].kinds):
        at += step
    return at
