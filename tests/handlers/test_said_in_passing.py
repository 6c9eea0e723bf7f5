"""Short words of agreement, judgement and farewell do what they mean, and never become words of a report."""

from dataclasses import replace
from typing import Any

import pytest

from handlers import machine
from handlers.casework.effects import FindMine, ForgetWords, JudgeAnswer, ScoreCase, ShowMine
from handlers.casework.official_effects import AnswerCase, ExtendCase, RecuseCase, RejectCase, TransferCase
from handlers.casework.views import PostView
from handlers.flows.states import (
    Answering,
    AnyState,
    Draft,
    Earlier,
    Extending,
    Idle,
    Rating,
    Recusing,
    Rejecting,
    Reporting,
    Transferring,
    Turn,
)
from handlers.talk.events import Body, Command, Tap, Text
from handlers.talk.facts import Person
from handlers.talk.says import Code
from tests.fakes.anything import CODES, NOW, POSTS
from tests.fakes.strict_voice import STRICT, event, facts_for, spoken

CITIZEN = Person(id=7, consented=True)
OFFICIAL = Person(id=7, consented=True, posts=POSTS[:1])
DRAFT = Draft.model_validate(
    {"parts": [{"text": "ghế hỏng"}], "category": "delay", "unit": "07339", "happened": "2026-11-20", "counter": "3"}
)
HEAD = PostView(id="head-07339", kind="head", unit="Xã Tân Yên")
REASON = "Hồ sơ này do nơi khác giải quyết"
AGREED = ("Gửi", "gui", "gửi đi", "gui di", "Gửi luôn ạ", "được", "duoc", "ok nhé", "xong", "xong rồi ạ", "yes", "send")


def after(state: AnyState, body: Body, person: Person = CITIZEN, **known: Any) -> Turn:
    """Give the turn of a body after the open question of a state was put."""
    facts = replace(facts_for(person), **known)
    asked = machine.step(state, event(Tap(step="gone")), facts).state
    turn = machine.step(asked, event(body), facts)
    for say in turn.says:
        spoken(say)
    return turn


@pytest.mark.parametrize("typed", AGREED)
def test_at_the_preview_agreement_sends_the_report_and_is_no_word_of_it(typed: str) -> None:
    (effect,) = after(Reporting(draft=DRAFT), Text(text=typed)).effects

    assert effect.kind == "find_twin"
    assert [part.text for part in effect.report.parts] == ["ghế hỏng"]


@pytest.mark.parametrize("typed", ["chưa", "không", "đừng gửi", "khoan đã", "thêm", "dạ được", "ok", "rút lại"])
@pytest.mark.parametrize("twin", [None, Earlier(code=CODES[0], filed=NOW)])
def test_a_known_word_that_is_no_choice_at_the_preview_is_never_added(typed: str, twin: Earlier | None) -> None:
    turn = after(Reporting(draft=DRAFT.model_copy(update={"twin": twin})), Text(text=typed))

    assert isinstance(turn.state, Reporting)
    assert turn.state.draft.parts == DRAFT.parts
    assert all(effect.kind == "find_twin" for effect in turn.effects)


def test_other_words_at_the_preview_are_added_as_before() -> None:
    turn = after(Reporting(draft=DRAFT), Text(text="ghế ở hàng đầu cũng gãy"))

    assert isinstance(turn.state, Reporting)
    assert turn.says[0].key == "report.words_added"
    assert len(turn.state.draft.parts) == 2


LOOKS: dict[type, AnyState] = {
    TransferCase: Transferring(code=CODES[0], post=HEAD),
    RejectCase: Rejecting(code=CODES[0], reason="duplicate"),
    ExtendCase: Extending(code=CODES[0], most=5, days=2),
}


@pytest.mark.parametrize("typed", AGREED)
@pytest.mark.parametrize("effect", LOOKS)
def test_at_the_look_of_a_transfer_a_refusal_or_more_time_agreement_sends_it(effect: type, typed: str) -> None:
    look = after(LOOKS[effect], Text(text=REASON), OFFICIAL).state
    turn = machine.step(look, event(Text(text=typed)), facts_for(OFFICIAL))

    assert isinstance(turn.effects[0], effect)
    assert REASON in turn.effects[0].model_dump().values()


@pytest.mark.parametrize("typed", AGREED)
def test_at_the_look_of_an_answer_agreement_sends_it(typed: str) -> None:
    look = Answering(code=CODES[0], text="Hồ sơ đã ký sáng nay", asked=("day", "proof"), flags=("no_day",))
    (effect,) = after(look, Text(text=typed), OFFICIAL).effects

    assert effect == AnswerCase(code=CODES[0], text="Hồ sơ đã ký sáng nay")


@pytest.mark.parametrize("typed", ["đúng", "dung", "Đúng ạ", "dung roi"])
def test_yes_that_concerns_me_may_be_said_in_one_word(typed: str) -> None:
    assert after(Recusing(code=CODES[0]), Text(text=typed), OFFICIAL).effects == (RecuseCase(code=CODES[0]),)
    assert after(Recusing(code=CODES[0]), Text(text="đừng"), OFFICIAL).effects == ()


