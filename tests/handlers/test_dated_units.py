"""Units on any day: the maps before and after July 2025, names that changed, and what became of units that ceased."""

from datetime import date

import pytest

from bot.packaged import units
from handlers import machine
from handlers.casework.directory import Directory, Unit
from handlers.casework.effects import FindTwin
from handlers.casework.naming import untitled
from handlers.casework.unit import UnitName
from handlers.flows.states import AnyState, Draft, Idle, Reporting, Turn
from handlers.flows.unit_step import UNIT
from handlers.folding import fold
from handlers.talk.events import Body, Command, Tap, Text
from handlers.talk.facts import Facts, Person
from handlers.talk.form import Retry
from tests.fakes.strict_voice import event, facts_for, spoken

TOWN = units()
BEFORE, MIDDLE, NOW = date(2025, 6, 30), date(2026, 9, 19), date(2026, 9, 20)
LAST = date(2026, 12, 31)
NEW_YEAR = date(2027, 1, 1)
OLD_NAMES = [(unit.code, name, district) for unit in TOWN.units for name, district in unit.merged]
NAMES = [(unit.code, name, "") for unit in TOWN.units for name in (unit.name, *unit.former)] + OLD_NAMES


def with_units(*changed: Unit, day: date = NEW_YEAR) -> Directory:
    """Give the province with these units in place of those of their codes, on a day."""
    codes = {unit.code for unit in changed}
    return Directory((*(one for one in TOWN.units if one.code not in codes), *changed), provinces=TOWN.provinces).at(
        day
    )


def ceased(*successors: str) -> Unit:
    """Give Xã Quang Trung, which ended with 2026."""
    unit = TOWN.get("07333")
    assert unit is not None
    return unit.model_copy(update={"valid_to": LAST, "successors": successors})


def facts_of(directory: Directory) -> Facts:
    """Give what a step may know in a province of these units."""
    known = facts_for(Person(id=7, consented=True))
    return Facts(directory=directory, label=known.label, known=known.known, person=known.person)


MERGED = facts_of(with_units(ceased("07339")))


def does(state: AnyState, *bodies: Body, facts: Facts = MERGED) -> Turn:
    """Give the last turn of a citizen who sends these."""
    turn = Turn(state)
    for body in bodies:
        turn = machine.step(turn.state, event(body), facts)
        for say in turn.says:
            spoken(say)
    return turn


def test_before_july_2025_the_map_has_the_313_communes_with_district_and_province() -> None:
    then = TOWN.on(BEFORE)

    assert len(then) == len({unit.code for unit in then}) == 313
    cao_xa = next(unit for unit in then if unit.name == "Xã Cao Xá")
    assert TOWN.whole_name_on(cao_xa.code, BEFORE) == "Xã Cao Xá, Huyện Tân Yên, Tỉnh Bắc Giang"
    assert [unit.code for unit in TOWN.current(cao_xa.code)] == ["07339"]
    cho = next(unit for unit in then if unit.name == "Thị trấn Chờ")
    assert TOWN.whole_name_on(cho.code, BEFORE) == "Thị trấn Chờ, Huyện Yên Phong, Tỉnh Bắc Ninh"


def test_every_old_commune_lay_in_a_province_and_leads_to_the_unit_of_today_that_names_it() -> None:
    for unit in TOWN.on(BEFORE):
        (heir,) = TOWN.current(unit.code)

        assert (unit.name, unit.districts[0]) in heir.merged
        assert TOWN.province_on(BEFORE, unit.districts[0]) in ("Tỉnh Bắc Giang", "Tỉnh Bắc Ninh")


def test_from_july_2025_there_are_99_units_under_their_names_of_the_day() -> None:
    first, later = TOWN.on(date(2025, 7, 1)), TOWN.on(NOW)

    assert len(first) == len(later) == 99
    assert (
        [unit.kind for unit in first].count("phuong") == [unit.kind for unit in TOWN.on(MIDDLE)].count("phuong") == 33
    )
    assert [unit.kind for unit in later].count("phuong") == 45


@pytest.mark.parametrize("unit", [unit for unit in TOWN.units if unit.former], ids=lambda unit: unit.code)
def test_a_xa_that_became_a_phuong_is_called_by_its_name_of_each_day(unit: Unit) -> None:
    assert unit.former == (TOWN.name_on(unit.code, MIDDLE),) == (TOWN.name_on(unit.code, BEFORE),)
    assert fold(unit.former[0]) == f"xa {fold(untitled(unit.name))}"
    assert unit.name == TOWN.name_on(unit.code, NOW) == TOWN.name_on(unit.code, date(2099, 1, 1))
    shown = TOWN.at(MIDDLE).get(unit.code)
    assert shown is not None
    assert (shown.kind, TOWN.at(MIDDLE).find(unit.name)) == ("xa", (shown,))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2025, 7, 1), "Tỉnh Bắc Ninh"),
        (MIDDLE, "Tỉnh Bắc Ninh"),
        (NOW, "Thành phố Bắc Ninh"),
        (date(2030, 1, 1), "Thành phố Bắc Ninh"),
    ],
)
def test_the_province_has_its_name_of_each_day(day: date, name: str) -> None:
    assert TOWN.province_on(day) == name
    assert TOWN.whole_name_on("07339", day) == f"Xã Tân Yên, {name}"


