"""One size of the growth benchmark, as a process: `python -m benchmarks.growth_worker KNOWLEDGE CACHE TIMES`.

Two processes share the work, so that the memory measured is that of an assistant and not of making its knowledge: the first
writes a compiled copy of the enlarged knowledge, the second (with "measure" at the end, and the seconds that the lexicon took in
place of TIMES) loads it and asks. Prints the figures as JSON.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from benchmarks.growth import Measured
from benchmarks.invented import enlarged
from benchmarks.material import about_sixty, golden_questions
from benchmarks.measuring import median, p99, seconds
from bot.assistant import Assistant
from bot.knowledge.load import load_knowledge
from bot.understanding.linking.lexicon import build_lexicon

SEED = 20220805
MOST_PRODUCTS_ASKED = 60
EACH = 8  # One of so many golden questions is asked.
ROUNDS = 1


def prepare(folder: Path, cache: Path, times: int) -> float:
    """Puts the enlarged knowledge where the assistant looks for its compiled copy; returns the s that the lexicon took."""
    Assistant(folder, cache)
    (compiled,) = cache.iterdir()
    knowledge = enlarged(load_knowledge(folder), times)
    start = time.perf_counter()
    lexicon = build_lexicon(knowledge)
    took = time.perf_counter() - start
    compiled.write_bytes(msgspec.msgpack.encode({"knowledge": knowledge, "lexicon": lexicon}))
    return took


def measure(folder: Path, cache: Path, build: float) -> Measured:
    """Loads the compiled copy and asks golden questions, questions on invented products, and the same misspelt."""
    before, start = _memory(), time.perf_counter()
    assistant = Assistant(folder, cache)
    load = time.perf_counter() - start
    golden, invented = about_sixty(golden_questions())[::EACH], _invented_questions(assistant)
    assistant.ask("".join(golden[:1]))
    for question in _misspelt(invented[-1:]):
        assistant.ask(question)
    times = [seconds(assistant.ask, question) for _ in range(ROUNDS) for question in golden + invented]
    misspelt = [seconds(assistant.ask, question) for question in _misspelt(invented[:-1])]
    return Measured(median(times), p99(times), median(misspelt), build, load, _memory() - before)


def _invented_questions(assistant: Assistant) -> list[str]:
    """Where the data of some products are, the article's own and invented ones, spread over all."""
    facts = assistant.knowledge.facts
    step = max(1, len(facts) // MOST_PRODUCTS_ASKED)
    chosen = facts[::step][:MOST_PRODUCTS_ASKED]
    named = next(iter(assistant.knowledge.words.values()))["en"].data
    return [f"Could you tell me where {named[fact.data[-1]][0]} of {assistant.knowledge.products[fact.product].name} is hosted?" for fact in chosen]


def _misspelt(questions: list[str]) -> list[str]:
    """Each question with two letters of its longest word swapped."""
    source, found = random.Random(SEED), []
    for question in questions:
        word = max(question.split(), key=len)
        at = source.randrange(2, len(word) - 2)
        found.append(question.replace(word, word[:at] + word[at + 1] + word[at] + word[at + 2 :]))
    return found


def _memory() -> int:
    """Resident memory in bytes."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Prepares and starts the second process, or is it."""
    folder, cache, times = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    if len(sys.argv) > 4:
        print(msgspec.json.encode(measure(folder, cache, times)).decode())
        return
    took = prepare(folder, cache, int(times))
    subprocess.run([sys.executable, "-m", "benchmarks.growth_worker", str(folder), str(cache), str(took), "measure"], check=True)


if __name__ == "__main__":
    main()
