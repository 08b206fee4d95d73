"""Two versions of the knowledge compared by what they answer: every answer that changes, with the edits that cause it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from bot.assistant import Assistant
from bot.errors import KnowledgeError, Problem
from bot.folding import fold_text
from bot.gate.causes import Causes, Changed, differing
from bot.gate.edits import Edit, Edits
from bot.gate.golden import Line, faults
from bot.gate.questions import Conversation, replies
from bot.gate.watching import Watch, unwatched
from bot.replies import Reply

# What a golden question says of a change: it was wrong or not asked before, and is right now (that is expected); it was right and is
# wrong; it is right or wrong as before; there is none.
Judgement = Literal["expected", "broken", "still right", "still wrong", "no golden question"]
JUDGEMENTS: tuple[Judgement, ...] = ("broken", "no golden question", "still wrong", "still right", "expected")

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


class Comparison(Struct, frozen=True):
    """All that a comparison found. `edits` are all edits, `needed` the numbers of those that the old version had to be given to be read."""

    edits: list[Edit]
    needed: list[int]
    questions: int
    changes: list[Change]

    @property
    def unexpected(self) -> list[Change]:
        """The changes that no golden question expects."""
        return [change for change in self.changes if change.judgement != "expected"]

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
        changed: list[tuple[Changed, Reply]] = []
        for conversation in watch(conversations, "replay"):
            pairs = list(zip(replies(conversation, self._old), replies(conversation, self._new), strict=True))
            for at in conversation.judged:
                old, new = pairs[at]
                if differing(old, new):
                    changed.append((Changed(conversation, at, new), old))
        causes = Causes(self.edits, self.needed, self._workspace).of([change for change, _ in changed], watch)
        judged = [self._judged(change, old, known) for change, old in changed]
        expected = {fold_text(change.conversation.messages[change.position].text) for (change, _), judgement in zip(changed, judged, strict=True)
                    if judgement == "expected"}  # fmt: skip
        changes = [
            _change(change, old, "expected" if _is_asked(change, expected) else judgement, edits)
            for (change, old), judgement, edits in zip(changed, judged, causes, strict=True)
        ]
        questions = sum(len(conversation.judged) for conversation in conversations)
        return Comparison(self.edits.listed, sorted(self.needed), questions, changes)

    def _judged(self, change: Changed, old: Reply, known: set[str] | None) -> Judgement:
        if not change.conversation.lines:
            return "no golden question"
        line: Line = change.conversation.lines[change.position]
        was_right, is_right = not any(faults(line, old, self._old)), not any(faults(line, change.new, self._new))
        if is_right and (not was_right or (known is not None and line.id not in known)):
            return "expected"
        return "still right" if is_right else "broken" if was_right else "still wrong"


def _is_required(edit: Edit) -> bool:
    """Whether an edit adds or takes away what a program asks of every language."""
    return edit.file.startswith("languages/") and edit.path.startswith(_REQUIRED) and edit.path.count(".") == 1 and edit.kind in ("added", "removed")


def _is_asked(change: Changed, expected: set[str]) -> bool:
    """Whether people asked the very question that a golden line expects to change."""
    return not change.conversation.lines and fold_text(change.conversation.messages[change.position].text) in expected


def _change(change: Changed, old: Reply, judgement: Judgement, edits: list[int]) -> Change:
    conversation, at = change.conversation, change.position
    return Change(
        question=conversation.messages[at].text,
        before=[message.text for message in conversation.messages[:at]],
        golden=conversation.lines[at].id if conversation.lines else "",
        asked=conversation.asked,
        judgement=judgement,
        old=old,
        new=change.new,
        edits=edits,
    )
