"""The town's clock: runs, can be moved on, is kept, and never goes back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.clock import Clock
from storage import clock as anchors
from storage.database import Database
from storage.times import from_ms, to_ms
from tests.house_under_test import MONDAY

START = to_ms(MONDAY)


class Real:
    """A machine's clock that a test turns."""

    def __init__(self) -> None:
        self.ms = START

    def __call__(self) -> int:
        """Give the real moment."""
        return self.ms


def test_it_shows_real_time_until_somebody_touches_it() -> None:
    real = Real()
    shown = Clock(0, 0, 1.0, real)

    assert shown.ms() == START
    assert not shown.simulated
    assert shown.now() == MONDAY
    assert shown.now().utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize("speed", [0.5, 1, 60, 86_400])
def test_it_runs_as_fast_as_it_is_told(speed: float) -> None:
    real = Real()
    shown = Clock(START, START, speed, real)
    real.ms += 10_000

    assert shown.ms() == START + int(10_000 * speed)


def test_a_jump_moves_it_on_by_exactly_that() -> None:
    real = Real()
    shown = Clock(START, START, 60.0, real)
    real.ms += 1_000
    shown.move(timedelta(days=1))

    assert shown.ms() == START + 60_000 + 86_400_000
    assert shown.simulated


def test_a_new_speed_begins_at_the_present_moment() -> None:
    real = Real()
    shown = Clock(START, START, 3600.0, real)
    real.ms += 1_000
    shown.move(speed=1.0)
    real.ms += 1_000

    assert shown.ms() == START + 3_601_000


def test_nobody_can_move_it_back() -> None:
    with pytest.raises(ValueError, match="never goes back"):
        Clock(START, START, 1.0, Real()).move(timedelta(seconds=-1))


@given(st.lists(st.tuples(st.integers(-10_000_000, 10_000_000), st.sampled_from(["look", "jump", "faster", "slower"]))))
def test_whatever_the_machine_does_time_never_goes_back(steps: list[tuple[int, str]]) -> None:
    real = Real()
    shown = Clock(START, START, 1.0, real)
    seen = [shown.ms()]
    for moved, deed in steps:
        real.ms += moved
        match deed:
            case "jump":
                shown.move(timedelta(milliseconds=abs(moved)))
            case "faster":
                shown.move(speed=shown.speed * 2)
            case "slower":
                shown.move(speed=shown.speed / 2)
            case _:
                pass
        seen.append(shown.ms())

    assert seen == sorted(seen)


async def test_it_goes_on_after_a_restart_where_it_would_be_by_now(db: Database) -> None:
    real = Real()
    first = await clock.start(db, 60.0, real)
    real.ms += 1_000
    async with db.write() as tx:
        await anchors.put(tx, *first.move(timedelta(days=2)))
    real.ms += 5_000
    second = await clock.start(db, None, real)

    assert second.speed == 60.0
    assert second.ms() == first.ms() == START + 60_000 + 2 * 86_400_000 + 300_000


async def test_a_restart_while_the_machines_clock_went_back_shows_no_earlier_moment_than_was_kept(db: Database) -> None:
    real = Real()
    async with db.write() as tx:
        await anchors.put(tx, *Clock(START, START, 1.0, real).move(timedelta(days=3)))
    real.ms -= 86_400_000
    again = await clock.start(db, None, real)

    assert again.ms() == START + 3 * 86_400_000


async def test_the_same_speed_again_changes_nothing(db: Database) -> None:
    real = Real()
    await clock.start(db, 60.0, real)
    kept = await anchors.get(db.read)
    real.ms += 1_000
    await clock.start(db, 60.0, real)

    assert await anchors.get(db.read) == kept


@given(st.integers(0, to_ms(MONDAY) * 3))
def test_moments_are_kept_to_the_millisecond(ms: int) -> None:
    assert to_ms(from_ms(ms)) == ms
