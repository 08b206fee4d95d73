"""Which places lie in which: what a region of the article says about any other place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from bot.knowledge.model import Knowledge
from bot.understanding.linking.known import Known
from bot.understanding.syntax.question import Where


class Geography:
    """Places and the larger places around them."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._around: dict[str, frozenset[str]] = {}
        self._settled = Known(self._settles)
        self._within = Known(self._settle_any)
        self._places = knowledge.places
        self._regions = knowledge.regions

    def around(self, place: str) -> frozenset[str]:
        """All larger places in which `place` lies."""
        if place not in self._around:
            self._around[place] = frozenset()
            wider = self._places[place].part_of if place in self._places else []
            self._around[place] = frozenset(wider).union(*(self.around(other) for other in wider))
        return self._around[place]

    def place_of(self, where: Where) -> str:
        """The place that a question names, a region's place for a region."""
        return self._regions[where.code].place if where.code else where.place

    def own_region(self, where: Where) -> Where:
        """The country that is a region of the articles and holds a customer's place, for "in their own country"; else the place."""
        around = self.around(where.place)
        code = next((region.code for region in self._regions.values() if region.is_country and region.place in around), "")
        return replace(where, code=code, place="") if code else where

    def settles(self, code: str, where: Where) -> bool | None:
        """Whether data hosted in the region `code` are in the place asked for.

        None where the article does not say: the place is a part of the region (a country of the EEA, a city of India).
        """
        return self._settled[code, self.place_of(where)]

    def _settles(self, pair: tuple[str, str]) -> bool | None:
        region, place = self._regions[pair[0]], pair[1]
        if place == region.place or place in self.around(region.place) or place in region.answers_for:
            return True
        return None if region.place in self.around(place) else False

    def overlap(self, one: Where, two: Where) -> bool:
        """Whether one of two places lies in the other, or is written for it."""
        regions = [(where.code, other) for where, other in ((one, two), (two, one)) if where.code]
        return any(self.settles(code, other) is not False for code, other in regions)

    def within(self, codes: Iterable[str], where: Where) -> bool | None:
        """Whether any of the regions is in the place: True, False, or None where the article does not say."""
        return self._within[tuple(codes), self.place_of(where)]

    def _settle_any(self, pair: tuple[tuple[str, ...], str]) -> bool | None:
        found = [self._settled[code, pair[1]] for code in pair[0]]
        return True if True in found else None if None in found else False

    def narrowest(self, places: Sequence[Where]) -> tuple[Where, ...]:
        """Places without those that only surround another of them ("the Indian data center, in Mumbai?")."""
        around = {other for where in places if where.place for other in self.around(where.place)}
        return tuple(where for where in places if self.place_of(where) not in around)

    def spelled_out(self, places: Sequence[Where], *, narrowed: bool) -> tuple[Where, ...]:
        """One place for those that only spell it out: "Europe (EEA or EU)" is Europe; the narrowest of one inside another where `narrowed`."""
        for where in places if len(places) > 2 else ():
            others = [other for other in places if other is not where]
            if all(other.code and where.place in self.around(self.place_of(other)) and other.wanted == where.wanted for other in others):
                return (where,)
        return self.narrowest(places) if narrowed else tuple(places)

    def holds_places(self, place: str) -> bool:
        """Whether other places of the world's list lie in a place."""
        return any(place in other.part_of for other in self._places.values())

    def is_listed(self, where: Where) -> bool:
        """Whether some region of the articles is, holds or lies in the place."""
        return self.within(self._regions, where) is not False
