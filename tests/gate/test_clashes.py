"""Near-clashes: what is said of two names is what the linker does with the typing error."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.gate.alike import weigh
from bot.gate.clashes import Clash, near_clashes
from bot.knowledge.load import load_knowledge
from bot.understanding.linking.lexicon import build_lexicon
from bot.understanding.linking.linking import Linker
from bot.understanding.linking.typos import distance_between
from tests.asking import KNOWLEDGE
from tests.knowledge.mistake import team

LOADED = load_knowledge(KNOWLEDGE)


def test_every_pair_is_confused_by_the_linker() -> None:
    """What may be either is one typing error from both names, and is read as the other one."""
    linker = Linker(build_lexicon(LOADED))
    clashes = near_clashes(LOADED)
    assert len(clashes) > 20
    for clash in clashes:
        if clash.typed == clash.other:
            assert distance_between(clash.name, clash.other) == 1
        else:
            assert distance_between(clash.typed, clash.name) == distance_between(clash.typed, clash.other) == 1
            read = " ".join(token.folded for token in linker.tokens(clash.typed.split()))
            assert read == clash.other or len(clash.typed.split()) > 1


@pytest.mark.parametrize(
    ("alias", "other"),
    [("freshdeskk", "freshdesk"), ("fesk", "desk"), ("austraia", "australia"), ("zendsk", "zendesk"), ("fwork crm", "fworks crm")],
)
def test_a_name_that_one_typing_error_makes_another_is_found(alias: str, other: str, folder: Path) -> None:
    """Of a product with a product's, a region's, a place's or another vendor's name, of several words too."""
    team(aliases=f"fteam, {alias}")(folder)
    found = weigh(folder, load_knowledge(folder)).open
    assert {(alias, other), (other, alias)} & {(clash.name, clash.other) for clash in found if clash.is_one_error}, found


@pytest.mark.parametrize("alias", ["fd2", "people tool", "fzx", "qwertyuiop"])
def test_names_that_nobody_confuses_are_none(alias: str, folder: Path) -> None:
    """Short ones are never mended, others are far from all."""
    team(aliases=f"fteam, {alias}")(folder)
    assert weigh(folder, load_knowledge(folder)).open == []


def test_a_clash_says_what_happens() -> None:
    """In words that name both, what they mean, and the typing error."""
    one = Clash("abcde", "product:a", "abcdf", "product:b", "abcdf")
    assert str(one) == "'abcde' (product:a) and 'abcdf' (product:b): one typing error makes one of the other"
    two = Clash("abcde", "data:a", "abcfg", "data:b", "abcfe")
    assert str(two) == "'abcde' (data:a) and 'abcfg' (data:b): 'abcfe' may be either, and is read as 'abcfg'"
