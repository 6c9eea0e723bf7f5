"""What the press gets: no number of few people, not from one list nor by subtracting some from others."""

from collections.abc import Mapping, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.casework.categories import Category
from handlers.casework.periods import Month, Quarter
from handlers.digests.counts import CategoryCounts, Counts, UnitCounts
from handlers.digests.digest import Digest, Satisfaction
from handlers.digests.press import COLUMNS, Press, of_months, press, says, to_json
from handlers.digests.suppression import FEWEST
from tests.fakes.strict_voice import spoken

UNITS = ("07210", "07228", "07339", "07306")
QUARTER = Quarter(year=2026, number=4)
Table = Mapping[str, Sequence[int]]


def sheet(month: int, table: Table) -> Press:
    """Give the press list of a month with these numbers by unit."""
    units = tuple(
        UnitCounts(code=code, name=code, **dict(zip(COLUMNS, row, strict=True))) for code, row in table.items()
    )
    sums = {name: sum(getattr(unit, name) for unit in units) for name in COLUMNS}
    whole = Digest(
        week=Month(year=2026, number=month),
        units=units,
        categories=(CategoryCounts(category=Category.DELAY, received=sums["received"]),),
        totals=Counts(**sums),
        previous=Counts(),
        satisfaction=Satisfaction(yes=0, partly=0, no=0),
        overdue=(),
    )
    return press(whole)


NUMBERS = st.one_of(st.just(0), st.integers(1, 4), st.integers(5, 30))
TABLES = st.fixed_dictionaries({unit: st.tuples(*[NUMBERS] * len(COLUMNS)) for unit in UNITS})


@settings(max_examples=25)
@given(st.tuples(TABLES, TABLES, TABLES))
def test_a_quarter_tells_nothing_that_its_months_have_not_told(tables: Sequence[Table]) -> None:
    months = [sheet(10 + at, table) for at, table in enumerate(tables)]
    quarter = of_months(QUARTER, months)

    for name in COLUMNS:
        for code in UNITS:
            told = [one.units[code][name] for one in months]
            if quarter.units[code][name] is not None:
                assert None not in told
                assert quarter.units[code][name] == sum(n for n in told if n is not None)
            assert quarter.units[code][name] not in range(1, FEWEST)
    assert quarter.service is None
    spoken(says(quarter))
    assert to_json(quarter)["service"] is None


def test_a_third_month_cannot_be_told_from_the_quarter_and_the_other_two() -> None:
    months = [sheet(at, dict.fromkeys(UNITS, (n, n, 0, 0))) for at, n in ((10, 10), (11, 10), (12, 3))]

    quarter = of_months(QUARTER, months)

    assert months[2].units["07339"]["received"] is None
    assert quarter.units["07339"] == {"received": None, "answered": None, "late": 0, "praise": 0}
