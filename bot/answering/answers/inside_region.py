"""What is asked of a place inside a region: its country or city, or where its data center is."""

from __future__ import annotations

from bot.answering.common.findings import Finding, names, say
from bot.answering.common.table import HostingTable
from bot.understanding.syntax.question import NEAR, Question

_SAYING = frozenset({"aux", "yes_no", "host", "product", "any", "all", "only", "not", "outside"})


def inside_region(table: HostingTable, question: Question) -> Finding | None:
    """A country or city inside a region of the article is asked for, or where its data center is: it names the region only."""
    bare = not question.kind and question.cues.isdisjoint(_SAYING) and ("city" in question.cues or _wants_part(question))
    inside = "exactly" in question.cues and question.kind == "where" and len(question.regions) == 1 and not question.yes_no
    asked = (inside or question.cues & {"finer", "city"}) and (bare or question.kind in ("where", "which", "what", "define"))
    of_center = "data_center" in question.cues and question.kind == "where" and not (question.products or question.data or question.unknown)
    if not asked and not (of_center and len(question.regions) == 1 and question.near("data_center", question.regions[0].position)):
        return None
    geography, regions = table.geography, table.knowledge.regions
    codes = [place.code for place in question.regions if place.code and geography.holds_places(regions[place.code].place)]
    codes += [code for place in question.regions if place.place for code in regions if geography.settles(code, place) is not False]
    if "city" in question.cues and not question.regions:
        codes = table.in_order(code for product in question.products or table.products_holding(question.data) for code in table.regions(product))
    if not codes:
        return None
    evidence = next(fact.evidence for fact in table.knowledge.facts if set(codes) & set(fact.regions))
    sentence = say("region_only", regions=names("region", *dict.fromkeys(codes)))
    return Finding("unknown", (sentence,), evidence=(evidence,), why=("a part of a region that the article names only as a whole",))


def _wants_part(question: Question) -> bool:
    """Whether a word for a country stands beside a region that it would be a part of ("they want the country within Y")."""
    nouns = [at for at in question.positions.at("finer") if "city" not in question.cues_at(at)]
    return any(at <= where.position + 1 and where.position - at <= NEAR for at in nouns for where in question.regions if where.code)
