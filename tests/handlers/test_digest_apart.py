"""What a digest counts apart: answers on granted time, flagged closings, appeals, silence, transfers."""

from handlers.casework.categories import Category
from handlers.digests.counts import Counts, tally
from handlers.digests.rows import Counted

UNIT = "07339"


def test_what_was_answered_on_granted_time_is_counted_apart_and_never_also_as_on_time() -> None:
    def did(action: str, n: int, *counts: int) -> Counted:
        return Counted("moved", UNIT, Category.DELAY, action, n, *counts)

    rows = (
        Counted("opening", UNIT, Category.DELAY, n=6),
        did("answer", 4, 0, 4, 1, 1, 2),
        did("reject", 1, 0, 1, 0, 0, 1),
        did("appeal", 1, 1),
        did("grant", 3, 0, 0, 3),
        did("transfer", 2, 0, 0, 1, 1),
        did("flag", 2, 0, 0, 2),
        did("lapse", 5, 0, 0, 5),
        did("silence", 3),
        Counted("closing", UNIT, Category.DELAY, n=2),
    )

    totals = Counts(**tally(rows, (UNIT,), check=True).total)

    assert (totals.on_time, totals.extended, totals.late) == (1, 3, 1)
    assert totals.on_time + totals.extended + totals.late == totals.answered + totals.rejected
    assert (totals.extensions, totals.flagged, totals.appealed, totals.transfers) == (3, 2, 1, 2)
    assert (totals.no_answer, totals.received, totals.rejection_rate) == (3, 1, 20)


def test_the_rejection_rate_is_of_all_that_was_decided_and_rounded_half_up() -> None:
    assert [Counts(answered=n, rejected=1).rejection_rate for n in (0, 1, 2, 7, 199, 200)] == [100, 50, 33, 13, 1, 0]
    assert Counts().rejection_rate == 0
