"""Which of several that are compared stand out: those with the most or fewest regions, the one unlike all others, those that are alike."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.syntax.question import Question

SIZES = ("more_than", "fewer_than")
EXTREMES = ("most", "fewest")

_TWO = 2


def standing_out(question: Question, keys: Sequence[str], sets: Sequence[set[str]]) -> tuple[str, ...]:
    """The `keys` of those that are asked for, by the regions of each in `sets`; none where nothing of the kind is asked, or none differs."""
    sizes = [len(regions) for regions in sets]
    asked = question.kind in ("which", "who") or question.cues >= {"which", "difference"}
    if asked and len(sets) > _TWO and question.cues & {"difference", "same"}:
        return _alike(keys, sets) if "same" in question.cues else _odd(keys, sets)
    asked = asked and not question.cues.isdisjoint((*SIZES, *EXTREMES))
    if len(question.products) < _TWO or not asked or len(set(sizes)) == 1:
        return ()
    wanted = min(sizes) if question.cues & {"fewer_than", "fewest"} else max(sizes)
    return tuple(key for key, size in zip(keys, sizes, strict=True) if size == wanted)


def _odd(keys: Sequence[str], sets: Sequence[set[str]]) -> tuple[str, ...]:
    """The one that differs from all others, where there is just one."""
    odd = tuple(key for key, regions in zip(keys, sets, strict=True) if sets.count(regions) == 1)
    return odd if len(odd) == 1 else ()


def _alike(keys: Sequence[str], sets: Sequence[set[str]]) -> tuple[str, ...]:
    """Those that are alike, where no others are alike in another way."""
    groups = [regions for regions in sets if sets.count(regions) > 1]
    alike = all(regions == groups[0] for regions in groups)
    return tuple(key for key, regions in zip(keys, sets, strict=True) if regions in groups) if alike else ()
