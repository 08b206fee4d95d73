"""Whether a demand is met, asked after it with no more than that ("No frob may leave Y. Compliant?", "Z must offer X in Y. State yes or no.")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.linking.lexicon import CONCEPT, OUTSIDE, PRODUCT
from bot.understanding.linking.mentions import Mention, as_cue, has_cue
from bot.understanding.syntax.clause import Clause
from bot.understanding.syntax.scope import is_content, is_place
from bot.understanding.syntax.sentence import Sentence

# Cues of what asks if a demand is met, and of what wants the source beside the answer.
MEETING = frozenset({"suffices", "yes_no"})
_BESIDE = MEETING | {
    "aux",
    "it",
    "yes",
    "not",
    "available",
    "subject",
    "assistant",
    "all",
    "toward",
    "demand",
    "at",
    "or",
    "product",
    "own_product",
    "applies",
}
_QUOTING = frozenset({"quote_it", "and", "what_about", "with", "of", "claims", "yes_no", "yes", "not"})

# Cues of what is wanted or claimed, and those that a verb which asks after it, and its subject, may have.
_WANTING = frozenset({"demand", "suffices", "claims"})
_ECHOING = frozenset({"aux", "at", "host", "holds", "available", "it", "subject", "assistant", "suffices"})
_VOUCHING = _ECHOING | {"yes_no", "vouches"}  # "Can we guarantee it?"
_TAG = 2  # The number of words of a tag ("follows it?").

# Cues of a clause that says what is demanded or not allowed, and of one that tells what has to be done.
_DENYING = frozenset({"not", "none", "never"})
_DEMANDING = _DENYING | {"demand", "duty", "suffices"}
_DUTY = frozenset({"duty"})
_LONGEST = 5  # The number of mentions of "are you fully compliant?" at most.


def echoes(clause: Clause, before: Clause) -> bool:
    """Whether a clause only asks with its verb if what is wanted, or claimed, before it is so ("they want it to follow X. Follows?")."""
    if not clause.asked or len(clause.mentions) > _TAG or before.cues.isdisjoint(_WANTING):
        return False
    said = {meaning for mention in before.mentions for meaning in mention.meanings}
    echoing = _VOUCHING if "vouches" in clause.cues else _ECHOING
    return all(echoing.issuperset(mention.cues) and (not is_content(mention) or said.intersection(mention.meanings)) for mention in clause.mentions)


def with_demand_judged(before: Clause, clause: Clause, sentence: Sentence) -> tuple[Clause, ...]:
    """What was told `before` as a question, where a clause only asks if it is so of a demand, or for yes or no; nothing where it asks more.

    A wish for yes or no after what asks already, or denies, is left out. What is demanded of a product's hosting alone is not judged here.
    """
    if not before.has_content or len(clause.mentions) > _LONGEST:
        return ()
    subject = _has_subject(before)
    alone = len(clause.mentions) == len(sentence.mentions)
    if "yes_no" in clause.cues and alone and not clause.asked and all(map(_only_quotes, clause.mentions)):
        denied = not (subject or before.cues.isdisjoint(_DENYING))
        return (before,) if before.asked or denied else (_asked(before, clause, "confirm" if subject else "yes_no"),)
    if not (clause.asked and "suffices" in clause.cues):
        return ()
    if (
        PRODUCT in clause.kinds
        and not before.cues.isdisjoint(_DEMANDING)
        and all(_only_meets(mention) or PRODUCT in mention.kinds for mention in clause.mentions)
    ):
        return (before, replace(clause, mentions=tuple(_as_met(mention) for mention in clause.mentions)))
    if before.asked or not all(map(_only_meets, clause.mentions)):
        return ()
    if subject:
        return (_asked(before, clause, "confirm"),)
    demanded = clause.has_content and not before.cues.isdisjoint(_DEMANDING)
    return (before, replace(clause, mentions=tuple(as_cue(mention, *mention.cues) for mention in clause.mentions))) if demanded else ()


def _asked(before: Clause, clause: Clause, asking: str) -> Clause:
    """What was told before as a question, what has to be done in it as what is done, and as demanded where it is asked if that is met."""
    done = ("aux", "demand") if "suffices" in clause.cues else ("aux",)
    told = tuple(as_cue(mention, *done) if has_cue(mention, _DUTY) else mention for mention in before.mentions)
    return replace(before, mentions=(*told, as_cue(clause.mentions[0], asking)), asked=True)


def _only_meets(mention: Mention) -> bool:
    return _BESIDE.issuperset(mention.cues) and ("suffices" in mention.cues or not is_content(mention))


def _as_met(mention: Mention) -> Mention:
    """A mention without what it means beside that a demand is met ("is X compliant?" asks of no law)."""
    return as_cue(mention, *mention.cues) if "suffices" in mention.cues else mention


def _only_quotes(mention: Mention) -> bool:
    return _QUOTING.issuperset(mention.cues) and ("quote_it" in mention.cues or not is_content(mention))


def _has_subject(before: Clause) -> bool:
    """Whether a clause names what is neither a product nor where its data are."""
    if OUTSIDE in before.kinds:
        return True
    hosting = "data" in before.cues and any(map(is_place, before.mentions))
    return not hosting and any(CONCEPT in mention.kinds and not mention.cues for mention in before.mentions)
