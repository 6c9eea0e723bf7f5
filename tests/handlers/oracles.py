"""Second, plodding implementations of the rules, written from the decisions; they ask nothing of the code."""

import random

from handlers.casework.cases import Case
from tests.handlers.oracle_of_routing import Rules
from tests.handlers.some_organisations import DAYS, PERSONS, UNITS, some_case, some_organisation

__all__ = ["DAYS", "PERSONS", "UNITS", "Rules", "filed", "some_case", "some_organisation"]


def filed(**changes: object) -> Case:
    """Give a plain case, about a delay in the first unit, from somebody without a post."""
    plain: dict[str, object] = {
        "unit": UNITS[0],
        "category": "delay",
        "about": None,
        "reporter": 99,
        "happened": None,
        "taken_by": None,
    }
    plain |= {"not_for": (), "recused": (), "extension": None}
    dice = random.Random(1)
    whole = some_case(dice, some_organisation(dice)).model_dump()
    return Case.model_validate(whole | plain | {"filed_at": DAYS[0], "holder": None, "reach": ()} | changes)
