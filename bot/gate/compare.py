"""Two versions of the knowledge compared by what they answer: every answer that changes, with the edits that cause it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from bot.assistant import Assistant
from bot.errors import KnowledgeError, Problem
from bot.folding import fold_text
from bot.gate.causes import Causes, Changed, differing
from bot.gate.edits import Edit, Edits
from bot.gate.golden import faults
from bot.gate.questions import Conversation, replies
from bot.gate.watching import Watch, unwatched
from bot.replies import Reply

# What golden questions say of a change: it was wrong or not asked before, and is right now (that is expected); it was right and is
# wrong; it is right or wrong as before; there is none; or it only says the same in other words, for which one asks.
Judgement = Literal["expected", "broken", "still right", "still wrong", "no golden question", "reworded"]
JUDGEMENTS: tuple[Judgement, ...] = ("broken", "no golden question", "still wrong", "still right", "expected", "reworded")

_NUMBER = re.compile(r"\d+")
_REQUIRED = ("cues.", "phrases.", "units.")


class Change(Struct, frozen=True, kw_only=True):
    """An answer that changes. `before` are the questions asked before it in its conversation, `golden` the id of its line or "",
    `asked` how often people asked it, `edits` the numbers of the edits that cause it together."""

    question: str
    before: list[str] = []
    golden: str = ""
    asked: int = 0
    judgement: Judgement
    old: Reply
    new: Reply
    edits: list[int]

    @property
    def is_expected(self) -> bool:
        """Whether a golden question expects the change, or its words."""
        return self.judgement in ("expected", "reworded")


class Comparison(Struct, frozen=True):
    """All that a comparison found. `edits` are all edits, `needed` the numbers of those that the old version had to be given to be read."""

    edits: list[Edit]
    needed: list[int]
    questions: int
    changes: list[Change]

    @property
    def unexpected(self) -> list[Change]:
        """The changes that no golden question expects."""
        return [change for change in self.changes if not change.is_expected]

    @property
    def reworded(self) -> list[Change]:
        """The changes that only say the same in other words, as a golden question asks for."""
        return [change for change in self.changes if change.judgement == "reworded"]

    def by_edits(self) -> dict[tuple[int, ...], list[Change]]:
        """The changes by the edits that cause them, those with most changes first; in each, those that are worst first."""
        found: dict[tuple[int, ...], list[Change]] = {}
        for change in sorted(self.changes, key=lambda change: JUDGEMENTS.index(change.judgement)):
            found.setdefault(tuple(change.edits), []).append(change)
        return dict(sorted(found.items(), key=lambda group: (-len(group[1]), group[0])))


class VersionError(KnowledgeError):
    """A version cannot be read by this program."""

    def __init__(self, name: str, error: KnowledgeError) -> None:
        super().__init__([Problem(f"{name}: {problem.file}", problem.line, problem.message) for problem in error.problems])


class Comparing:
    """Compares the knowledge in `old` with that in `new`; `workspace` is an empty folder to write in, `names` are shown to people.

    Raises VersionError where one of them is not sound.
    """

    def __init__(self, old: Path, new: Path, workspace: Path, names: tuple[str, str] = ("OLD", "NEW")) -> None:
        self._workspace = workspace
        try:
            self.edits = Edits(old, new)
            self._new = Assistant(new)
        except KnowledgeError as error:
            raise VersionError(names[1], error) from None
        self.needed: frozenset[int] = frozenset()
        try:
            self._old = Assistant(old)
        except KnowledgeError as error:
            self.needed = frozenset(number for number, edit in enumerate(self.edits.listed) if _is_required(edit))
            self._old = self._with_needed(names[0], error)

    def _with_needed(self, name: str, error: KnowledgeError) -> Assistant:
        """The old version with the words that this program asks of every language; it may be older than these."""
        folder = self._workspace / "old"
        self.edits.write(folder, self.needed)
        try:
            return Assistant(folder)
        except KnowledgeError:
            raise VersionError(name, error) from None

    def run(self, conversations: Sequence[Conversation], known: set[str] | None = None, watch: Watch = unwatched) -> Comparison:
        """Replay all conversations through both versions. `known` are the ids of the golden lines that the old version had, None for all."""
        changed: list[Changed] = []
        for conversation in watch(conversations, "replay"):
            pairs = list(zip(replies(conversation, self._old), replies(conversation, self._new), strict=True))
            for at in conversation.judged:
                old, new = pairs[at]
                if differing(old, new):
                    changed.append(Changed(conversation, at, old, new))
        causes = Causes(self.edits, self.needed, self._workspace).of(changed, watch)
        judged = [self._judged(change, known) for change in changed]
        expected = {_question(change) for change, judgement in zip(changed, judged, strict=True) if judgement == "expected"}
        judged = ["expected" if not change.conversation.lines and _question(change) in expected else judgement
                  for change, judgement in zip(changed, judged, strict=True)]  # fmt: skip
        judged = self._reworded(changed, judged, causes)
        changes = [_change(*each) for each in zip(changed, judged, causes, strict=True)]
        questions = sum(len(conversation.judged) for conversation in conversations)
        return Comparison(self.edits.listed, sorted(self.needed), questions, changes)

    def _reworded(self, changed: Sequence[Changed], judged: Sequence[Judgement], causes: Sequence[list[int]]) -> list[Judgement]:
        """The judgements, with "reworded" for answers that edits only word in another way, where golden questions ask for those words.

        One does that is right with the new words and was wrong with the old ones; and none may be wrong with them that was right.
        """
        asked_for, refused = set[int](), set[int]()
        for change, judgement, edits in zip(changed, judged, causes, strict=True):
            if judgement == "broken":
                refused.update(edits)
            elif judgement == "expected" and change.line and _says_the_same(change) and any(faults(change.line, change.old, self._old)):
                asked_for.update(edits)
        allowed = {number for number in asked_for - refused if _is_of_words(self.edits.listed[number])}
        return [
            "reworded" if judgement != "expected" and allowed.issuperset(edits) and _says_the_same(change) else judgement
            for change, judgement, edits in zip(changed, judged, causes, strict=True)
        ]

    def _judged(self, change: Changed, known: set[str] | None) -> Judgement:
        line = change.line
        if line is None:
            return "no golden question"
        was_right, is_right = not any(faults(line, change.old, self._old)), not any(faults(line, change.new, self._new))
        if is_right and (not was_right or (known is not None and line.id not in known)):
            return "expected"
        return "still right" if is_right else "broken" if was_right else "still wrong"


def _is_required(edit: Edit) -> bool:
    """Whether an edit adds or takes away what a program asks of every language."""
    return edit.file.startswith("languages/") and edit.path.startswith(_REQUIRED) and edit.path.count(".") == 1 and edit.kind in ("added", "removed")


def _is_of_words(edit: Edit) -> bool:
    """Whether an edit changes how something is said: a phrase, or the text of a statement."""
    is_phrase = edit.path.startswith("phrases.") and edit.file.startswith("languages/")
    return edit.kind == "changed" and (is_phrase or ".text." in edit.path)


def _says_the_same(change: Changed) -> bool:
    """Whether only the words of an answer change: no fact, no verdict, no evidence, and no number in the text."""
    return differing(change.old, change.new) == ["text"] and _NUMBER.findall(change.old.text) == _NUMBER.findall(change.new.text)


def _question(change: Changed) -> str:
    """The question as it is compared with others: people may ask the very one that a golden line expects to change."""
    return fold_text(change.conversation.messages[change.position].text)


def _change(change: Changed, judgement: Judgement, edits: list[int]) -> Change:
    conversation, at = change.conversation, change.position
    return Change(
        question=conversation.messages[at].text,
        before=[message.text for message in conversation.messages[:at]],
        golden=change.line.id if change.line else "",
        asked=conversation.asked,
        judgement=judgement,
        old=change.old,
        new=change.new,
        edits=edits,
    )
