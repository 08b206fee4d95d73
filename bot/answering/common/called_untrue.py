"""Whether a claim is called untrue."""

from __future__ import annotations

from bot.understanding.syntax.question import Question


def is_called_untrue(question: Question) -> bool:
    """Whether it is asked if a claim is wrong, not "... or is that a myth?"; "not true" alone asks "isn't it true?"."""
    if not question.positions.at("untrue"):
        return False
    last = max((*(at for _, at in question.positions), *(term.position for term in question.terms)), default=-1)
    put_right = max((at for at in question.positions.at("correction") if at < last), default=-1)  # "I read the wrong line, it was X".
    untrue = [at for at in question.positions.at("untrue") if at > put_right and not _is_judged_later(question, at)]
    confirmed = question.positions.at("confirm")
    both = set(untrue).intersection(confirmed)
    if any(at not in both and not _is_offered(question, at) for at in untrue):
        return True
    return bool(both) and not both.issuperset(confirmed)


def _is_judged_later(question: Question, position: int) -> bool:
    """Whether it is asked after it if they are right ("I think he is wrong. Is he right?"), and they did not say themselves that it is untrue."""
    asked = max(question.positions.at("theirs"), default=0)
    named = any(position < term.position < asked for term in question.terms)
    said = named and not any(at < position for at in question.positions.at("oneself"))  # "He says it's a myth that X is in Y. Is he right?"
    return position < asked and not said


def _is_offered(question: Question, position: int) -> bool:
    """Whether what stands at a position is the other half of a choice ("..., or is that a myth?"), not of "is that dated or wrong?"."""
    named = [
        at
        for at in (*(term.position for term in question.terms if term.is_weighty), *(where.position for where in question.mentioned))
        if at < position
    ]
    chosen = [set(range(max(named) + 1, at)) for at in question.positions.at("or") if named and max(named) < at < position]
    return any(between.intersection(question.positions.at("confirm")) or between.isdisjoint(question.positions.at("aux")) for between in chosen)
