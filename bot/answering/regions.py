"""Whether sets of regions are what a question says of its places: in, not in, only in, both, either."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.table import HostingTable
from bot.understanding.question import Question, Where


def passes(table: HostingTable, regions: Sequence[str], question: Question) -> bool:
    """Whether hosting in `regions` meets all that a question for products or data demands."""
    wanted = [where for where in question.regions if where.wanted]
    unwanted = [where for where in question.regions if not where.wanted]
    if "every_region" in question.cues and not unwanted:
        return set(table.all_regions).issubset(regions) != ("not" in question.cues)
    if "one_region" in question.cues and not question.regions:
        return len(regions) == 1
    if _tells_apart(table, question):
        return all(where.code in regions for where in wanted) and not any(where.code in regions for where in unwanted)
    if is_exclusive(question):
        return _only_in(table, regions, wanted or unwanted) == bool(wanted)
    within = table.geography.within
    if "or" in question.cues and len(wanted) > 1:
        meets = any(within(regions, where) for where in wanted)
    else:
        meets = all(within(regions, where) for where in wanted)
    return meets and not any(within(regions, where) for where in unwanted)


def truth(table: HostingTable, regions: Sequence[str], question: Question) -> bool | None:
    """Whether hosting in `regions` is what a yes/no question says of its places, its negation aside.

    None where the article does not say, because a place is only a part of a region.
    """
    if is_elsewhere(question):
        elsewhere = any(not any(table.geography.settles(code, where) for where in question.regions) for code in regions)
        return elsewhere != question.negative
    if is_exclusive(question):
        return _only_in(table, regions, question.regions)
    contrast = len({where.wanted for where in question.regions}) > 1
    values = [table.geography.within(regions, where) for where in question.regions]
    if contrast:
        values = [_not(value) if not where.wanted else value for value, where in zip(values, question.regions, strict=True)]
    if len(values) > 1 and "or" in question.cues and "both" not in question.cues:
        return any_truth(values)
    return all_truth(values)


def is_exclusive(question: Question) -> bool:
    """Whether "only" belongs to the places that are named."""
    return "only" in question.cues and any(question.near("only", where.position) for where in question.regions)


def is_elsewhere(question: Question) -> bool:
    """Whether it is asked for any place but those named ("anywhere other than the US?")."""
    return "except" in question.cues and bool(question.regions) and not any(where.wanted for where in question.regions)


def any_truth(values: Sequence[bool | None]) -> bool | None:
    """True if any is; None if none is but one is not known."""
    return True if True in values else None if None in values else False


def all_truth(values: Sequence[bool | None]) -> bool | None:
    """False if any is; None if none is but one is not known."""
    return False if False in values else None if None in values else True


def _only_in(table: HostingTable, regions: Sequence[str], places: Sequence[Where]) -> bool:
    """Whether the regions are those places, all of them and nothing else."""
    geography = table.geography
    return (
        bool(places)
        and all(geography.within(regions, where) for where in places)
        and all(any(geography.settles(code, where) for where in places) for code in regions)
    )


def _tells_apart(table: HostingTable, question: Question) -> bool:
    """Whether two regions are named of which one lies in the other ("EU, not EEA"): then each is meant as written."""
    codes = [where.code for where in question.regions if where.code]
    return any(one != other and table.geography.settles(one, Where(other, "", 0)) for one in codes for other in codes)


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value
