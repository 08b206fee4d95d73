"""What is personal in a text made unreadable, before anything is answered or kept: addresses, numbers and secrets.

Only shapes are looked at, no words of a language. Each pattern begins only where a run of its characters begins and never goes back
(possessive), so the time grows with the length and not faster, whatever is written.
"""

from __future__ import annotations

import re

from bot.folding import LONGEST

# Marks that bot.folding drops: masked text is understood as if nothing had stood there.
MASK = "***"

# NUL and lone surrogates can be stored by no database alike; invisible characters could hide an address in the middle of itself.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ud800-\udfff]")

_PERSON = re.compile(r"<@[A-Za-z0-9]{1,30}(?:\|[^<>]{0,200})?>")
_LINK = re.compile(r"(?<![^\W_])(?:https?|ftp|HTTPS?)://[^\s<>|]++")
_LINK_PRIVATE = re.compile(r"(?<=//)[^/?#]*@|[?#].*+")
# From the first character of an address to the last, and of those that follow without a space; points at the end are the sentence's.
_EMAIL = re.compile(r"(?<![\w.+%'\-@\uff20\ufe6b])[\w.+%'\-]++[@\uff20\ufe6b][\w.+%'\-@\uff20\ufe6b]*+")
_DOMAIN = re.compile(r"[@\uff20\ufe6b][\w\-]++\.\w")

# A run that may be a secret, and the beginnings that the issuers of tokens give them.
_RUN = re.compile(r"(?<![A-Za-z0-9_\-.+/=~%])[A-Za-z0-9_\-.+/=~%]{12,}+")
_TOKEN_BEGINNING = re.compile(
    r"(?<![A-Za-z0-9])(?:xox[a-z]-|xapp-|xwfp-|gh[opsur]_|github_pat_|glpat-|sk-|[prs]k_(?:live|test)_|A(?:KI|SI)A[A-Z0-9]{8}|AIza|eyJ[A-Za-z0-9]|ya29\.)"
)
_UUID = re.compile(r"(?<![0-9A-Fa-f])[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Fa-f])")
_SEGMENT = re.compile(r"[A-Za-z0-9]{8,}+")
_CHANGE = re.compile(r"(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[0-9]|(?<=[0-9])[A-Za-z]")
_SHORTEST_SECRET = 16
# Such changes come after 45% of the characters of random letters and digits, 30% with capitals only; in names written together after 12%.
_CHANGES_OF_A_SECRET = 0.2

# Digits with what may stand between them in a number, and letters right before them, since "v10" is a version.
# A bracket belongs to it only around an area code. Not what follows a decimal comma.
_NUMBER = re.compile(
    r"(?<![^\W_])(?!(?<=\d,)\d{1,3}(?!\d))([^\W\d_]*+)"
    r"([+\uff0b]?(?:\([+\uff0b]?\d{1,4}\)[ \u00a0.\-]?)?\d(?:[ \u00a0().\-/\u2010-\u2014]{0,3}+\d)*+)"
)
_SPACES = re.compile(r"([ \u00a0]+)")
_DIGITS = re.compile(r"\d+")
_YEAR = r"(?:19|20)\d\d"
_DASH = r"[-./\u2010-\u2014]"
_INNOCENT = re.compile(  # A date, a year, two years, a day written as one number; a version or an amount
    rf"{_YEAR}{_DASH}\d{{1,2}}(?:{_DASH}\d{{1,2}})?|\d{{1,2}}{_DASH}\d{{1,2}}{_DASH}(?:{_YEAR}|\d\d)|\d{{1,2}}{_DASH}{_YEAR}"
    rf"|{_YEAR}(?:{_DASH}{_YEAR})?|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?!0\d)\d{1,4}\.\d{1,2}(?:[.\-]\d+)*|\d{1,3}(?:\.\d{3})+"
)
_MOST_DIGITS_OF_A_PHONE = 15  # ITU-T E.164
_FEWEST_DIGITS_OF_A_PHONE = 8  # Local numbers are shorter where they have no area code: only "555-1234" is taken for one.
_LOCAL = re.compile(r"\d{3}-\d{4}")
_TRIPLES = [3, 3, 3]


