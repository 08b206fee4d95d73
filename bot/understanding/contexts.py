"""What stands after the question in a sentence and bears on no answer: who wants to know, why, for what; and "... or no way?"."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bot.understanding.lexicon import CONCEPT, CUE, DATA, OUTSIDE, PRODUCT, SMALL, SOFTWARE
from bot.understanding.linking import Mention
from bot.understanding.openings import ASKING, JOINS, has_cue
from bot.understanding.scope import Mentions, is_content, is_place, is_unknown

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
_CONTINUES = JOINS | ASKING | {"or", "except", "only", "including", "besides", "outside", "with", "without", "not", "leave_aside", "correction"}


def without_context(mentions: tuple[Mention, ...], pauses: Collection[int]) -> tuple[Mention, ...]:
    """The mentions without a part that only tells of those who ask ("which hold X, the counsel needs the names"), or of what they did.

    What stands before it asks and names something. The part says after a comma what somebody wants, must do or says, or what for, and
    names nothing that the tables hold. Of a question for yes or no it may narrow what is asked, so that there it may name no subject
    either. What people did after a claim ("he says that X is in Y and they signed") is told with "and" too.
    """
    pauses = sorted(pauses)
    tells = (at for at in pauses if _asks(mentions[:at]) and _tells(mentions[:at], mentions[at:]))
    followed = (at for at in range(_LEAST, len(mentions) - 1) if _follows_claim(mentions[:at], mentions[at:]))
    return mentions[: min(next(tells, len(mentions)), next(followed, len(mentions)))]


def _follows_claim(before: Mentions, after: Mentions) -> bool:
    """Whether `after` tells what people did after the claim in `before`."""
    if not has_cue(after[0], {"and"}) or not has_cue(after[1], {"subject", "customer"}) or len(after) < _LEAST:
        return False
    cues = {cue for mention in after for cue in mention.cues}
    names = any({PRODUCT, DATA, OUTSIDE} & set(mention.kinds) or is_place(mention) for mention in after)
    claimed = any(has_cue(mention, {"claims"}) for mention in before) and any(map(is_place, before))
    return claimed and not names and cues.isdisjoint(_ASKS | _BOUND | _NARROWS | {"aux", "yes_no", "confirm", "claims", "available"})


def without_denial(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions, a closing "or" with nothing but a denial ("... or no way?", "... or is that impossible?") read as "or not"."""
    at = next((at for at in range(len(mentions) - 2, 0, -1) if "or" in mentions[at].cues), 0)
    closing = mentions[at + 1 :]
    if not at or len(closing) > _LONGEST_DENIAL or not any(map(is_content, mentions[:at])) or any(map(is_content, closing)):
        return mentions
    denial = [mention for mention in closing if has_cue(mention, _DENIES)]
    if len(denial) != 1 or any(SMALL not in mention.kinds and not has_cue(mention, _DENIES | {"aux", "it", "at"}) for mention in closing):
        return mentions
    return (*mentions[:at], replace(denial[0], meanings=(f"{CUE}:yes_no",), kinds=(CUE,), cues=("yes_no",)))


def _asks(before: Mentions) -> bool:
    asks = any(has_cue(mention, _ASKS | {"aux", "yes_no"}) for mention in before)
    return asks and any(is_content(mention) or has_cue(mention, {"product", "it"}) for mention in before)


def _tells(before: Mentions, after: Mentions) -> bool:
    """Whether `after` tells only why or for whom what `before` asks is asked."""
    cues = {cue for mention in after for cue in mention.cues}
    if len(after) < _LEAST or cues & _ASKS_ON or has_cue(after[0], _CONTINUES) or is_content(after[0]):
        return False
    if any({PRODUCT, DATA, SOFTWARE} & set(mention.kinds) and not mention.cues for mention in after):
        return False
    open_question = any(has_cue(mention, _ASKS) for mention in before[:_OPENING])
    subject = any({CONCEPT, OUTSIDE} & set(mention.kinds) for mention in after)
    unknown = any(map(is_unknown, after))
    reason = has_cue(after[0], {"because"}) and not cues & {*_WISHES, "aux"}
    aside = open_question and unknown and not subject and "or" not in cues and len(after) > _LEAST and SMALL in after[0].kinds
    if cues & _BOUND:
        return False
    if any(map(is_place, after)):
        return (reason or (aside and not cues & _WISHES)) and any(map(is_place, before))
    if open_question:
        return reason or aside or any(has_cue(mention, _VERBS) for mention in after[1:])
    narrows = cues & _NARROWS or subject or unknown
    return not narrows and (reason or any(has_cue(mention, _WISHES) for mention in after[1:]))
