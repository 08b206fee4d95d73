"""Messages of those who thank and only tell what they do next, whatever things they name in it ("thanks, I'll put that in the ticket")."""

from __future__ import annotations

from bot.understanding.syntax.question import Question

_OF_SPEAKER = frozenset({"intends", "oneself"})
_WISHING = frozenset({"demand", "suffices", "correction", "infers", "confirm", "untrue", "host", "holds", "there"})
_REQUESTING = frozenset({"list", "reports", "define", "compare", "quote_it", "location_noun"})


def only_tells(question: Question, talk: frozenset[str]) -> bool:
    """Whether somebody who thanks only tells what they do with what they heard, and asks nothing."""
    if "thanks" not in talk or question.asked or question.products or question.regions or question.software or question.amounts:
        return False
    intends = "intends" in question.cues
    if not (intends or question.cues.isdisjoint(_WISHING)) or not question.cues.isdisjoint({"demand", "suffices"}) or _goes_on(question):
        return False
    if not question.cues.isdisjoint(_OF_SPEAKER):
        return not question.kind or (intends and not question.positions.at(question.kind))
    spoken_of = [at for at in question.positions.at("it") if at + 1 not in question.positions.at("aux")]  # Not "ok, it is frobbed".
    return bool(spoken_of) and not question.kind and question.cues.isdisjoint(_REQUESTING)


def _goes_on(question: Question) -> bool:
    """Whether something is added right after the thanks ("ok, and the logs I sent")."""
    thanks = question.positions.at("thanks")
    joins = [at for at in question.positions.at("what_about") if at not in question.positions.at("infers")]
    return any(not at or at - 1 in thanks for at in joins)