def mask(text: str) -> str:
    """The text without e-mail addresses, phone numbers, personal numbers, mentions of people, and secrets; at most 40,000 characters.

    Dates, years, amounts and versions stay.

    >>> mask("ana@x.com, +55 11 91234-5678: 30 days since 2022-08-05?")
    '***, ***: 30 days since 2022-08-05?'
    """
    text = _PERSON.sub(MASK, _UNSTORABLE.sub("", text[:LONGEST]))
    pieces: list[str] = []
    end = 0
    for link in _LINK.finditer(text):
        pieces += [_plain(text[end : link.start()]), _RUN.sub(_secret, _EMAIL.sub(_email, _LINK_PRIVATE.sub(MASK, link.group())))]
        end = link.end()
    return "".join((*pieces, _plain(text[end:])))


def _plain(text: str) -> str:
    """A text without links masked."""
    return _NUMBER.sub(_number, _RUN.sub(_secret, _EMAIL.sub(_email, text)))


def _email(match: re.Match[str]) -> str:
    run = match.group()
    end = run.rstrip(".'-")
    return f"{MASK}{run[len(end) :]}" if _DOMAIN.search(end) else run


def _secret(match: re.Match[str]) -> str:
    run = match.group()
    if _UUID.search(run) or _TOKEN_BEGINNING.search(run):
        return MASK
    if len(run) >= _SHORTEST_SECRET and any(_is_random(segment) for segment in _SEGMENT.findall(run)):
        return MASK
    return run


def _is_random(segment: str) -> bool:
    return len(_CHANGE.findall(segment)) >= len(segment) * _CHANGES_OF_A_SECRET


def _number(match: re.Match[str]) -> str:
    letters, number = match.groups()
    if letters and _INNOCENT.fullmatch(number):
        return match.group()
    if number[0] in "+\uff0b":
        return letters + _international(number)
    if _is_area_and_number([len(group) for group in _DIGITS.findall(number)], _DIGITS.findall(number)):
        return letters + MASK
    return letters + _pieces(number)


def _international(number: str) -> str:
    """Masked as far as a phone number can go."""
    groups = list(_DIGITS.finditer(number))
    digits = 0
    end = 0
    for group in groups:
        if digits and digits + len(group.group()) > _MOST_DIGITS_OF_A_PHONE:
            break
        digits += len(group.group())
        end = group.end()
    return number if digits < _FEWEST_DIGITS_OF_A_PHONE - 1 else MASK + _pieces(number[end:])


def _pieces(number: str) -> str:
    """Masked between what is innocent: dates, years, versions and amounts that spaces part from the rest."""
    made: list[str] = []
    run = ""
    for piece in _SPACES.split(number):
        if _INNOCENT.fullmatch(piece):
            made += [_run(run), piece]
            run = ""
        else:
            run += piece
    return "".join((*made, _run(run)))


def _run(run: str) -> str:
    """Digits without dates among them: masked where they are a number of a person, with the spaces around them kept."""
    inner = run.strip(" \u00a0")
    groups = _DIGITS.findall(inner)
    return run.replace(inner, MASK) if inner and _is_personal(inner, [len(group) for group in groups], groups) else run


def _is_personal(text: str, lengths: list[int], groups: list[str]) -> bool:
    """Whether digits are a phone, card or personal number: long enough, and not a list of small numbers."""
    if _LOCAL.fullmatch(text):
        return True
    if sum(lengths) < _FEWEST_DIGITS_OF_A_PHONE:
        return False
    if "." in text and "-" in text:
        return True
    return max(lengths) >= 4 or max(lengths) == 1 or lengths == _TRIPLES or groups[0].startswith("0") or "(" in text


def _is_area_and_number(lengths: list[int], groups: list[str]) -> bool:
    """An area code and the two halves of a number, where not both halves are years."""
    if len(lengths) != 3 or not (2 <= lengths[0] <= 4 and 3 <= lengths[1] <= 5 and lengths[2] == 4):
        return False
    return not all(re.fullmatch(_YEAR, group) for group in groups[1:])
