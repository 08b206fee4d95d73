"""Templates of phrases: one line of YAML that stands for several ways to write the same, "(which|what) (region|place)" for four."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, product
from math import prod

MOST_PHRASES = 400
"""Phrases that one template may stand for: more are no longer seen at a glance."""

_CHOICE = re.compile(r"\(([^()]*)\)")


class TemplateError(ValueError):
    """A template that cannot be spelt out; the message says why."""


def spell_out(template: str) -> list[str]:
    """Every phrase that a template stands for, in the order of its choices.

    "(a|b)" is one of the two, "(a|)" is a or nothing; choices do not stand inside each other. A text without brackets stands for itself.
    Raises TemplateError where brackets do not pair, a bracket offers no choice, nothing may be left, or the phrases are more than MOST_PHRASES.
    """
    if "(" not in template and ")" not in template:
        return [template]
    fixed, choices = _CHOICE.split(template)[::2], [choice.split("|") for choice in _CHOICE.findall(template)]
    if any("(" in text or ")" in text for text in fixed):
        raise TemplateError(f"{template!r}: a bracket is not closed, not opened, or stands inside another")
    if any(len(choice) == 1 for choice in choices):
        raise TemplateError(f"{template!r}: a bracket must offer a choice, as in (a|b) or (a|)")
    count = prod(map(len, choices))
    if count > MOST_PHRASES:
        raise TemplateError(f"{template!r} stands for {count} phrases, more than {MOST_PHRASES}: write it as several")
    phrases = [_joined(fixed, made) for made in product(*choices)]
    if "" in phrases:
        raise TemplateError(f"{template!r} may stand for nothing at all: leave one word outside of the brackets")
    return list(dict.fromkeys(phrases))


def _joined(fixed: Sequence[str], chosen: Sequence[str]) -> str:
    """The texts between brackets with what is chosen of each bracket, single blanks between words."""
    return " ".join("".join(chain.from_iterable(zip(fixed, (*chosen, ""), strict=True))).split())
