"""How an official hands a case on or refuses it."""

from dataclasses import replace
from datetime import date

import pytest

from handlers import machine
from handlers.casework.cases import REJECT_CODES
from handlers.casework.directory import Directory
from handlers.casework.official_effects import FindTargets, RejectCase, TransferCase
from handlers.casework.unit import Unit
from handlers.casework.views import PostView
from handlers.flows import desk_moves
from handlers.flows.states import STATE, AnyState, Idle, Rejecting, Transferring
from handlers.talk.events import Photo, Shown, Tap, Targets
from tests.fakes.desk_people import (
    CODE,
    DIRECTORY,
    HEAD,
    INSPECTOR,
    OFFICER,
    OTHER,
    case,
    does,
    event,
    facts,
    keys,
    quotes,
    steps,
    tap,
    types,
)

WHY = "Việc đất đai do phòng chuyên môn giải quyết"
CHOSEN = Transferring(code=CODE, targets=(HEAD, INSPECTOR), post=HEAD)
REFUSING = Rejecting(code=CODE, reason="duplicate")


def test_a_transfer_asks_for_the_unit_with_the_own_one_at_hand() -> None:
    turn = tap(Idle(), "desk.transfer", CODE)

    assert steps(turn.says[0]) == ("transfer.unit", "transfer.province", "menu.cancel")
    assert turn.says[0].buttons[0].value == "07339"


def test_somebody_of_the_province_has_no_own_unit_at_hand() -> None:
    say = desk_moves.question(Transferring(code=CODE), facts(INSPECTOR))

    assert steps(say) == ("transfer.province", "menu.cancel")


@pytest.mark.parametrize("typed", ["Xã Tân Yên", "xa tan yen", "1"])
def test_a_unit_is_found_by_its_name_or_number(typed: str) -> None:
    begun = tap(Idle(), "desk.transfer", CODE)

    assert types(begun.state, typed).effects == (FindTargets(code=CODE, unit="07339"),)


def test_a_name_that_may_mean_several_units_offers_them() -> None:
    begun = tap(Idle(), "desk.transfer", CODE)

    turn = types(begun.state, "Lục Ngạn")

    assert turn.effects == ()
    assert [button.value for button in turn.says[0].buttons] == ["07420", "07421", "", ""]
    assert types(turn.state, "Xã Sơn Hải").effects == (FindTargets(code=CODE, unit="07421"),)


def test_an_unknown_name_is_asked_again_with_an_example() -> None:
    turn = types(Transferring(code=CODE), "Sao Hoả")

    assert keys(turn.says[0]) == ("transfer.unknown", "transfer.ask")


def test_the_province_is_a_place_too() -> None:
    assert tap(Transferring(code=CODE), "transfer.province").effects == (FindTargets(code=CODE),)


def test_a_forged_unit_is_not_looked_for() -> None:
    assert tap(Transferring(code=CODE), "transfer.unit", "99999").effects == ()


def test_a_place_where_nobody_holds_a_post_is_said() -> None:
    turn = does(Transferring(code=CODE), Targets(posts=()))

    assert keys(turn.says[0]) == ("transfer.nobody", "transfer.ask")


def test_only_a_post_that_was_offered_can_be_chosen() -> None:
    offered = does(Transferring(code=CODE), Targets(posts=(HEAD,)))

    assert tap(offered.state, "transfer.post", "standing").says[0].key == "bad.stale"
    assert tap(offered.state, "transfer.post", HEAD.id).says[0].key == "transfer.reason"


def test_posts_that_are_called_the_same_are_told_apart_by_name() -> None:
    posts = tuple(PostView(id=f"member-{name}", kind="member", holder=name) for name in ("An", "Bình"))

    (say,) = does(Transferring(code=CODE), Targets(posts=(HEAD, *posts))).says

    assert [button.key for button in say.buttons[:3]] == ["transfer.post", "transfer.post.named", "transfer.post.named"]


def test_another_unit_can_be_typed_while_posts_are_offered() -> None:
    offered = does(Transferring(code=CODE), Targets(posts=(HEAD,)))

    assert types(offered.state, "phuong bac giang").effects == (FindTargets(code=CODE, unit="07210"),)


def test_a_transfer_is_looked_at_and_then_goes_with_its_reason() -> None:
    looked = types(CHOSEN, WHY)
    assert looked.effects == ()
    assert quotes(looked.says[0]) == (WHY,)
    assert steps(looked.says[0]) == ("transfer.send", "transfer.rewrite", "menu.cancel")

    sent = tap(looked.state, "transfer.send", CODE)

    assert sent.effects == (TransferCase(code=CODE, post=HEAD.id, reason=WHY),)
    assert isinstance(sent.state, Idle)


