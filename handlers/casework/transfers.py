"""Handing a case on: how often it may go where somebody chose, and where it goes after that."""

from pydantic import AwareDatetime

from handlers.casework.cases import Case
from handlers.casework.organisation import Organisation
from handlers.casework.routing import Level, one_higher
from handlers.casework.timetable import Timetable


def passed_up(case: Case, table: Timetable, org: Organisation, now: AwareDatetime) -> Level:
    """Give the level above to which the next transfer goes, whatever is chosen; () if the choice is free.

    That is so from the third transfer on (`transfers_most`), so that nobody sends a case round in circles. At the
    top, where nobody is above, the choice stays free: there it is decided who handles the case.
    """
    if case.transfers + 1 < table.terms(case.round_at)["transfers_most"]:
        return ()
    return one_higher(case, org, now)
