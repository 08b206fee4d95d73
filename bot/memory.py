"""What stays in memory until a process ends."""

from __future__ import annotations

import gc

# After how many new objects garbage is looked for; those of the questions under way are no garbage.
_YOUNG = 50_000


def keep_for_good() -> None:
    """Keep what there is by now out of the search for garbage: looking through the knowledge again and again takes a sixth of all time."""
    gc.freeze()
    gc.set_threshold(_YOUNG)
    gc.enable()
