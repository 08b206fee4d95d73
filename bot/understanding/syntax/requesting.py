"""Who is asked and how: the verb by which somebody is asked to tell something, a verb of wanting that can also mean "or", words for the assistant."""

from __future__ import annotations

from bot.understanding.linking.lexicon import OUTSIDE, SMALL
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, without_cues
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.openings import ASKING
from bot.understanding.syntax.scope import Mentions, is_content, is_unknown, silent

# Cues of words before such a verb ("could you kindly ..."), and of what then tells what is asked.
_ADDRESSING = frozenset({"aux", "yes_no", "available", "assistant", "subject", "able", "help"})
_ASKED_FOR = ASKING - {"what", "how", "when"}

# Cues of a verb of wanting where, said twice, it leaves the choice ("want it X, want it Y").
CHOOSING = frozenset({"or", "demand"})
_OR = frozenset({"or"})

# Cues of what asks somebody whether they can list something, and of what follows where that is told them and to be judged.
MAY_LIST, CAN_LIST = frozenset({"list", "yes_no"}), frozenset({"list", "available"})
_ABILITY = frozenset({"yes_no", "available"})
_LISTING = frozenset({"list"})
_ASSISTANT = frozenset({"assistant"})
_JUDGED = frozenset({"confirm", "untrue"})

# Cues of a word before the last one of a question that makes it what is spoken of, and of words that are said to the one who is spoken to.
_JOINING = frozenset({"at", "toward", "with", "of", "from"})
_SAID_TO = ASKING | {"help", "list", "available", "demand"}
_GREETED = frozenset({"assistant", "greeting", "thanks"})

_LONGEST_OPENING = 6  # The verb is among so many mentions.
_LONGEST_RECIPIENT = 2  # The number of mentions of "out for me" at most.


def without_verb_of_request(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, the verb of a request that opens them saying nothing ("please frob for me which X are in Y").

    A question word or "whether" follows it, whoever it is for between them, and something that it names. It is a word that nothing explains; of a
    topic of which no article speaks only where somebody is asked to do it ("can you audit where X is hosted").
    """
    verb = next((at for at, mention in enumerate(mentions[:_LONGEST_OPENING]) if not _addresses(mention)), -1)
    if verb < 0 or not _is_verb(mentions, verb):
        return mentions
    asked = next((at for at in range(verb + 1, len(mentions)) if not mentions[at].has(SMALL)), len(mentions))
    told = asked < len(mentions) and has_cue(mentions[asked], _ASKED_FOR) and any(map(is_content, mentions[asked + 1 :]))
    if not told or asked - verb - 1 > _LONGEST_RECIPIENT:
        return mentions
    return (*mentions[:verb], silent(mentions[verb]), *mentions[verb + 1 :])


def without_asking_for_list(mentions: list[Mention]) -> list[Mention]:
    """The mentions, what asks somebody whether they can list something saying nothing ("could you list all that is in X?"): the list is asked for."""
    verb = next((at for at, mention in enumerate(mentions[:_LONGEST_OPENING]) if has_cue(mention, _LISTING)), 0)
    opening = mentions[:verb]
    asked = have_cue(opening, _ABILITY) and (have_cue(opening, _ASSISTANT) or has_cue(opening[-1], _ABILITY))  # Not "can the list ...".
    if not asked or not all(map(_addresses, opening)) or have_cue(mentions[verb:], _JUDGED):
        return mentions
    return [*map(silent, opening), *mentions[verb:]]


def opens_with_list(clause: Clause) -> bool:
    """Whether a list is asked for by the first word of a clause that says anything, and nothing is to be judged."""
    if "list" not in clause.cues or not clause.cues.isdisjoint(_JUDGED):
        return False
    return has_cue(next(mention for mention in clause.mentions if not mention.has(SMALL) or mention.cues), _LISTING)


def without_choice(mentions: list[Mention]) -> list[Mention]:
    """The mentions, a verb of wanting that stands there once no "or" where things are joined by "and" ("they want X and Y")."""
    verbs = [at for at, mention in enumerate(mentions) if len(mention.cues) > 1 and CHOOSING.issubset(mention.cues)]
    if len(verbs) != 1 or not have_cue(mentions[verbs[0] :], {"and", "what_about"}):
        return mentions
    return [without_cues(mention, _OR) if at == verbs[0] else mention for at, mention in enumerate(mentions)]


def is_spoken_of(mentions: Mentions, at: int, pauses: frozenset[int]) -> bool:
    """Whether a word that can also be said to the assistant is what is spoken of ("does X read Y?"), and not who is asked ("X, where is Y?")."""
    if at in pauses or at + 1 in pauses or (at and has_cue(mentions[at - 1], _GREETED)):
        return False
    if at + 1 == len(mentions):
        return at > 0 and has_cue(mentions[at - 1], _JOINING)
    return not has_cue(mentions[at + 1], _SAID_TO)


def _addresses(mention: Mention) -> bool:
    """Whether a word may stand before the verb of a request."""
    return mention.has(SMALL) or (bool(mention.cues) and _ADDRESSING.issuperset(mention.cues))


def _is_verb(mentions: Mentions, at: int) -> bool:
    if is_unknown(mentions[at]):
        return True
    return mentions[at].kinds == (OUTSIDE,) and have_cue(mentions[:at], {"assistant"})
