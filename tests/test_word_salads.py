"""Words of real questions in any order, and phrases of every meaning strung together: always a reply, and a true one."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.knowledge.load import load_knowledge
from bot.replies import Reply
from tests.asking import KNOWLEDGE, ask, false_claims, new_thread, unproven
from tests.golden_lines import read_lines

SALADS = 6_000
LONGEST = 12  # So many words, or phrases.
MARKS = list(",?.:;()'\"-!") + ["...", "\n"]


def test_salads_get_true_replies() -> None:
    """Alone and in threads; the seed that is printed repeats them."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    chance, thread, wrong = random.Random(seed), new_thread(), list[str]()
    for salad in _salads(chance):
        thread = new_thread() if chance.random() < 0.3 else thread
        try:
            wrong += [f"{salad!r}: {fault}" for fault in _faults(ask(salad, thread))]
        except Exception as error:
            error.add_note(f"asked: {salad!r}")
            raise
    assert wrong == []


def _salads(chance: random.Random) -> Iterator[str]:
    """In turn words of two questions that are shuffled, and phrases of one language with names and marks between them."""
    questions = [line.q for line in read_lines()]
    languages = list(_phrases().values())
    for number in range(SALADS):
        size = chance.randint(1, LONGEST)
        if number % 2:
            words = " ".join(chance.sample(questions, 2)).split()
            yield " ".join(chance.sample(words, min(size, len(words))))
        else:
            kinds = chance.choice(languages)
            yield " ".join(chance.choice(chance.choice(kinds)) for _ in range(size))


def _phrases() -> dict[str, list[list[str]]]:
    """The phrases of each language by what they mean, and beside each the names of products and the marks."""
    knowledge = load_knowledge(KNOWLEDGE)
    names = [product.name for product in knowledge.products.values()]
    found: dict[str, list[list[str]]] = {}
    for code, language in knowledge.languages.items():
        cues = list(language.file.cues.values())
        told = [list(table.values()) for words in knowledge.words.values() for table in (words[code].data, words[code].concepts, words[code].regions)]
        topics = [topic.cues for topic in language.outside.values()]
        found[code] = [phrases for table in (cues, *told, topics) for phrases in table] + [names, MARKS, language.small_words] * len(names)
    return found


def _faults(reply: Reply) -> list[str]:
    """What a reply asserts that the article does not hold, and quotes that do not stand in it; that it says nothing."""
    return [*false_claims(reply), *unproven(reply), *([] if reply.text else ["an empty reply"])]
