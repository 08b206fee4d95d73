"""What the invented people of the generator ask: golden questions with their typing errors, each answered once by the real assistant."""

from __future__ import annotations

import random
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
from msgspec.structs import replace

from bot.conversations import Conversations
from bot.records import Place, StoredTurn
from bot.replies import Reply
from bot.store.open import open_store
from tests.asking import assistant
from tests.golden_lines import Line, read_lines

QUESTIONS = 260
LONGEST = 140
_AT_ONCE = 16


class Asked(msgspec.Struct, frozen=True):
    """A question as one person types it: `topic` is the question meant, the same for its misspelt forms; `turn` what became of it."""

    topic: int
    text: str
    turn: StoredTurn

    @property
    def language(self) -> str:
        """The language of its reply."""
        return self.turn.language

    @property
    def choices(self) -> list[str]:
        """What a clarification offers."""
        return msgspec.json.decode(self.turn.reply, type=Reply).suggestions if self.turn.status == "clarify" else []


class Material:
    """Questions by topic, the most frequent first: each topic's forms, the golden one first. The same for the same seed."""

    def __init__(self, chance: random.Random, questions: int = QUESTIONS) -> None:
        texts = [form for topic, line in enumerate(_chosen_lines(chance, questions)) for form in _forms(topic, line, chance)]
        with tempfile.TemporaryDirectory() as folder:
            answered = _answered([text for _, text in texts], Path(folder))
            self.forms: list[list[Asked]] = [[] for _ in range(questions)]
            for (topic, text), turn in zip(texts, answered, strict=True):
                self.forms[topic].append(Asked(topic, text, turn))
            self._translated, self._chosen = self._others(Path(folder))
        firsts = [forms[0] for forms in self.forms]
        self._refusals = {asked.language: asked.turn for asked in firsts if asked.turn.status == "unknown"}

    def _others(self, folder: Path) -> tuple[dict[str, StoredTurn], dict[str, StoredTurn]]:
        """The golden forms in the other language by their text, and the choices that clarifications offer by theirs."""
        languages = list(assistant().knowledge.languages)
        firsts = [forms[0] for forms in self.forms]
        others = [next(code for code in languages if code != asked.language) for asked in firsts]
        translated = dict(zip((asked.text for asked in firsts), _answered([asked.text for asked in firsts], folder, others), strict=True))
        choices = sorted({choice for forms in self.forms for asked in forms for choice in asked.choices})
        return translated, dict(zip(choices, _answered(choices, folder), strict=True))

    def translated(self, asked: Asked) -> StoredTurn:
        """The golden form of a question in the other language; its text is that of `asked`."""
        turn = self._translated[self.forms[asked.topic][0].text]
        return replace(turn, question=asked.text)

    def chosen(self, choice: str) -> StoredTurn:
        """What became of a choice."""
        return self._chosen[choice]

    def refused(self, asked: Asked) -> StoredTurn:
        """The question as a knowledge that knew less would have refused it."""
        refusal = self._refusals.get(asked.language) or next(iter(self._refusals.values()))
        reply = replace(msgspec.json.decode(refusal.reply, type=Reply), question=asked.text)
        return replace(refusal, question=asked.text, reply=msgspec.json.encode(reply))


def _chosen_lines(chance: random.Random, questions: int) -> list[Line]:
    """Golden questions, a tenth of them such as Onde asks back about."""
    lines = [line for line in read_lines() if not line.thread and len(line.q) <= LONGEST]
    unclear = chance.sample([line for line in lines if "clarify" in line.statuses], questions // 10)
    ids = {line.id for line in unclear}
    others = chance.sample([line for line in lines if line.id not in ids], questions - len(unclear))
    return chance.sample([*unclear, *others], questions)


def _forms(topic: int, line: Line, chance: random.Random) -> list[tuple[int, str]]:
    """The golden question and two misspelt ones."""
    return [(topic, line.q), *((topic, misspelt(line.q, chance)) for _ in range(2))]


def misspelt(text: str, chance: random.Random) -> str:
    """The text with one letter of a longer word dropped, doubled or swapped with the next; or all in small letters where it has none."""
    words = text.split(" ")
    long = [number for number, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not long:
        return text.lower()
    number = chance.choice(long)
    word = words[number]
    at = chance.randrange(1, len(word) - 1)
    words[number] = word[:at] + chance.choice([word[at + 1 :], word[at] * 2 + word[at + 1 :], word[at + 1] + word[at] + word[at + 2 :]])
    return " ".join(words)


def _answered(texts: list[str], folder: Path, languages: list[str] | None = None) -> list[StoredTurn]:
    """Each text answered and stored as it would be, in the languages given or its own; in the order of the texts."""
    store = open_store(folder / "onde.sqlite3")
    try:
        conversations = Conversations(assistant(), store, lambda: 0.0)
        run = f"{len(texts)}:{languages is not None}"

        def answered(number: int) -> StoredTurn:
            language = languages[number] if languages else ""
            place = Place("T1", f"C{number}", "", "command")  # Questions of one place would wait for each other.
            return conversations.ask(texts[number], place, "U0", f"{run}:{number}", language=language, begins=True).stored

        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(answered, range(len(texts))))
    finally:
        store.close()
