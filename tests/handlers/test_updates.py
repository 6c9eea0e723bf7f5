"""What a reporter is told unasked."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from handlers.casework.cases import REJECT_CODES, Status
from handlers.casework.categories import Category
from handlers.casework.views import CaseView, Happening, NextStep, PostView
from handlers.flows import updates
from handlers.talk.says import Code, Moment, Post, Say

AT = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=7)))
DUE = AT + timedelta(days=3, hours=8)
CODE = "123456789"
OFFICER = PostView(id="officer:07339", kind="officer", unit="Xã Tân Yên", holder="Nguyễn Thị Bình")
HEAD = PostView(id="head:07339", kind="head", unit="Xã Tân Yên")


def view(**changes: Any) -> CaseView:
    whole: dict[str, Any] = {
        "code": CODE,
        "category": Category.DELAY,
        "unit": "Xã Tân Yên",
        "status": Status.ACCEPTED,
        "due": DUE,
        "late": False,
        "text": "Hẹn 3/10 mà chưa trả",
        "holder": OFFICER,
        "taken_by": "Nguyễn Thị Bình",
        "filed": AT,
        "next": NextStep(at=DUE, kind="escalate", post=HEAD),
    }
    return CaseView(**(whole | changes))


ALL: dict[str, Callable[[CaseView], Say]] = {
    "accepted": updates.accepted,
    "asked": lambda case: updates.asked(case, "Phiếu hẹn số mấy ạ?"),
    "answered": updates.answered,
    "transferred": lambda case: updates.transferred(case, "Thuộc việc của Trưởng."),
    "rejected": lambda case: updates.rejected(case, "duplicate", "Đã có phản ánh trước."),
    "escalated": lambda case: updates.escalated(case, HEAD),
    "overdue": lambda case: updates.escalated(case, None),
    "judge": updates.judge,
    "lapsed": lambda case: updates.lapsed(case, 10),
    "placed": updates.placed,
}


def keys(say: Say) -> list[str]:
    return [say.key, *(key for line in say.lines for key in keys(line))]


def quotes(say: Say) -> list[object]:
    return [line.args["text"] for line in say.lines if line.key == "own.quote"]


@pytest.mark.parametrize("name", ALL)
def test_every_update_opens_with_the_code_and_says_how_to_go_on_by_typing(name: str) -> None:
    said = ALL[name](view())

    assert said.args["code"] == Code(code=CODE)
    hints = [line for line in said.lines if line.key.startswith("updates.type.")]
    assert [hint.args for hint in hints] == [{"code": Code(code=CODE)}]
    assert {button.value for button in said.buttons} <= {CODE, ""}
    assert said.buttons


@pytest.mark.parametrize("name", ALL)
def test_no_update_names_the_official_as_a_person(name: str) -> None:
    said = ALL[name](view())

    assert OFFICER.holder not in [arg for line in (said, *said.lines) for arg in line.args.values()]


@pytest.mark.parametrize("name", ALL)
def test_every_update_can_be_said_while_nobody_holds_the_case(name: str) -> None:
    said = ALL[name](view(holder=None, next=None, due=None, taken_by=""))

    assert all(arg.post == HEAD for line in (said, *said.lines) for arg in line.args.values() if isinstance(arg, Post))


def test_acceptance_names_the_post_the_due_time_and_what_happens_by_itself() -> None:
    said = updates.accepted(view())

    assert said.args["post"] == Post(post=OFFICER)
    assert said.lines[0].args == {"due": Moment(at=DUE)}
    assert "own.next.escalate" in keys(said)


def test_a_question_is_quoted_and_can_be_answered_at_once() -> None:
    said = updates.asked(view(status=Status.NEED_INFO), "Phiếu hẹn số mấy ạ?")

    assert quotes(said) == ["Phiếu hẹn số mấy ạ?"]
    assert "updates.type.reply" in keys(said)
    assert said.buttons[0].step == "case.reply"


def test_an_answer_is_quoted_whole_and_ends_with_the_question_whether_it_solved_the_matter() -> None:
    answer = "Đã trả kết quả sáng nay. " * 100
    closing = NextStep(at=DUE, kind="close")
    said = updates.answered(view(status=Status.ANSWERED, answer=answer, next=closing))

    assert quotes(said) == [answer]
    assert "own.next.close" in keys(said)
    assert keys(said)[-1] == "updates.solved_question"
    assert [button.step for button in said.buttons] == ["rate.yes", "rate.partly", "rate.no"]


def test_the_one_who_answered_is_named_even_when_another_holds_the_case_now() -> None:
    history = (Happening(at=AT, action="answer", post=HEAD, note="Rồi."),)
    said = updates.answered(view(status=Status.ANSWERED, answer="Rồi.", timeline=history))

    assert said.args["post"] == Post(post=HEAD)


def test_a_transfer_gives_the_reason_and_the_new_holder() -> None:
    said = updates.transferred(view(holder=HEAD), "Thuộc việc của Trưởng.")

    assert quotes(said) == ["Thuộc việc của Trưởng."]
    assert next(line for line in said.lines if line.key == "own.held").args["post"] == Post(post=HEAD)


@pytest.mark.parametrize("code", REJECT_CODES)
def test_a_refusal_says_what_the_reason_means_and_what_else_can_be_done(code: Any) -> None:
    said = updates.rejected(view(status=Status.REJECTED), code, "Đã có phản ánh trước.")

    assert {f"rejected.{code}", f"instead.{code}"} <= set(keys(said))
    assert quotes(said) == ["Đã có phản ánh trước."]
    assert [button.step for button in said.buttons] == ["case.appeal", "menu.report", "case.show"]
    assert keys(said)[-2:] == ["own.may_appeal", "updates.type.appeal"]


def test_a_second_refusal_offers_no_second_appeal() -> None:
    said = updates.rejected(view(status=Status.REJECTED, appealed=True), "duplicate", "Đã có phản ánh trước.")

    assert [button.step for button in said.buttons] == ["menu.report", "case.show"]
    assert "own.may_appeal" not in keys(said)


def test_a_step_up_names_who_has_the_case_as_well_and_nobody_where_nobody_is_above() -> None:
    up = updates.escalated(view(late=True), HEAD)
    top = updates.escalated(view(late=True, next=None), None)

    assert (up.key, up.args["post"]) == ("updates.escalated", Post(post=HEAD))
    assert top.key == "updates.overdue"
    assert "own.held_late" in keys(up)
    assert "own.held_late" in keys(top)


def test_silence_that_closed_a_case_is_told_with_its_length_and_the_way_to_a_new_report() -> None:
    said = updates.lapsed(view(status=Status.CLOSED, next=None), 10)

    assert said.args["n"] == 10
    assert said.buttons[0].step == "menu.report"
    assert "own.held" not in keys(said)