@pytest.mark.parametrize(("code", "name", "district"), NAMES, ids=[f"{code} {name}" for code, name, _ in NAMES])
def test_every_name_now_or_of_old_gives_its_unit_or_one_question_that_offers_it(
    code: str, name: str, district: str
) -> None:
    facts = facts_of(TOWN.at(NOW))
    for text in (name, untitled(name), f"{name}, {district}".strip(", ")):
        taken = UNIT.take(Draft(), event(Text(text=text)), facts)

        assert not isinstance(taken, Retry)
        if taken.unit is None:
            question = UNIT.ask(taken, facts)
            assert question.key == "report.unit.which"
            assert code in [button.value for button in question.buttons]
        else:
            assert taken.unit == code


def test_a_unit_that_has_ceased_is_found_and_shown_as_what_took_it_over() -> None:
    town = with_units(ceased("07339"))

    assert not town.in_force("07333")
    assert [unit.code for unit in town.current("07333")] == ["07339"]
    assert town.shown("07333") == "Xã Tân Yên"
    assert town.name_on("07333", NEW_YEAR) == "Xã Quang Trung"
    assert [unit.code for unit in town.find("xã Lam Sơn, huyện Tân Yên")] == ["07339"]  # an old commune of it
    assert town.find("Xã Quang Trung")[0].code == "07339"
    assert "07333" not in [unit.code for unit in town.district("Tân Yên")]
    assert town.at(LAST).in_force("07333")
    assert len(town.on(LAST)) == 99
    assert len(town.on(NEW_YEAR)) == 98


def test_the_successors_of_a_successor_are_followed_to_those_in_force_and_a_circle_ends() -> None:
    again = Unit(code="07339", name="Xã Tân Yên", kind="xa", valid_to=date(2026, 11, 30), successors=("07333", "07306"))
    town = with_units(again, ceased("07339", "07351"))

    assert [unit.code for unit in town.current("07339")] == ["07306", "07351"]
    assert town.shown("07339") == "Xã Nhã Nam / Xã Ngọc Thiện"
    assert town.current("00000") == ()
    assert town.shown("00000") == "00000"


def test_a_unit_that_has_not_begun_is_neither_found_nor_current() -> None:
    later = Unit(code="09999", name="Phường Mẫu Mới", kind="phuong", valid_from=NEW_YEAR)

    assert with_units(later, day=LAST).find("Phường Mẫu Mới") == ()
    assert with_units(later, day=LAST).current("09999") == ()
    assert with_units(later).find("Phường Mẫu Mới") == (later,)


def test_a_name_to_come_is_used_from_its_day_on() -> None:
    names = (
        UnitName(name="Xã Tân Yên", kind="xa", valid_to=LAST),
        UnitName(name="Phường Tân Yên", kind="phuong", valid_from=NEW_YEAR),
    )
    town = with_units(Unit(code="07339", name="Phường Tân Yên", kind="phuong", names=names), day=LAST)

    assert town.shown("07339") == "Xã Tân Yên"
    assert town.at(NEW_YEAR).shown("07339") == "Phường Tân Yên"


def test_an_old_poster_of_a_unit_that_has_ceased_offers_what_took_it_over() -> None:
    turn = does(Idle(), Command(name="start", argument="u-07333-2"))

    (say,) = turn.says
    assert (say.key, say.args["unit"], say.args["heirs"]) == ("report.unit.ceased", "Xã Quang Trung", "Xã Tân Yên")
    assert [button.value for button in say.buttons][:2] == ["07339", "other"]
    chosen = does(turn.state, Tap(step="report.unit", value="07339"))
    assert isinstance(chosen.state, Reporting)
    assert (chosen.state.draft.unit, chosen.state.draft.counter) == ("07339", "2")
    assert chosen.says[0].key == "service.scanned_at_counter"


def test_an_old_poster_in_the_middle_of_a_report_offers_it_too_and_keeps_the_words() -> None:
    written = Reporting(draft=Draft.model_validate({"parts": [{"text": "chờ mãi"}], "category": "delay"}))

    turn = does(written, Command(name="start", argument="u-07333"))

    assert turn.says[0].key == "report.unit.ceased"
    assert isinstance(turn.state, Reporting)
    assert turn.state.draft.parts == written.draft.parts


def test_an_old_button_of_a_unit_that_has_ceased_offers_what_took_it_over() -> None:
    asked = Reporting(
        draft=Draft.model_validate(
            {"parts": [{"text": "chờ mãi"}], "category": "delay", "candidates": ["07333", "07306"]}
        )
    )

    turn = does(asked, Tap(step="report.unit", value="07333"))

    assert turn.says[0].key == "report.unit.ceased"


def test_a_draft_whose_unit_ceased_overnight_is_not_filed_but_asked_about() -> None:
    whole = {"parts": [{"text": "chờ mãi"}], "category": "delay", "happened": "2026-12-20", "counter": "3"}
    ready = Reporting(draft=Draft.model_validate({**whole, "unit": "07333", "done": ["photos"]}))

    turn = does(ready, Tap(step="report.confirm", value="send"))

    assert turn.effects == ()
    assert turn.says[0].key == "report.unit.ceased"
    sent = does(turn.state, Tap(step="report.unit", value="07339"), Tap(step="report.confirm", value="send"))
    (asked,) = sent.effects
    assert isinstance(asked, FindTwin)
    assert asked.report.unit == "07339"


def test_the_choice_of_a_successor_can_be_typed_and_left_for_another_place() -> None:
    turn = does(Idle(), Command(name="start", argument="u-07333"))

    named = does(turn.state, Text(text="Nhã Nam"))
    other = does(turn.state, Tap(step="report.unit", value="other"))

    numbered = does(turn.state, Text(text="1"))

    assert isinstance(named.state, Reporting)
    assert named.state.draft.unit == "07306"
    assert isinstance(numbered.state, Reporting)
    assert numbered.state.draft.unit == "07339"
    assert other.says[0].key == "report.unit.ask"
