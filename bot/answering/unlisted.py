"""Whether something is asked of hosting that no article tells: how places compare, what others keep or open."""

from __future__ import annotations

from bot.answering.findings import Finding
from bot.understanding.parties import BY_OTHERS
from bot.understanding.question import Question

# Cues of what is counted where more or fewer of it are asked for, or where others than a place are; how far after that it stands.
_COUNTED = ("location_noun", "available", "product", "data_center", "data", "kind_of_data", "every_region", "only")
_SIZES = ("more_than", "fewer_than")
_REACH_OF_COUNTED = 2
_REACH_OF_THAN = 3


def asks_unlisted(question: Question, found: Finding) -> bool:
    """Whether what was found is no answer, as more is asked than where data can be."""
    if found.status != "answered":
        return False
    done = BY_OTHERS in question.cues and question.kind in ("", "who")
    return done or bool((question.yes_no or found.verdict) and bool(found.facts) and _compares_quality(question))


def _compares_quality(question: Question) -> bool:
    """Whether one thing is set above another in what nothing tells ("is X dearer than Y?"), not in the number of its places or a length of time."""
    positions = question.positions
    if question.amounts or question.dates or (question.count and "location_noun" in question.cues):
        return False
    sizes, counted = positions.at_any(*_SIZES), positions.at_any(*_COUNTED)
    nouns = {term.position for term in question.own_concepts}  # "Another region than X."
    joining = set(positions.at("what")).intersection(positions.at("subject"))  # "Que", which also stands for "than".
    for than in joining.union(positions.at("than")):
        before = [at for at in sizes if at <= than]
        reach = _REACH_OF_THAN if ("from", than - 1) not in positions else than  # "Mais ... do que" may stand far apart.
        if than in joining and not any(than - at <= reach for at in before):
            continue
        of_number = any(0 < noun - at <= _REACH_OF_COUNTED and ("quality", at + 1) not in positions for at in before if at < than for noun in counted)
        if not of_number and than - 1 not in nouns and not any(at < than for at in positions.at("other")):
            return True
    return False
