"""A list of finished files: read or refused with line and remedy, drawn from so that no unit can steer, looked at."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from random import Random

import pytest

from bot import packaged
from handlers.casework.directory import Directory
from handlers.casework.served import (
    OTHER_NAMES,
    Served,
    Share,
    late,
    oddities,
    phone_of,
    read_served,
    sample,
    unlike,
)
from handlers.casework.tables import Broken

TODAY = date(2026, 11, 26)
KEY = b"k" * 32
HEAD = "dossier,unit,finished,phone,name\n"
ROW = "H1,07339,25/11/2026,0912345678,An\n"


def read(text: str, directory: Directory | None = None) -> tuple[Served, ...]:
    return read_served(text, directory or packaged.units(), TODAY)


def refused(text: str, directory: Directory | None = None) -> list[tuple[int, str, str]]:
    with pytest.raises(Broken) as told:
        read(text, directory)
    return [(one.line, one.what, one.remedy) for one in told.value.troubles]


def some_rows(dice: Random, count: int, units: Sequence[str] = ("07339", "07351", "07333")) -> list[Served]:
    return [
        Served(line=n + 2, dossier=f"H{dice.randrange(10**9)}-{n}", unit=dice.choice(units), day=TODAY)
        for n in range(count)
    ]


def names(rows: Sequence[Served]) -> list[str]:
    return [row.dossier for row in rows]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("0912 345 678", "0912345678"), ("+84 912.345.678", "0912345678"), ("84912345678", "0912345678")),
        *(("912345678", "0912345678"), ("0204 3854 123", "02043854123"), ("(0222) 3822-123", "02223822123")),
        *(("01623456789", ""), ("1022", ""), ("0912345", ""), ("0112345678", ""), ("٠٩١٢٣٤٥٦٧٨", ""), ("không có", "")),
    ],
)
def test_a_phone_number_is_known_however_it_is_written(written: str, number: str) -> None:
    assert phone_of(written) == number


def test_a_list_may_have_vietnamese_columns_times_and_semicolons() -> None:
    text = "\ufeffMã hồ sơ;Đơn vị;Ngày trả kết quả;Số điện thoại;Họ tên\n\nh 1;7339;25/11/2026 15:04;912345678;Chị An\n"

    (row,) = read(text)

    assert row == Served(
        line=3, dossier="H1", unit="07339", day=date(2026, 11, 25), at=time(15, 4), phone="0912345678", name="Chị An"
    )
    assert set(OTHER_NAMES.values()) == {"dossier", "unit", "finished", "phone", "name", "channel", "user"}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("dossier,unit,phone\nH1,07339,0912345678\n", 1, "the column finished is missing"),
        (HEAD.replace("name", "colour") + ROW, 1, "there is no column colour"),
        ("dossier,unit,finished\nH1,07339,25/11/2026\n", 1, "nobody can be reached: there is no column phone"),
        (HEAD + ROW + ROW.replace("H1", " h1"), 3, "the dossier h1 stands on line 2 already"),
        (HEAD + ROW.replace("25/11/2026", "31/2/2026"), 2, "there is no day 31/2/2026"),
        (HEAD + ROW.replace("25/11/2026", "25/11/2026 25:10"), 2, "there is no time 25/11/2026 25:10"),
        (HEAD + ROW.replace("25/11/2026", "hôm qua"), 2, "hôm qua is no day"),
        (HEAD + ROW.replace("25/11/2026", "27/11/2026"), 2, "27/11/2026 has not come yet"),
        (HEAD + ROW.replace("25/11/2026", "24/11/2025"), 2, "24/11/2025 is more than a year ago"),
        (HEAD + ROW.replace("07339", "99999"), 2, "there is no unit 99999"),
        (HEAD + ROW.replace("An", "An,B"), 2, "6 cells under 5 columns"),
        ("dossier,unit,finished,channel,user\nH1,07339,25/11/2026,web,\n", 2, "channel and user go together"),
    ],
)
def test_what_is_wrong_in_a_list_is_told_with_its_line_and_nothing_is_taken(text: str, line: int, what: str) -> None:
    ((at, said, remedy),) = refused(text)

    assert (at, said, bool(remedy)) == (line, what, True)


def test_a_unit_that_had_ceased_by_then_is_told_with_its_successor() -> None:
    gone = packaged.units().get("07333")
    assert gone is not None
    changed = gone.model_copy(update={"valid_to": date(2026, 10, 31), "successors": ("07339",)})
    units = tuple(changed if one.code == "07333" else one for one in packaged.units().units)
    directory = replace(packaged.units(), units=units)
    late_one, in_time = ROW.replace("07339", "07333"), ROW.replace("07339", "07333").replace("25/11", "30/10")

    assert [one[1:] for one in refused(HEAD + late_one, directory)] == [
        ("07333 (Xã Quang Trung) ceased on 31/10/2026", "write 07339 (Xã Tân Yên), which took it over")
    ]
    assert len(read(HEAD + in_time, directory)) == 1


def plodding(rows: Sequence[Served], n: int, seed: str) -> set[str]:
    """Draw by a second, simpler way: whoever has fewer than n rows of the own unit before it."""
    rank = {row.dossier: hmac.digest(KEY, f"rank {seed}\n{row.dossier}".encode(), hashlib.sha256).hex() for row in rows}
    return {
        row.dossier
        for row in rows
        if sum(other.unit == row.unit and rank[other.dossier] < rank[row.dossier] for other in rows) < n
    }


def test_the_same_list_in_another_order_gives_the_same_sample_and_a_second_way_the_same() -> None:
    dice = Random(1)
    for _ in range(60):
        rows, n, seed = some_rows(dice, dice.randrange(60)), dice.randrange(1, 15), dice.choice(("", "a"))
        drawn = sample(rows, KEY, Share(n=n), seed)

        shuffled = dice.sample(rows, len(rows))
        assert sample(shuffled, KEY, Share(n=n), seed) == drawn
        assert set(names(drawn)) == plodding(rows, n, seed)
        part = Share(part=dice.random())
        assert sample(shuffled, KEY, part, seed) == sample(rows, KEY, part, seed)


def test_what_a_unit_adds_or_takes_out_moves_none_of_its_other_rows_and_none_of_other_units() -> None:
    dice = Random(2)
    for _ in range(60):
        rows, n = some_rows(dice, 50), dice.randrange(1, 15)
        more = some_rows(dice, dice.randrange(1, 30), ("07339",))
        few, many = (set(names(sample(one, KEY, Share(n=n)))) for one in (rows, [*rows, *more]))

        assert many - few <= set(names(more)), "nobody comes in because of others"
        assert {row.dossier for row in rows if row.unit != "07339"} & (few ^ many) == set()
        part = Share(part=0.3)
        before, after = (set(names(sample(one, KEY, part))) for one in (rows, [*rows, *more]))
        assert before == after - set(names(more))


def test_a_list_brought_again_or_in_pieces_gives_nobody_a_second_chance() -> None:
    dice = Random(3)
    rows = some_rows(dice, 40, ("07339",))
    first, rest = rows[:10], rows[10:]
    done, closed = frozenset(row.dossier for row in first), frozenset({("07339", TODAY)})

    assert sample(first, KEY, Share(n=5), "other", done, closed) == ()
    assert sample(rows, KEY, Share(n=5), "", done, closed) == ()
    assert [(odd.kind, odd.n, odd.of) for odd in late(rows, done, closed)] == [("late_rows", 30, 40)]
    assert not {*names(sample(rows, KEY, Share(part=1.0), "", done, closed))} & {*names(first)}
    part = Share(part=0.4)
    in_pieces = {*names(sample(first, KEY, part)), *names(sample(rest, KEY, part, "", done, closed))}
    assert in_pieces == set(names(sample(rows, KEY, part)))


def test_about_the_part_that_was_asked_for_is_drawn() -> None:
    rows = some_rows(Random(4), 4_000)

    assert 320 < len(sample(rows, KEY, Share(part=0.1))) < 480


def test_implausible_lists_are_flagged_each_in_its_way() -> None:
    def row(n: int, **own: object) -> Served:
        plain = {
            "line": n + 2,
            "dossier": f"H{n}",
            "unit": "07339",
            "day": TODAY,
            "phone": f"09{n:08d}",
            "name": f"{n}",
        }
        return Served.model_validate(plain | own)

    plain = [row(n, at=time(8 + n)) for n in range(8)]
    usual = {("07339", TODAY.weekday()): [30, 32, 28, 31, 30]}

    def flags(rows: Sequence[Served], history: dict[tuple[str, int], list[int]] | None = None) -> list[object]:
        return [(odd.kind, odd.n, odd.of, odd.lines) for odd in oddities(rows, history or {})]

    assert flags(plain) == []
    assert flags([one.model_copy(update={"phone": "0911111111"}) if one.line < 5 else one for one in plain]) == [
        ("shared_phone", 3, 8, (2, 3, 4))
    ]
    assert flags([row(0, phone=""), *plain[1:]]) == [("invalid_phone", 1, 8, (2,))]
    assert flags([one.model_copy(update={"name": "Chị  An"}) if one.line < 5 else one for one in plain]) == [
        ("same_name", 3, 8, (2, 3, 4))
    ]
    assert flags([row(n, at=time(16, 59, n)) for n in range(8)]) == [("same_minute", 8, 8, ())]
    assert flags(plain, usual) == [("unlike_weekday", 8, 30, ())]


@pytest.mark.parametrize(
    ("n", "usual", "odd"),
    [
        (8, [30, 32, 28], False),
        (8, [30, 32, 28, 31], True),
        (29, [30, 32, 28, 31], False),
        (70, [30, 32, 28, 31], True),
    ],
)
def test_a_number_is_unlike_only_far_from_four_weeks_or_more(n: int, usual: list[int], odd: bool) -> None:
    assert unlike(n, usual) is odd
