"""Knowledge made larger: products and kinds of data that do not exist, each shaped like one of the article's."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from msgspec.structs import replace

from bot.knowledge.model import Fact, Knowledge
from bot.knowledge.schema import ArticleWords

SEED = 20220805
_OPENINGS = "b br c cl d dr f fl g gl j k l m n p pl qu r s sk st t tr v w z".split()
_VOWELS = "a e i o u ai au ea io oa".split()
_CLOSINGS = ["", "", "l", "m", "n", "r", "s", "x"]


def invented_words() -> Iterator[str]:
    """Pronounceable words of 7 to 13 letters, none twice."""
    source = random.Random(SEED)
    seen: set[str] = set()
    while True:
        word = "".join(source.choice(_OPENINGS) + source.choice(_VOWELS) for _ in range(3)) + source.choice(_CLOSINGS)
        if 7 <= len(word) <= 13 and word not in seen:
            seen.add(word)
            yield word


def enlarged(knowledge: Knowledge, times: int) -> Knowledge:
    """`knowledge` with `times` as many products, kinds of data, names and facts; the first share of them is its own."""
    names = invented_words()
    products, data, facts = dict(knowledge.products), dict(knowledge.data), list(knowledge.facts)
    words = {article: {code: _copied(own) for code, own in languages.items()} for article, languages in knowledge.words.items()}
    for _ in range(times - 1):
        product_keys = {key: next(names) for key in knowledge.products}
        data_keys = {key: next(names) for key in knowledge.data}
        for key, word in product_keys.items():
            original = knowledge.products[key]
            aliases = [f"{word[:5]} {next(names)}" for _ in original.aliases]
            products[word] = replace(original, key=word, name=word.capitalize(), heading="", aliases=aliases)
        for key, word in data_keys.items():
            general = [data_keys[other] for other in knowledge.data[key].kind_of]
            data[word] = replace(knowledge.data[key], key=word, kind_of=general)
            _name_data(words, knowledge, key, word)
        facts += [_like(fact, product_keys, data_keys) for fact in knowledge.facts]
    return replace(knowledge, products=products, data=data, facts=facts, words=words)


def _copied(words: ArticleWords) -> ArticleWords:
    return replace(words, data=dict(words.data))


def _name_data(words: dict[str, dict[str, ArticleWords]], knowledge: Knowledge, key: str, word: str) -> None:
    """Gives invented data as many names in each language as the data that it is shaped like."""
    for article, languages in knowledge.words.items():
        for code, own in languages.items():
            if key in own.data:
                words[article][code].data[word] = [_NAMES[number % len(_NAMES)](word, number) for number in range(len(own.data[key]))]


_NAMES: list[Callable[[str, int], str]] = [
    lambda word, _: word,
    lambda word, number: f"{word}{number} log",
    lambda word, number: f"{word} item {number}",
]


def _like(fact: Fact, products: dict[str, str], data: dict[str, str]) -> Fact:
    return replace(fact, product=products[fact.product], data=[data[key] for key in fact.data])
