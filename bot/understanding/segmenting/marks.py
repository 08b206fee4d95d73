"""What punctuation marks mean: items of lists, numbers, brackets."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.linking.linking import QUOTES
from bot.understanding.linking.spelling import Token

CLOSES = frozenset(")]")
# How far back the item before is looked for, so that the work grows with a message and not faster.
_REACH_OF_LIST = 200

# Roman numerals of a list's items; the first letter alone counts only in a pair of brackets.
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii")
_LONGEST_LABEL = 4
_PAIR = 2

_CLOSES_LABEL = frozenset(")].-–")
_BULLETS = frozenset("-•·‣▪◦")


def is_list_mark(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark closes the number or letter of a list's item: "1)", "(b)", "[c]", "(ii)"; at the beginning of a line "1.", "1 -", "b." too."""
    if tokens[index].text not in _CLOSES_LABEL or index == 0 or len(tokens[index - 1].text) > _LONGEST_LABEL:
        return False
    label, before = tokens[index - 1], tokens[index - 2] if index > 1 else None
    if tokens[index].text == "]" and (before is None or before.text != "["):
        return False
    if label.folded in _ROMAN and tokens[index].text in CLOSES and (len(label.text) > 1 or (before is not None and before.text == "(")):
        return True
    if len(label.text) > 2:
        return False
    begins = before is None or before.text == "\n"
    if tokens[index].text not in CLOSES and (inside_number(tokens, index) or not (begins or _counts_on(tokens, index))):
        return False
    return label.is_word and (label.text.isdigit() or (len(label.folded) == 1 and _is_next_letter(tokens, index - 1)))


def _counts_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether a point closes a number of a list within a line: the one after a number that was closed before, or a one before a two."""
    label = tokens[index - 1].text
    if tokens[index].text != "." or not label.isdigit():
        return False
    wanted = str(int(label) - 1) if label != "1" else "2"
    near = range(index + 1, min(len(tokens) - 1, index + _REACH_OF_LIST)) if label == "1" else range(max(0, index - _REACH_OF_LIST), index - 1)
    return any(tokens[at].text == wanted and tokens[at + 1].text == "." and not inside_number(tokens, at + 1) for at in near)


def _is_next_letter(tokens: Sequence[Token], index: int) -> bool:
    """Whether a letter is the first of the alphabet, or the one after a letter that was closed before: "b" after "a)"."""
    before = chr(ord(tokens[index].folded) - 1)
    seen = range(max(0, index - _REACH_OF_LIST), index)
    return not before.isalpha() or any(tokens[at].folded == before and tokens[at + 1].text in _CLOSES_LABEL for at in seen)


def is_numbered(tokens: Sequence[Token], index: int) -> bool:
    """Whether a line begins with a number or a bullet, as an item of a list or a form does."""
    bullet = index + 1 < len(tokens) and tokens[index].text in _BULLETS and tokens[index + 1].is_word
    return bullet or (index < len(tokens) and tokens[index].text.isdigit())


def closes_later(tokens: Sequence[Token], index: int) -> bool:
    """Whether a bracket closes soon after a place."""
    return any(token.text in CLOSES for token in tokens[index : index + 40])


def inside_number(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark stands between two figures."""
    return 0 < index < len(tokens) - 1 and tokens[index - 1].text.isdigit() and tokens[index + 1].text.isdigit()


def stretch_in_quotes(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Where the one pair of quotation marks of a message opens and closes."""
    found = [at for at, token in enumerate(tokens) if token.text in QUOTES and not _is_apostrophe(tokens, at)]
    return (found[0], found[1]) if len(found) == _PAIR else None


def _is_apostrophe(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark stands within a word ("the client's")."""
    return tokens[at].text == "'" and 0 < at < len(tokens) - 1 and len(tokens[at + 1].text) == 1
