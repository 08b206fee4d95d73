"""Lists within a sentence: "the regions of (a) X, (b) Y and (c) Z" names what it is asked of as "X, Y and Z" does."""

from __future__ import annotations

from bot.understanding.linking.lexicon import DATA, PRODUCT, SMALL, SOFTWARE
from bot.understanding.linking.mentions import Mention, has_cue, have_cue, have_kind
from bot.understanding.syntax.scope import Mentions, is_content, is_place
from bot.understanding.syntax.sentence import Sentence

_JOINING = frozenset({"and", "or", "at", "of", "data"})
_COLUMNS = frozenset({"product", "data", "location_noun", "how_long"})
_OF_EACH = frozenset({"where", "location_noun", "how_long"})
_LEAST = 2  # The number of items that a list has at least.


def with_items(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences, the items of a list within one joined to what stands before them, where they are no more than names of products and data."""
    found: list[Sentence] = []
    for number, sentence in enumerate(sentences):
        if found and sentence.inline:
            continue
        end = next((at for at in range(number + 1, len(sentences)) if not sentences[at].inline), len(sentences))
        items = sentences[number + 1 : end]
        if _is_list(items):
            found.append(_joined(sentence, items))
        else:
            found += [_joined(sentence.copy(), [item]) for item in items] if _wants_each(sentence, items) else [sentence, *items]
    return found


def with_lines_of_names(sentences: list[Sentence]) -> list[Sentence]:
    """The sentences, lines that hold a product each joined to the question before or after them that asks of them ("which of these are in X:")."""
    at = next((at for at, sentence in enumerate(sentences) if _asks_of_lines(sentence.mentions)), len(sentences))
    if at == len(sentences):
        return sentences
    asking = sentences[at]
    with_data = have_cue(asking.mentions, _OF_EACH)
    end = _end_of_lines(sentences[at + 1 :], with_data=with_data)
    if end >= (1 if _heads_columns(asking.mentions) else _LEAST):
        below = sentences[at + 1 : at + 1 + end]
        whole = _joined(asking.copy(), below)
        whole.asked = asking.asked or below[-1].asked
        return [*sentences[:at], whole, *sentences[at + 1 + end :]]
    start = at - _end_of_lines(sentences[:at][::-1], with_data=with_data)
    if at - start < _LEAST:
        return sentences
    return [*sentences[:start], _joined(sentences[start].copy(), sentences[start + 1 : at + 1]), *sentences[at + 1 :]]


def _heads_columns(mentions: Mentions) -> bool:
    """Whether a line only names the columns of a table of products below it ("product, data, region")."""
    return len(mentions) > 1 and have_cue(mentions, {"product"}) and all(has_cue(mention, _COLUMNS) for mention in mentions)


def _end_of_lines(sentences: list[Sentence], *, with_data: bool) -> int:
    """How many sentences from the first on are no more than names of products, or of their data too."""
    ends = (end for end, sentence in enumerate(sentences) if not _only_products(sentence.mentions, with_data=with_data))
    return next(ends, len(sentences))


def _asks_of_lines(mentions: Mentions) -> bool:
    """Whether a sentence names no product and asks where some are, for how long something is kept, or which of some are somewhere."""
    if have_kind(mentions, PRODUCT):
        return False
    if have_cue(mentions, _OF_EACH) and not any(map(is_place, mentions)):
        return True
    pointing = have_cue(mentions, {"those", "it"})
    asks = have_cue(mentions, {"which", "list"}) and (pointing or not have_cue(mentions, {"product"}))
    return (asks or (pointing and have_cue(mentions, {"aux"}))) and any(map(is_place, mentions))


def _only_products(mentions: Mentions, *, with_data: bool) -> bool:
    """Whether a line holds a product, and no more than names of products, or of their data too."""
    named = [PRODUCT in mention.kinds or (with_data and _names(mention)) for mention in mentions]
    others = (mention for mention, names in zip(mentions, named, strict=True) if not names)
    return have_kind(mentions, PRODUCT) and all(mention.has(SMALL) or has_cue(mention, _JOINING) for mention in others)


def _wants_each(sentence: Sentence, items: list[Sentence]) -> bool:
    """Whether a sentence only says that what its items name is to be listed ("please list (a) ... (b) ...")."""
    wants = have_cue(sentence.mentions, {"list"})
    return wants and len(items) >= _LEAST and not any(is_content(mention) and "list" not in mention.cues for mention in sentence.mentions)


def _is_list(items: list[Sentence]) -> bool:
    """Whether items are names and no more; the last one, with which the sentence goes on, begins with one."""
    if len(items) < _LEAST or not all(_only_names(item.mentions) for item in items[:-1]):
        return False
    first = next((mention for mention in items[-1].mentions if not mention.has(SMALL)), None)
    return first is not None and _names(first)


def _only_names(mentions: Mentions) -> bool:
    held = [mention for mention in mentions if is_content(mention)]
    return bool(held) and all(map(_names, held)) and all(not mention.cues or has_cue(mention, _JOINING) for mention in mentions)


def _names(mention: Mention) -> bool:
    """Whether a mention names a product, of whatever vendor, or data."""
    return not {PRODUCT, DATA, SOFTWARE}.isdisjoint(mention.kinds)


def _joined(whole: Sentence, items: list[Sentence]) -> Sentence:
    """A sentence and its items as one, with a comma before each item but the first."""
    for number, item in enumerate(items):
        size = len(whole.mentions)
        whole.breaks |= {at + size if at > 0 else at - size for at in item.breaks if at}
        if number and size not in whole.breaks and not has_cue(whole.mentions[-1], {"and", "or"}):
            whole.breaks.add(size)
        whole.aside |= item.aside
        whole.mentions = whole.mentions + item.mentions
    whole.asked = items[-1].asked
    return whole
