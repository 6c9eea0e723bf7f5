"""Adding to an own case, answering a question about it, taking it back."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from handlers import machine
from handlers.casework.cases import Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory
from handlers.casework.effects import (
    AddToCase,
    Count,
    FileRef,
    Part,
    ReplyToQuestion,
    ShowMine,
    WithdrawCase,
)
from handlers.casework.views import CaseView, PostView
from handlers.flows.states import (
    Adding,
    AnyState,
    Draft,
    Idle,
    Replying,
    Reporting,
    Sorting,
    Turn,
    Withdrawing,
)
from handlers.talk.events import (
    Address,
    Body,
    Done,
    Event,
    File,
    Photo,
    Shown,
    Tap,
    Text,
    Voice,
)
from handlers.talk.facts import Facts, Person
from handlers.talk.says import Say

AT = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=7)))
CODE, OTHER = "123456789", "987654321"
OFFICER = PostView(id="officer:07339", kind="officer", unit="Xã Tân Yên")
LABELS = {"withdraw.yes": "Vâng, rút lại", "withdraw.no": "Không, giữ lại", "button.add.done": "Xong"}
KNOWN = {
    "huy": "typed.cancel",
    "co": "typed.yes",
    "khong": "typed.no",
    "them": "typed.case.add",
    "tra loi": "typed.case.reply",
    "rut lai": "typed.case.withdraw",
}
PICTURE = FileRef(channel="web", ref="p1", name="photo.jpg", mime="image/jpeg")


def view(**changes: Any) -> CaseView:
    whole: dict[str, Any] = {
        "code": CODE,
        "category": Category.DELAY,
        "unit": "Xã Tân Yên",
        "status": Status.ACCEPTED,
        "due": AT + timedelta(days=3),
        "late": False,
        "text": "Hẹn 3/10 mà chưa trả",
        "holder": OFFICER,
        "filed": AT,
    }
    return CaseView(**(whole | changes))


def step(state: AnyState, body: Body, *waiting: str) -> Turn:
    facts = Facts(
        directory=Directory(units=()),
        label=lambda button: LABELS.get(button.key, button.key),
        known=KNOWN,
        person=Person(id=1, consented=True),
        waiting=waiting,
    )
    sender = Address(channel="web", user="u1")
    turn = machine.step(state, Event(id="1", sender=sender, body=body, at=AT, code="555000111"), facts)
    match turn.effects:
        case (ShowMine(code=code, to="add" | "withdraw" as to),):  # the store finds the case
            return step(turn.state, Shown(case=view(code=code), desk=False, to=to), *waiting)
        case _:
            return turn


def picture(ref: str = "p1", album: str | None = None, **more: Any) -> Photo:
    return Photo(ref=ref, album=album, **more)


def done(action: str, **changes: Any) -> Done:
    return Done(action=action, case=view(**changes))


def keys(say: Say) -> list[str]:
    return [say.key, *(key for line in say.lines for key in keys(line))]


def steps(say: Say) -> list[str]:
    return [button.step for button in say.buttons]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (Tap(step="case.add", value=CODE), Adding),
        (Text(text="thêm 123-456-789"), Adding),
        (Tap(step="case.reply", value=CODE), Replying),
        (Text(text="Trả lời 123 456 789"), Replying),
        (Tap(step="case.withdraw", value=CODE), Withdrawing),
        (Text(text="rut lai 123456789"), Withdrawing),
    ],
)
def test_following_up_begins_by_tap_or_by_verb_and_code(body: Body, place: type[Adding]) -> None:
    turn = step(Idle(), body, CODE)

    assert isinstance(turn.state, place)
    assert turn.state.code == CODE
    assert turn.says[0].buttons


@pytest.mark.parametrize("verb", ["case.add", "case.reply", "case.withdraw"])
def test_a_forged_button_without_a_code_leads_nowhere(verb: str) -> None:
    turn = step(Idle(), Tap(step=verb, value="12345"))

    assert isinstance(turn.state, Idle)
    assert turn.says[0].key == "bad.stale"


@pytest.mark.parametrize(
    ("body", "parts", "files"),
    [
        (Text(text="Phiếu hẹn số 12", message="m1"), (Part(text="Phiếu hẹn số 12", message="m1"),), ()),
        (picture(), (), (PICTURE,)),
        (picture(caption="Đây ạ", message="m2"), (Part(text="Đây ạ", message="m2"),), (PICTURE,)),
        (
            File(ref="f", name="phieu.pdf", mime="application/pdf"),
            (),
            (FileRef(channel="web", ref="f", name="phieu.pdf", mime="application/pdf"),),
        ),
        (Voice(ref="v"), (), (FileRef(channel="web", ref="v", name="voice.ogg", mime="audio/ogg"),)),
    ],
)
def test_whatever_is_sent_is_kept_with_the_case_at_once(body: Body, parts: Any, files: Any) -> None:
    assert step(Adding(code=CODE), body).effects == (AddToCase(code=CODE, parts=parts, files=files),)
    assert step(Replying(code=CODE), body).effects == (ReplyToQuestion(code=CODE, parts=parts, files=files),)


def test_adding_goes_on_until_it_is_said_to_be_all() -> None:
    added = step(Adding(code=CODE), done("add"))
    ended = step(added.state, Text(text="xong"))

    assert keys(added.says[0]) == ["follow_up.added", "follow_up.add_more"]
    assert isinstance(added.state, Adding)
    assert ended.says[0].key == "follow_up.finished"
    assert isinstance(ended.state, Idle)


def test_an_addition_that_nobody_can_read_yet_is_not_said_to_have_a_reader() -> None:
    assert step(Adding(code=CODE), done("add", holder=None)).says[0].key == "follow_up.added_unheld"


def test_the_end_button_of_an_earlier_adding_does_nothing() -> None:
    assert step(Idle(), Tap(step="add.done")).says[0].key == "bad.stale"


def test_an_answer_ends_the_reply_and_says_who_has_it_until_when() -> None:
    turn = step(Replying(code=CODE), done("reply"))

    assert keys(turn.says[0]) == ["follow_up.replied", "own.held"]
    assert isinstance(turn.state, Idle)


def test_a_reply_to_a_question_that_is_closed_offers_to_add_instead() -> None:
    turn = step(Idle(), Tap(step="case.reply", value=CODE), OTHER)

    assert turn.says[0].key == "follow_up.no_question"
    assert steps(turn.says[0]) == ["case.add", "case.show"]
    assert isinstance(turn.state, Idle)


@pytest.mark.parametrize("answer", [Text(text="có"), Text(text="1"), Text(text="vang, rut lai")])
def test_a_case_is_taken_back_only_after_a_yes(answer: Body) -> None:
    asked = step(Idle(), Tap(step="case.withdraw", value=CODE))

    assert asked.effects == ()
    assert step(asked.state, answer).effects == (WithdrawCase(code=CODE),)
    assert step(asked.state, done("withdraw", status=Status.WITHDRAWN)).says[0].key == "follow_up.withdrawn"


def test_a_no_keeps_the_case() -> None:
    turn = step(step(Idle(), Tap(step="case.withdraw", value=CODE)).state, Text(text="không"))

    assert turn.effects == ()
    assert turn.says[0].key == "follow_up.stays"
    assert isinstance(turn.state, Idle)


def test_the_yes_of_an_earlier_question_does_not_take_another_case_back() -> None:
    first = step(Idle(), Tap(step="case.withdraw", value=OTHER))
    yes = first.says[0].buttons[0]
    second = step(first.state, Tap(step="case.withdraw", value=CODE))

    assert step(second.state, Tap(step=yes.step, value=yes.value)).effects == ()


def test_a_report_in_the_making_waits_until_the_follow_up_is_over() -> None:
    draft = Draft(parts=(Part(text="Chờ ba tiếng"),))
    adding = step(Reporting(draft=draft), Tap(step="case.add", value=CODE)).state
    ended = step(adding, Tap(step="add.done"))

    assert adding.parked == draft
    assert ended.state.parked == draft
    assert "report.resume" in steps(ended.says[0])


def test_words_while_a_question_is_open_are_kept_and_asked_about() -> None:
    turn = step(Idle(), Text(text="Số 12 ạ", message="m1"), CODE, OTHER)

    assert turn.effects == ()
    assert isinstance(turn.state, Sorting)
    assert turn.state.parts == (Part(text="Số 12 ạ", message="m1"),)
    assert [(one.step, one.value) for one in turn.says[0].buttons] == [
        ("sort.reply", CODE),
        ("sort.reply", OTHER),
        ("sort.new", ""),
        ("menu.cancel", ""),
    ]


def test_all_that_was_sent_while_sorting_goes_into_the_answer() -> None:
    state = step(Idle(), Text(text="Số 12 ạ"), CODE).state
    state = step(state, picture(), CODE).state
    turn = step(state, Tap(step="sort.reply", value=CODE), CODE)
    over = step(turn.state, done("reply"))

    assert turn.effects == (ReplyToQuestion(code=CODE, parts=(Part(text="Số 12 ạ"),), files=(PICTURE,)),)
    assert over.says[0].key == "follow_up.replied"
    assert isinstance(over.state, Idle)


def test_all_that_was_sent_while_sorting_goes_into_the_new_report() -> None:
    words = "Hôm nay nộp hồ sơ ở quầy 2 chờ ba tiếng không ai tiếp"
    state = step(step(Idle(), Text(text=words), CODE).state, picture(), CODE).state
    turn = step(state, Tap(step="sort.new"), CODE)

    assert isinstance(turn.state, Reporting)
    assert [part.text for part in turn.state.draft.parts] == [words]
    assert turn.state.draft.files == (PICTURE,)


def test_an_answer_to_a_case_that_does_not_wait_is_not_taken() -> None:
    state = step(Idle(), Text(text="Số 12 ạ"), CODE).state

    assert step(state, Tap(step="sort.reply", value=OTHER), CODE).effects == ()


def test_a_question_that_closed_meanwhile_leaves_the_way_to_a_new_report() -> None:
    state = step(Idle(), Text(text="Số 12 ạ"), CODE).state
    turn = step(state, Text(text="Ảnh đây ạ"))

    assert turn.says[0].key == "follow_up.sort_closed"
    assert steps(turn.says[0]) == ["sort.new", "menu.cancel"]


@pytest.mark.parametrize("state", [Idle(), Adding(code=CODE), Replying(code=CODE)])
def test_words_that_call_for_help_get_the_numbers_first_and_are_kept_too(state: AnyState) -> None:
    words = "Cháy nhà rồi, cứu với!"
    turn = step(state, Text(text=words), CODE)

    assert turn.says[0].key == "follow_up.urgent"
    assert Count(what="emergency") in turn.effects
    assert words in repr((turn.state, turn.effects))
