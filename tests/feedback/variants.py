"""One question as many people write it: typing errors, capitals, accents, greetings in either language, courtesies, another order of words."""

from __future__ import annotations

import random
import unicodedata
from string import ascii_lowercase

from rapidfuzz.distance import OSA

# Ten problems, each as it may be worded with the same words.
PROBLEMS = {
    "kubernetes": ["do you support kubernetes", "kubernetes support", "is kubernetes supported", "support for kubernetes"],
    "price": ["How much does Freshdesk cost", "Freshdesk cost how much", "how much would Freshdesk cost", "what does Freshdesk cost"],
    "dark": ["is there a dark mode in Freshdesk", "Freshdesk dark mode", "does Freshdesk have a dark mode", "dark mode for Freshdesk"],
    "salesforce": ["Does Freshchat integrate with Salesforce", "Freshchat Salesforce integration", "can Freshchat be integrated with Salesforce"],
    "excel": ["Can I export my tickets to Excel", "export tickets to Excel", "can tickets be exported to Excel", "to Excel can I export tickets"],
    "password": ["Como posso mudar a palavra-passe no Freshservice", "mudar palavra-passe Freshservice", "mudar a palavra-passe do Freshservice"],
    "free": ["Há um plano gratuito do Freshcaller", "plano gratuito Freshcaller", "o Freshcaller tem um plano gratuito"],
    "reset": ["How do I reset two factor authentication", "two factor authentication reset how", "how can I reset the two factor authentication"],
    "hipaa": ["Is Freshteam HIPAA compliant", "Freshteam HIPAA compliance", "HIPAA compliant Freshteam", "is Freshteam compliant with HIPAA"],
    "buses": ["Quem pintou os autocarros da empresa", "os autocarros da empresa quem pintou", "quem é que pintou os autocarros da empresa"],
}
# What is nearly one of them, and another problem.
OTHERS = [
    "Is Freshteam ISO compliant?", "Is Freshchat HIPAA compliant?", "Does Freshchat integrate with HubSpot?", "Freshchat integration with Jira",
    "Can I import my tickets from Excel?", "Can I export my contacts to Excel?", "Is there a light theme in Freshdesk?", "webhooks in Freshdesk?",
    "How much does Freshchat cost?", "do you support terraform", "Como mudo o idioma no Freshservice?", "Quem pintou os comboios da empresa?",
    "Há um plano gratuito do Freshchat?", "How do I reset my password?",
]  # fmt: skip
_HELLO = ["", "", "Hello, ", "hi, ", "Hi team! ", "Olá, ", "bom dia, ", "Oi, ", "hey ", "Boa tarde! ", "Good morning, "]
_BYE = ["", "?", "??", " please", ", thanks!", " por favor", " pls?", " obrigado", "? Thank you", " thx"]
_LONG_ENOUGH = 6
_OTHER_WORDS = {word.casefold() for other in OTHERS for word in other.split() if len(word) >= _LONG_ENOUGH and word.isalpha()}


def variant(chance: random.Random, wordings: list[str]) -> str:
    """One of the wordings as somebody writes it; no word has more than one typing error, and short words none."""
    parts = chance.choice(wordings).split()
    long = [at for at, part in enumerate(parts) if len(part) >= _LONG_ENOUGH and part.isalpha()]
    for at in chance.sample(long, min(len(long), chance.choice([0, 1, 1, 2]))):
        made = _misspelt(chance, parts[at])
        parts[at] = parts[at] if _is_as_near_to_another(made, parts[at]) else made
    text = f"{chance.choice(_HELLO)}{' '.join(parts)}{chance.choice(_BYE)}"
    text = chance.choice([text, text, text.lower(), text.lower(), text.upper()])
    return text if chance.random() < 0.6 else "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


def _is_as_near_to_another(made: str, word: str) -> bool:
    """Whether a misspelt word may be one of another problem just as well ("emported": exported or imported)."""
    meant = word.casefold()
    return any(not meant.startswith(other) and OSA.distance(made.casefold()[: len(other)], other) <= 1 for other in _OTHER_WORDS)


def _misspelt(chance: random.Random, word: str) -> str:
    """A letter left out, doubled, swapped with the next one, or another one."""
    at, kind = chance.randrange(1, len(word) - 1), chance.randrange(4)
    now, following = word[at], word[at + 1]
    changed = ["", now + now, following + now, chance.choice(ascii_lowercase)][kind]
    return word[:at] + changed + word[at + (2 if kind == 2 else 1) :]
