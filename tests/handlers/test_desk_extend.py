"""How an official asks for more time, decides on it, or steps back from a case."""

import pytest

from handlers.casework.official_effects import ExtendCase, GrantExtension, RecuseCase, RefuseExtension
from handlers.flows.states import Answering, Extending, Idle, Recusing, Transferring
from handlers.talk.events import Denied, Photo, Shown, Tap
from tests.fakes.desk_people import CODE, HEAD, OTHER, case, does, keys, quotes, steps, tap, types

REASON = "Đang chờ chi nhánh đo đạc gửi bản vẽ"


def test_more_time_is_asked_for_with_days_a_reason_and_a_look() -> None:
    days = tap(Idle(), "desk.extend", CODE)
    assert [button.value for button in days.says[0].buttons] == ["1", "3", "5", ""]

    reason = tap(days.state, "extend.days", "3")
    look = types(reason.state, REASON)
    assert (reason.says[0].key, quotes(look.says[0])) == ("extend.reason", (REASON,))

    sent = tap(look.state, "extend.send", CODE)
    assert sent.effects == (ExtendCase(code=CODE, days=3, reason=REASON),)
    assert isinstance(sent.state, Idle)


@pytest.mark.parametrize("typed", ["2", "2 ngày", "2 ngay lam viec", "2 days"])
def test_the_days_can_be_typed_and_a_number_is_never_taken_for_a_place_in_the_list(typed: str) -> None:
    state = types(Extending(code=CODE, most=5), typed).state

    assert isinstance(state, Extending)
    assert state.days == 2


@pytest.mark.parametrize("typed", ["0", "6", "nhiều lắm", "1000", "3/11"])
def test_days_that_cannot_be_asked_for_are_asked_again_with_the_limit(typed: str) -> None:
    turn = types(tap(Idle(), "desk.extend", CODE).state, typed)

    assert keys(turn.says[0]) == ("extend.how_many", "extend.ask")
    assert turn.says[0].args["most"] == 5


def test_a_picture_or_a_short_word_is_no_reason() -> None:
    state = Extending(code=CODE, most=5, days=3)

    assert keys(does(state, Photo(ref="p")).says[0]) == ("desk.words_only", "extend.reason")
    assert keys(types(state, "bận").says[0]) == ("extend.short", "extend.reason")


def test_the_days_can_be_changed_while_the_reason_is_asked() -> None:
    assert tap(Extending(code=CODE, most=5, days=3), "extend.again").says[0].key == "extend.ask"


@pytest.mark.parametrize(("step", "effect"), [("desk.grant", GrantExtension), ("desk.refuse", RefuseExtension)])
def test_time_is_granted_or_refused_at_one_tap(step: str, effect: type[GrantExtension]) -> None:
    assert does(Idle(), Tap(step=step, value=CODE), HEAD).effects == (effect(code=CODE),)


def test_deciding_does_not_lose_the_answer_that_is_being_written() -> None:
    writing = Answering(code=OTHER, text="Hồ sơ đã ký sáng nay, mời anh chị đến")

    assert does(writing, Tap(step="desk.grant", value=CODE), HEAD).state.model_copy(update={"offered": ()}) == writing


@pytest.mark.parametrize("how", ["tap", "label"])
def test_stepping_back_is_asked_once_and_can_be_left(how: str) -> None:
    asked = tap(Idle(), "desk.recuse", CODE)
    assert asked.says[0].key == "recuse.ask"

    yes = tap(asked.state, f"recuse.{CODE}", "yes") if how == "tap" else types(asked.state, "có")
    no = tap(asked.state, f"recuse.{CODE}", "no")

    assert yes.effects == (RecuseCase(code=CODE),)
    assert (no.effects, no.says[0].key) == ((), "desk.stays")


def test_the_yes_to_another_case_steps_back_from_nothing() -> None:
    turn = tap(Recusing(code=CODE), f"recuse.{OTHER}", "yes")

    assert turn.effects == ()
    assert turn.says[0].key == "bad.stale"


def test_a_transfer_that_is_one_too_many_goes_up_and_says_so_before_it_is_sent() -> None:
    opened = Shown(case=case(transfer_up=HEAD), desk=True, to="transfer")
    asked = does(Idle(), opened)
    assert asked.says[0].key == "transfer.up"

    elsewhere = tap(asked.state, "transfer.province")
    look = types(asked.state, "Việc này không thuộc phần chúng tôi")

    assert elsewhere.effects == ()
    assert isinstance(look.state, Transferring)
    assert "transfer.up_look" in keys(look.says[0])
    (effect,) = tap(look.state, "transfer.send", CODE).effects
    assert getattr(effect, "post", "") == HEAD.id


@pytest.mark.parametrize("why", ["extend_late", "extend_undated", "extend_spent", "extend_pending", "extend_nobody"])
def test_time_that_cannot_be_asked_for_is_explained(why: str) -> None:
    turn = does(Idle(), Denied.model_validate({"why": why, "code": CODE}))

    assert turn.says[0].key == f"denied.{why}"
    assert steps(turn.says[0]) == ("desk.open",)
