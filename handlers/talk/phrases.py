"""The phrase tables that a sentence is read with, one for each thing that is asked of it.

Of a report, weight 1 only names a subject, 2 hints at a grievance, 3 states it, 4 leaves little doubt.
"""

from typing import Final

from handlers.casework.categories import Category
from handlers.talk.matching import Phrases
from handlers.talk.phrases_abroad import ABROAD
from handlers.talk.phrases_abroad_commune import ABROAD_COMMUNE
from handlers.talk.phrases_commune import COMMUNE
from handlers.talk.phrases_conduct import CONDUCT
from handlers.talk.phrases_grave import GRAVE, Grave
from handlers.talk.phrases_kind import KIND
from handlers.talk.phrases_light import LIGHT, Light
from handlers.talk.phrases_office import OFFICE

REPORTS: Final[Phrases[Category]] = Phrases(CONDUCT, OFFICE, COMMUNE, KIND, ABROAD, ABROAD_COMMUNE)
"""What a report may be about."""

GRAVE_SIGNS: Final[Phrases[Grave]] = Phrases(GRAVE)
"""Signs of what must never become an ordinary report."""

LIGHT_SIGNS: Final[Phrases[Light]] = Phrases(LIGHT)
"""Signs of what is no report at all."""