SOLVED = {
    "no": ("chua", "chưa ạ", "chua giai quyet", "Chưa giải quyết!", "vẫn chưa", "not solved", "not yet"),
    "partly": ("mot phan", "một phần thôi ạ", "partly", "mới giải quyết một phần"),
    "yes": ("da giai quyet roi", "rồi ạ", "đã xong", "xong rồi", "solved", "Đã giải quyết nhé"),
}


@pytest.mark.parametrize(("solved", "typed"), [(one, typed) for one, said in SOLVED.items() for typed in said])
@pytest.mark.parametrize("person", [CITIZEN, OFFICIAL])
def test_without_a_code_it_judges_the_one_case_that_was_answered(solved: Any, typed: str, person: Person) -> None:
    turn = after(Idle(), Text(text=typed), person, answered=CODES[:1])

    assert turn.effects == (JudgeAnswer(code=CODES[0], solved=solved),)


def test_where_several_cases_were_answered_it_is_asked_which_is_meant() -> None:
    turn = after(Idle(), Text(text="chưa giải quyết"), answered=CODES[:2])

    assert (turn.effects, turn.says[0].key) == ((), "rate.which")
    assert [button.args["code"] for button in turn.says[0].buttons] == [Code(code=code) for code in CODES[:2]]
    again = machine.step(turn.state, event(Text(text="2")), replace(facts_for(CITIZEN), answered=CODES[:2]))
    assert again.effects == (JudgeAnswer(code=CODES[1], solved="no"),)


@pytest.mark.parametrize("typed", ["chưa giải quyết", "ghế hỏng hết rồi mà chưa giải quyết cho dân"])
def test_where_nothing_was_answered_or_more_is_told_the_ordinary_way_is_gone(typed: str) -> None:
    answered = CODES[:1] if len(typed) > 20 else ()
    turn = after(Idle(), Text(text=typed), answered=answered)

    assert not any(isinstance(effect, JudgeAnswer) for effect in turn.effects)
    assert turn.says[0].key != "rate.which"


def test_where_a_question_waits_a_short_word_may_answer_that() -> None:
    """ "Anh/chị đã nộp bản sao chưa?" – "chưa"."""
    assert after(Idle(), Text(text="chưa"), answered=CODES[:1], waiting=CODES[1:2]).state.kind == "sorting"


SCORES = {
    5: ("năm", "nam", "five", "5 sao", "Năm điểm ạ", "5/5"),
    4: ("bốn", "bon", "tư"),
    1: ("một", "mot", "one star"),
}


@pytest.mark.parametrize(("score", "typed"), [(score, typed) for score, said in SCORES.items() for typed in said])
def test_a_score_may_be_said_in_words(score: int, typed: str) -> None:
    turn = after(Rating(code=CODES[0], solved="yes", over=True), Text(text=typed))

    assert turn.effects == (ScoreCase(code=CODES[0], score=score),)
    assert turn.says[0].key == "rate.comment"


def test_a_number_in_the_words_after_the_score_is_one_of_the_words() -> None:
    (effect,) = after(Rating(code=CODES[0], solved="yes", over=True, score=3), Text(text="năm")).effects

    assert effect == ScoreCase(code=CODES[0], score=3, comment="năm")


@pytest.mark.parametrize("typed", ["bo ban nhap", "Bỏ bản nháp", "bỏ bản nháp đi", "xoá bản nháp", "delete my draft"])
@pytest.mark.parametrize("state", [Idle(parked=DRAFT), Reporting(draft=DRAFT)])
def test_a_draft_can_be_thrown_away_in_words(state: AnyState, typed: str) -> None:
    turn = after(state, Text(text=typed))

    assert turn.effects == (ForgetWords(quoted=True),)
    assert (turn.state.kind, turn.state.parked, turn.says[0].key) == ("idle", None, "report.discarded")


def test_where_there_is_no_draft_none_is_begun_by_the_wish_to_drop_it() -> None:
    turn = after(Idle(), Text(text="bỏ bản nháp"))

    assert (turn.effects, turn.state.kind, turn.says[0].key) == ((), "idle", "report.no_draft")


@pytest.mark.parametrize(
    "body", [Text(text="theo dõi"), Text(text="Theo doi ạ"), Command(name="status"), Text(text="status")]
)
def test_following_without_a_code_shows_all_own_reports_whatever_was_offered(body: Body) -> None:
    button = {"step": "case.show", "value": CODES[0], "key": "button.case.show"}
    offered = Idle.model_validate({"offered": [button]})

    assert machine.step(offered, event(body), facts_for(CITIZEN)).effects == (FindMine(),)
    one = machine.step(offered, event(Text(text="theo dõi 123-456-789")), facts_for(CITIZEN))
    assert one.effects == (ShowMine(code="123456789"),)
    for language in ("vi", "en"):
        label = Text(text=STRICT.text(language, "button.case.show"))
        assert machine.step(offered, event(label), facts_for(CITIZEN)).effects in ((ShowMine(code=CODES[0]),), ())
