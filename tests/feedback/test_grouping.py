"""Forty people with one problem are one item, however they write it, and nearly the same is not the same."""

from __future__ import annotations

import random
from collections import Counter, defaultdict

import pytest

from bot.feedback.grouping import Groups
from bot.feedback.naming import naming_of
from tests.asking import KNOWLEDGE
from tests.feedback.variants import OTHERS, PROBLEMS, variant

PEOPLE, ROUNDS = 40, 24
NAMING = naming_of(KNOWLEDGE, None)


def grouped(questions: list[str]) -> list[int]:
    """The group of each question, as they come one after the other."""
    groups = Groups()
    found: list[int] = []
    for number, question in enumerate(questions, 1):
        gist = NAMING.gist(question)
        found.append(groups.find(gist) or number)
        groups.put(gist, found[-1])
    return found


@pytest.mark.parametrize("questions", [
    ["kubernetes support?", "kubernets suport?", "do you support kubernetes", "SUPORT FOR KUBERNETES PLS", "olá, kubernetes suportado?"],
    ["kubernets suport?", "kuberntes supprt", "kubernetes support?"],
    ["Freshteam HIPAA compliance por favor", "Is Freshteam HIPAA compliant?"],
    ["Where is plumbus hosted?", "where is PLUMBSU hosted", "plumbus hosted where, please"],
    ["bom dia! Freshdesk dark mode?", "Good morning, is there a dark mode in Freshdesk?"],
])  # fmt: skip
def test_one_problem_is_one_group_in_any_order(questions: list[str]) -> None:
    assert set(grouped(questions)) == {1}
    assert set(grouped(questions[::-1])) == {1}


@pytest.mark.parametrize("questions", [
    ["does Freshdesk support login with google accounts", "does Freshdesk support login with github accounts"],
    ["Are there webhooks in Freshdesk?", "Is there a rate limit in Freshdesk?"],
    ["Is Freshteam SOC 2 certified?", "Is Freshteam HIPAA certified?"],
    ["Can I export tickets?", "Can I import tickets?"],
    ["Where is the contract kept?", "Where is the contact kept?"],
    ["How long are the logs of Freshdesk kept?", "Where are the logs of Freshdesk kept?"],
    ["Is Freshchat hosted in Australia?", "Is Freshchat hosted in Austria?"],
    ["Is plumbus hosted in India?", "Is grumbo hosted in India?"],
    ["Is Freshchat not hosted in India?", "Is Freshchat hosted in India?"],
])  # fmt: skip
def test_what_differs_in_one_thing_is_two_groups(questions: list[str]) -> None:
    assert grouped(questions) == [1, 2]


def test_forty_people_write_ten_problems_in_their_ways() -> None:
    """Ten items, mixed with what is nearly the same. Where a typing error makes another word ("complaint"), no rule can tell: two in
    a hundred may stand apart; never are two problems one item."""
    seed = random.randrange(1 << 30)
    chance = random.Random(seed)
    apart: list[str] = []
    for _ in range(ROUNDS):
        asked = [(name, variant(chance, wordings)) for name, wordings in PROBLEMS.items() for _ in range(PEOPLE)] + [(one, one) for one in OTHERS]
        chance.shuffle(asked)
        groups: defaultdict[str, Counter[int]] = defaultdict(Counter)
        found = grouped([question for _, question in asked])
        for (name, _), group in zip(asked, found, strict=True):
            groups[name][group] += 1
        names: defaultdict[int, set[str]] = defaultdict(set)
        for (name, _), group in zip(asked, found, strict=True):
            names[group].add(name)
        mixed = [(group, question) for (_, question), group in zip(asked, found, strict=True) if len(names[group]) > 1]
        assert not mixed, f"seed {seed}: {sorted(mixed)}"
        main = {name: counts.most_common(1)[0][0] for name, counts in groups.items()}
        apart += [question for (name, question), group in zip(asked, found, strict=True) if group != main[name]]
    assert len(apart) <= ROUNDS * len(PROBLEMS) * PEOPLE // 50, f"seed {seed}: {apart}"


def test_a_group_stays_as_others_come() -> None:
    """What is asked again word by word goes where it went, whatever was asked in between."""
    chance = random.Random(seed := random.randrange(1 << 30))
    asked = [variant(chance, wordings) for wordings in PROBLEMS.values() for _ in range(PEOPLE)]
    found = grouped(asked * 2)
    assert found[: len(asked)] == found[len(asked) :], f"seed {seed}"
