"""Products in a place, or else with some data ("which are in X or have tickets?")."""

from __future__ import annotations

from msgspec.structs import replace

from bot.understanding.linking.lexicon import DATA
from bot.understanding.syntax.question import Question


def either_of(question: Question) -> tuple[Question, ...]:
    """The two questions of which either may be so, of places and of data; none where "or" does not stand between all of the ones and the others."""
    if not (question.regions and question.data and question.positions.at("or")) or question.excluded_data or question.data_by_product:
        return ()
    places = [where.position for where in question.regions]
    data = question.positions_of(DATA)
    joints = [at for at in question.positions.at("or") if max(places) < at < min(data, default=at)]
    if len(joints) != 1 or not any(joints[0] < at < data[0] for at in question.positions.at_any("holds", "host", "using", "with")):
        return ()
    plain = question.cues - {"or"}
    return replace(question, data=(), cues=plain), replace(question, regions=(), cues=plain)