def test_a_refusal_is_looked_at_and_then_goes_with_code_and_words() -> None:
    begun = tap(Idle(), "desk.reject", CODE)
    assert [button.value for button in begun.says[0].buttons[:5]] == list(REJECT_CODES)
    chosen = types(begun.state, "trung phan anh khac")
    looked = types(chosen.state, WHY)
    assert quotes(looked.says[0]) == (WHY,)

    sent = types(looked.state, "1")

    assert sent.effects == (RejectCase(code=CODE, reason="duplicate", words=WHY),)
    assert isinstance(sent.state, Idle)


@pytest.mark.parametrize(("state", "step"), [(CHOSEN, "transfer"), (REFUSING, "reject")])
def test_the_reason_survives_a_restart_between_the_look_and_the_sending(state: AnyState, step: str) -> None:
    looked = types(state, WHY)

    again = STATE.validate_json(STATE.dump_json(looked.state))

    assert len(tap(again, f"{step}.send", CODE).effects) == 1


@pytest.mark.parametrize(("state", "step"), [(CHOSEN, "transfer"), (REFUSING, "reject")])
def test_nothing_goes_without_a_reason(state: AnyState, step: str) -> None:
    assert tap(state, f"{step}.send", CODE).effects == ()
    assert types(state, "ok").says[0].key == f"{step}.short"


@pytest.mark.parametrize(("state", "step"), [(CHOSEN, "transfer"), (REFUSING, "reject")])
def test_the_button_of_an_earlier_look_sends_no_other_case(state: AnyState, step: str) -> None:
    looked = types(state, WHY)

    turn = tap(looked.state, f"{step}.send", OTHER)

    assert turn.effects == ()
    assert quotes(turn.says[0]) == (WHY,)


@pytest.mark.parametrize(("state", "step"), [(CHOSEN, "transfer"), (REFUSING, "reject")])
def test_the_reason_can_be_written_anew_or_replaced(state: AnyState, step: str) -> None:
    looked = types(state, WHY)

    anew = tap(looked.state, f"{step}.rewrite")
    replaced = types(looked.state, "Lời giải thích mới hơn")

    assert quotes(anew.says[0]) == ()
    assert quotes(replaced.says[0]) == ("Lời giải thích mới hơn",)


@pytest.mark.parametrize("state", [CHOSEN, REFUSING])
def test_yes_sends_what_was_looked_at(state: AnyState) -> None:
    assert len(types(types(state, WHY).state, "có").effects) == 1
    assert types(state, "có").effects == ()


@pytest.mark.parametrize("state", [CHOSEN, REFUSING])
def test_a_look_at_another_case_keeps_the_reason(state: AnyState) -> None:
    looked = types(state, WHY)
    opening = tap(looked.state, "desk.open", OTHER)

    shown = does(opening.state, Shown(case=case(code=OTHER), desk=True))

    assert quotes(shown.says[1]) == (WHY,)
    assert len(types(shown.state, "có").effects) == 1


def test_a_reason_code_of_our_own_is_needed() -> None:
    state = Rejecting(code=CODE)

    assert tap(state, "reject.code", "boring").says[0].key == "bad.stale"
    assert keys(types(state, WHY).says[0])[0] == "reject.pick"


def test_the_reason_code_can_be_changed() -> None:
    turn = tap(REFUSING, "reject.code", "again")

    assert isinstance(turn.state, Rejecting)
    assert turn.state.reason is None


@pytest.mark.parametrize("state", [Transferring(code=CODE), CHOSEN, REFUSING])
def test_a_picture_is_no_reason(state: AnyState) -> None:
    assert does(state, Photo(ref="p")).says[0].key == "desk.words_only"


def test_targets_that_nobody_waits_for_change_nothing() -> None:
    assert desk_moves.targets(Idle(), event(Targets(posts=(HEAD,))), facts(OFFICER)) is None


def test_an_old_button_of_a_unit_that_has_ceased_names_what_took_its_place() -> None:
    gone = Unit(code="07422", name="Xã Đã Nhập", kind="xa", valid_to=date(2026, 6, 30), successors=("07420",))
    world = replace(facts(OFFICER), directory=Directory((*DIRECTORY.units, gone)))
    pressed = event(Tap(step="transfer.unit", value="07422"))

    turn = machine.step(Transferring(code=CODE), pressed, world)

    assert turn.effects == ()
    assert keys(turn.says[0]) == ("transfer.ceased", "transfer.ceased_instead")
    assert [button.value for button in turn.says[0].buttons] == ["07420", "", ""]
