"""What Onde answers although nobody addressed it, in channels that were opted in: plain questions that it is sure of, and nothing else."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence

from bot.answering.dialogue.dialogue import Asked
from bot.assistant import Turn
from bot.records import Place
from bot.understanding.linking.lexicon import SMALL
from bot.understanding.linking.mentions import Mention
from bot.understanding.syntax.question import KINDS
from bot.understanding.syntax.scope import is_unknown

_SURE = 1.0
_MOST_THREADS = 10_000

# A mention of a person, a group or everybody, as Slack writes it or as typed.
_SOMEBODY_ELSE = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^<>]*)?>|<!(?:subteam|here|channel|everyone)[^<>]*>|(?<![^\s(])@\w")

# What people say to each other: to "you", what they think or were told, thanks; and what points at an answer given before.
_AMONG_PEOPLE = frozenset({"assistant", "claims", "reports", "thanks", "insult", "laugh", "help", "injection", "repeat", "reply_in", "quote_it"})
_OF_HOSTING = frozenset({"host", "location_noun", "data_center"})
_QUESTION_WORDS = frozenset(KINDS)
_OPENS = frozenset({*KINDS, "aux", "yes_no", "compare"})
_BEFORE_IT = frozenset({"greeting", "and", "what_about", "at", "of"})
_LONGEST_ARTICLE = 3


class Talk:
    """In which conversations of Onde's people spoke to each other since it last said something; of the latest ten thousand."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._among_people: OrderedDict[Place, None] = OrderedDict()

    def goes_on(self, place: Place) -> None:
        """Somebody said something there that Onde left alone."""
        with self._lock:
            self._among_people[place] = None
            self._among_people.move_to_end(place)
            if len(self._among_people) > _MOST_THREADS:
                self._among_people.popitem(last=False)

    def answered(self, place: Place) -> None:
        """Onde said something there."""
        with self._lock:
            self._among_people.pop(place, None)

    def is_among_people(self, place: Place) -> bool:
        """Whether the last that was said there was not Onde's."""
        with self._lock:
            return place in self._among_people


def is_to_somebody_else(text: str) -> bool:
    """Whether a message mentions a person, a group or everybody."""
    return bool(_SOMEBODY_ELSE.search(text))


def is_welcome(turn: Turn, right_after: bool) -> bool:
    """Whether an answer that nobody asked Onde for is sure to be welcome; `right_after` tells that Onde spoke last in this conversation.

    The message must be a question by its form, name what it is about, and be understood in full; what leaves something out
    ("and Freshchat?") must stand right after an answer.
    """
    asked = turn.understood.asked
    if not asked or turn.reply.status != "answered" or turn.reply.confidence < _SURE or turn.understood.corrections:
        return False
    if any(is_unknown(mention) or mention.score < _SURE or _AMONG_PEOPLE & set(mention.cues) for mention in turn.mentions):
        return False
    opening = _opening(turn.mentions)
    if not opening or _names_a_person_last(turn.mentions):
        return False
    return all(_is_sure(item, opening) and (right_after or not item.understood.filled) for item in asked)


def _opening(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The message from its question word, its verb or what it names; nothing where other words, such as somebody's name, come first."""
    for index, mention in enumerate(mentions):
        if _OPENS & set(mention.cues) or _is_name(mention):
            return mentions[index:]
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        is_article = SMALL in mention.kinds and len(mention.text) <= _LONGEST_ARTICLE
        leads_to_name = following is not None and following.start == mention.end and _is_name(following)
        if not (_BEFORE_IT & set(mention.cues) or (is_article and leads_to_name)):
            return ()
    return ()


def _is_name(mention: Mention) -> bool:
    """Whether it names a product, a place, a kind of data or a subject."""
    return not mention.cues and bool({"product", "region", "data", "concept"} & set(mention.kinds))


def _names_a_person_last(mentions: Sequence[Mention]) -> bool:
    """Whether a word with a capital, of which the article says nothing, comes last after a comma ("..., Ana?")."""
    if len(mentions) < 2:
        return False
    before, last = mentions[-2:]
    return last.start > before.end and SMALL in last.kinds and last.text[:1].isupper()


def _is_sure(item: Asked, opening: Sequence[Mention]) -> bool:
    """Whether one thing of the message is asked by its form, answered, and about where or how data are kept."""
    read = item.read
    named = bool(read.products or read.data or read.regions or read.own_concepts)
    if item.finding.status != "answered" or read.unknown or read.strange or read.outside or not (named or read.cues & _OF_HOSTING):
        return False
    if "who" in read.cues or ({"any", "using"} <= read.cues and "yes_no" not in read.cues):
        return False
    # "Are we still on Freshdesk in the US?" is for those who know us.
    if read.yes_no and "subject" in read.cues and not read.cues & _OF_HOSTING:
        return False
    return read.asked or _is_inverted(opening)


def _is_inverted(opening: Sequence[Mention]) -> bool:
    """Whether a question word comes first and a verb right after it, as in a question without its mark."""
    cues = [set(mention.cues) for mention in opening[:2]]
    return len(cues) == 2 and bool(_QUESTION_WORDS & cues[0] and "aux" in cues[1])
