"""Everything that an edit of the knowledge must pass, in one go: the summary that a maintainer reads before handing it on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from bot.assistant import Assistant
from bot.errors import Problem
from bot.gate.alike import weigh
from bot.gate.clashes import Clash
from bot.gate.golden import OPEN, GoldenError, Line, conversations, faults, places, read_lines, read_open, replies
from bot.gate.watching import Watch, unwatched
from bot.knowledge.load import ASPECTS, Aspect, Examined, examine
from bot.knowledge.model import Knowledge
from bot.knowledge.parts import ALIKE
from bot.knowledge.version import knowledge_files

# What each aspect of the knowledge's own checks looks at.
_ABOUT: dict[Aspect, str] = {
    "form": "files and entries have the right shape",
    "languages": "phrases, cues, topics and places are complete in every language",
    "references": "entries agree with each other",
    "names": "no name for two things",
    "quotes": "every quote stands in its section of the article",
    "coverage": "the whole article is quoted or left out with a reason; every product has a row",
}
_NEAR, _GOLDEN = "near-clashes", "golden"


class Section(Struct, frozen=True):
    """One thing that was looked at: `about` says what, `says` what was found, in words; `faults` must be mended, `notes` are good to know.

    Where `examined` is false, a mistake in a section before it kept it from being looked at.
    """

    name: str
    about: str
    says: str = ""
    faults: list[Problem] = []
    notes: list[str] = []
    examined: bool = True


def check(folder: Path, golden: Path | None, cache: Path | None = None, watch: Watch = unwatched) -> list[Section]:
    """Check the knowledge in `folder`, with the golden questions in the folder `golden` where one is named.

    `cache` is where compiled knowledge is kept. Raises nothing: what cannot be read is a fault of its section.
    """
    examined = examine(folder)
    sections = [_aspect(aspect, examined) for aspect in ASPECTS]
    sections.append(_clashes(folder, examined.knowledge))
    if golden is not None:
        sections.append(_golden(folder, golden, cache, watch) if examined.knowledge else _unexamined(_GOLDEN, "the golden questions"))
    return sections


def is_sound(sections: list[Section]) -> bool:
    """Whether everything was looked at and nothing is at fault."""
    return all(section.examined and not section.faults for section in sections)


def _unexamined(name: str, about: str) -> Section:
    return Section(name, about, "not looked at: mend what is above first", examined=False)


def _aspect(aspect: Aspect, examined: Examined) -> Section:
    if aspect not in examined.problems:
        return _unexamined(aspect, _ABOUT[aspect])
    return Section(aspect, _ABOUT[aspect], faults=sorted(examined.problems[aspect]))


def _clashes(folder: Path, knowledge: Knowledge | None) -> Section:
    about = "no typing error makes one name of another, but where that is accepted"
    if knowledge is None:
        return _unexamined(_NEAR, about)
    weighed = weigh(folder, knowledge)
    count = sum(len(clashes) for _, clashes in weighed.accepted)
    says = f"{_counted(count, 'pair')} of names {'is' if count == 1 else 'are'} alike and accepted" if count else ""
    notes = [_note(clashes, entry.why) for entry, clashes in weighed.accepted if clashes]
    return Section(_NEAR, about, says, [*(_located(clash, folder) for clash in weighed.open), *sorted(weighed.problems)], notes)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _note(clashes: list[Clash], why: str) -> str:
    """Clashes that one entry accepts: the first, how many more, and why."""
    more = f"; so {'does' if len(clashes) == 2 else 'do'} {_counted(len(clashes) - 1, 'more pair')} of names" if len(clashes) > 1 else ""
    return f"{clashes[0]}{more}; accepted: {why}"


def _located(clash: Clash, folder: Path) -> Problem:
    """A clash at the first line that holds the one of its names that stands on fewer lines."""
    message = f"{clash}: take one of them out, write it so that they differ more, or accept the pair in {ALIKE}.yaml with the reason"
    found = sorted((list(_lines_with(name, folder)) for name in (clash.name, clash.other)), key=len)
    file, line = next((lines[0] for lines in found if lines), (str(folder), 1))
    return Problem(file, line, message)


def _lines_with(name: str, folder: Path) -> Iterator[tuple[str, int]]:
    """The files and lines that hold a name as words of their own, capitals and comments aside."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    for path in (path for path in knowledge_files(folder) if path.stem != ALIKE):
        for number, line in enumerate(path.read_text("utf-8").split("\n") if path.suffix == ".yaml" else (), 1):
            if pattern.search(line.partition("#")[0]):
                yield str(path.relative_to(folder)), number


def _golden(folder: Path, golden: Path, cache: Path | None, watch: Watch) -> Section:
    about = "golden questions get right replies"
    try:
        lines, known, where = read_lines(golden), read_open(golden), places(golden)
    except GoldenError as error:
        return Section(_GOLDEN, about, faults=[Problem(str(golden), 1, str(error))])
    if not lines:
        return Section(_GOLDEN, about, faults=[Problem(str(golden), 1, "no golden questions here: name their folder with --golden, or --no-golden")])
    assistant = Assistant(folder, cache)
    wrong = dict(_wrong(lines, assistant, watch))
    found = [Problem(*where[key], f"{key}: {why}") for key, why in wrong.items() if key not in known]
    found += _mistaken_ids(lines, known - wrong.keys(), where)
    says = f"{len(lines):,} questions: {len(lines) - len(wrong):,} right, {len(wrong.keys() & known):,} known to be wrong"
    return Section(_GOLDEN, about, says, sorted(found))


def _wrong(lines: list[Line], assistant: Assistant, watch: Watch) -> Iterator[tuple[str, str]]:
    """The ids of the lines that are answered wrong, each with the question and the reasons."""
    for conversation in watch(list(conversations(lines).values()), _GOLDEN):
        for line, reply in zip(conversation, replies(conversation, assistant), strict=True):
            if reasons := list(faults(line, reply, assistant)):
                yield line.id, f"{line.q!r}: {'; '.join(reasons)}"


def _mistaken_ids(lines: list[Line], not_wrong: set[str], where: dict[str, tuple[str, int]]) -> Iterator[Problem]:
    """Ids of open.txt whose lines are right or gone, and ids that two lines have."""
    times = Counter(line.id for line in lines)
    for key in sorted(not_wrong):
        yield Problem(OPEN, 1, f"{key} is right now: take it out" if key in times else f"no line has the id {key}: take it out")
    yield from (Problem(*where[key], f"{count} lines have the id {key}: give each its own") for key, count in times.items() if count > 1)
