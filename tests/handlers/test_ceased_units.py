"""What becomes of cases whose unit has ceased."""

from dataclasses import replace

from handlers.casework.directory import Directory
from handlers.casework.routing import fallback, place
from tests.handlers.oracles import filed
from tests.handlers.some_organisations import DAYS, DIRECTORY, UNITS
from tests.handlers.test_routing import held


def test_an_open_case_of_a_unit_that_ceased_goes_on_with_what_took_its_land_over() -> None:
    old, heir = UNITS[0], UNITS[1]
    org = held((f"officer-{old}", 1), (f"officer-{heir}", 2), (f"head-{heir}", 3), ("standing", 4))
    units = tuple(
        unit.model_copy(update={"valid_to": DAYS[2].date(), "successors": (heir,)}) if unit.code == old else unit
        for unit in DIRECTORY.units
    )
    gone = {
        id_: post.model_copy(update={"valid_to": DAYS[2].date()}) if post.unit == old else post
        for id_, post in org.posts.items()
    }
    merged = replace(org, directory=Directory(units).at(DAYS[5].date()), posts=gone)
    case = filed(unit=old)
    placed = case.model_copy(update={"holder": f"officer-{old}", "reach": (f"officer-{old}",)})

    assert place(case, merged, DAYS[5]).holder == f"officer-{heir}"
    assert fallback(placed, merged, DAYS[5]) == (f"head-{heir}",)
    assert place(case, org, DAYS[1]).holder == f"officer-{old}"
