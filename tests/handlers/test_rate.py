"""Judging an answer, scoring it, saying a few words."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from handlers import machine
from handlers.casework.cases import Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory
from handlers.casework.effects import JudgeAnswer, Part, ScoreCase
from handlers.casework.views import CaseView, Happening, NextStep, PostView
from handlers.flows.states import Draft, Idle, Rating, Reporting, Turn
from handlers.talk.events import Address, Body, Done, Event, Photo, Tap, Text
from handlers.talk.facts import Facts, Person
from handlers.talk.says import Moment, Post, Say

AT = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=7)))
DUE = AT + timedelta(days=3, hours=8)
CODE, OTHER = "123456789", "987654321"
HEAD = PostView(id="head:07339", kind="head", unit="Xã Tân Yên")
LABELS = {
    "score.1": "Rất không hài lòng",
    "score.2": "Không hài lòng",
    "score.3": "Bình thường",
    "score.4": "Hài lòng",
    "score.5": "Rất hài lòng",
    "score.skip": "Bỏ qua",
    "comment.skip": "Bỏ qua",
}
KNOWN = {
    "da giai quyet": "typed.rate.yes",
    "mot phan": "typed.rate.partly",
    "chua giai quyet": "typed.rate.no",
}


def view(**changes: Any) -> CaseView:
    whole: dict[str, Any] = {
        "code": CODE,
        "category": Category.DELAY,
        "unit": "Xã Tân Yên",
        "status": Status.CLOSED,
        "due": DUE,
        "late": False,
        "text": "Hẹn 3/10 mà chưa trả",
        "holder": HEAD,
        "filed": AT,
        "solved": "yes",
    }
    return CaseView(**(whole | changes))


REOPENED = view(status=Status.FORWARDED, solved="no", next=NextStep(at=AT + timedelta(days=2), kind="reminder"))


def step(state: Any, body: Body) -> Turn:
    facts = Facts(
        directory=Directory(units=()),
        label=lambda button: LABELS.get(button.key, button.key),
        known=KNOWN,
        person=Person(id=1, consented=True),
    )
    sender = Address(channel="web", user="u1")
    return machine.step(state, Event(id="1", sender=sender, body=body, at=AT, code="555000111"), facts)


def asked_for_score(solved: Any = "yes") -> Any:
    action = "solve" if solved == "yes" else "reopen"
    return step(Idle(), Done(action=action, case=view(solved=solved))).state


def keys(say: Say) -> list[str]:
    return [say.key, *(key for line in say.lines for key in keys(line))]


@pytest.mark.parametrize(
    ("body", "solved"),
    [
        (Tap(step="rate.yes", value=CODE), "yes"),
        (Tap(step="rate.partly", value=CODE), "partly"),
        (Tap(step="rate.no", value=CODE), "no"),
        (Text(text="đã giải quyết 123-456-789"), "yes"),
        (Text(text="mot phan 123 456 789"), "partly"),
        (Text(text="Chưa giải quyết 123456789"), "no"),
    ],
)
def test_the_first_tap_or_word_is_kept_at_once(body: Body, solved: Any) -> None:
    assert step(Idle(), body).effects == (JudgeAnswer(code=CODE, solved=solved),)


def test_a_forged_judgement_without_a_case_is_kept_nowhere() -> None:
    assert step(Idle(), Tap(step="rate.yes", value="")).effects == ()


def test_a_solved_case_is_thanked_for_and_scored_with_five_words() -> None:
    turn = step(Idle(), Done(action="solve", case=view()))

    assert turn.state == Rating(code=CODE, solved="yes", over=True, offered=turn.state.offered)
    assert keys(turn.says[0]) == ["rate.solved", "rate.score"]
    assert [button.key for button in turn.says[0].buttons] == [f"score.{n}" for n in (1, 2, 3, 4, 5, "skip")]


def test_a_case_that_stays_with_the_same_body_is_not_said_to_have_gone_up() -> None:
    answered = (Happening(at=AT, action="answer", post=HEAD), Happening(at=AT, action="reopen", post=HEAD))
    said = step(Idle(), Done(action="reopen", case=REOPENED.model_copy(update={"timeline": answered}))).says[0]

    assert said.key == "rate.reopened_again"
    assert said.args["post"] == Post(post=HEAD)


def test_a_reopened_case_says_who_holds_it_now_and_by_when() -> None:
    said = step(Idle(), Done(action="reopen", case=REOPENED)).says[0]
    held = next(line for line in said.lines if line.key == "own.held")

    assert said.key == "rate.reopened"
    assert held.args == {"post": Post(post=HEAD), "due": Moment(at=DUE)}
    assert keys(said)[-2:] == ["own.next.reminder", "rate.score"]


def test_a_reopened_case_that_nobody_can_take_is_not_said_to_lie_with_anybody() -> None:
    nobody = REOPENED.model_copy(update={"holder": None, "next": None})
    said = step(Idle(), Done(action="reopen", case=nobody)).says[0]

    assert keys(said) == ["rate.reopened_unheld", "rate.score"]


def test_at_the_limit_of_reopenings_it_says_so_and_promises_no_new_answer() -> None:
    said = step(Idle(), Done(action="lapse", case=view(solved="no", reopened=2))).says[0]

    assert said.args["n"] == 2
    assert keys(said) == ["rate.no_more", "rate.score"]


@pytest.mark.parametrize("body", [Text(text="4"), Text(text="hai long"), Tap(step=f"score.{CODE}", value="4")])
def test_a_score_is_kept_at_the_tap_and_words_are_asked_for(body: Body) -> None:
    turn = step(asked_for_score(), body)

    assert turn.effects == (ScoreCase(code=CODE, score=4),)
    assert isinstance(turn.state, Rating)
    assert turn.state.score == 4
    assert turn.says[0].key == "rate.comment"


def test_words_are_kept_with_the_score_and_end_the_talk() -> None:
    scored = step(asked_for_score(), Text(text="5")).state
    turn = step(scored, Text(text="Cô ở quầy rất nhiệt tình."))

    assert turn.effects == (ScoreCase(code=CODE, score=5, comment="Cô ở quầy rất nhiệt tình."),)
    assert isinstance(turn.state, Idle)
    assert turn.says[0].key == "rate.thanks"


def test_words_instead_of_a_score_are_kept_and_not_lost() -> None:
    turn = step(asked_for_score("no"), Text(text="Vẫn chưa trả kết quả cho tôi."))

    assert turn.effects == (ScoreCase(code=CODE, comment="Vẫn chưa trả kết quả cho tôi."),)
    assert turn.says[0].key == "rate.thanks_unsolved"


@pytest.mark.parametrize("typed", ["0", "7", "10"])
def test_a_number_that_is_no_score_is_asked_for_again_with_an_example(typed: str) -> None:
    turn = step(asked_for_score(), Text(text=typed))

    assert turn.effects == ()
    assert keys(turn.says[0]) == ["rate.not_a_score", "rate.score"]
    assert isinstance(turn.state, Rating)


def test_both_questions_may_be_left_open() -> None:
    at_score = asked_for_score()
    at_words = step(at_score, Text(text="3")).state

    for state in (at_score, at_words):
        turn = step(state, Text(text="bỏ qua"))

        assert turn.effects == ()
        assert isinstance(turn.state, Idle)


def test_a_button_of_an_earlier_rating_does_not_score_this_case() -> None:
    turn = step(asked_for_score(), Tap(step=f"score.{OTHER}", value="1"))

    assert turn.effects == ()
    assert turn.says[0].key == "bad.stale"


def test_a_forged_score_is_refused() -> None:
    assert step(asked_for_score(), Tap(step=f"score.{CODE}", value="9")).effects == ()


def test_a_score_can_be_changed_while_words_are_asked_for() -> None:
    scored = step(asked_for_score(), Text(text="5")).state

    assert step(scored, Tap(step=f"score.{CODE}", value="2")).effects == (ScoreCase(code=CODE, score=2),)


def test_a_picture_is_politely_not_taken_and_the_question_stays() -> None:
    turn = step(asked_for_score(), Photo(ref="p1"))

    assert keys(turn.says[0]) == ["bad.words_only", "rate.score"]
    assert isinstance(turn.state, Rating)


def test_words_that_call_for_help_get_the_numbers_first() -> None:
    turn = step(step(asked_for_score(), Text(text="1")).state, Text(text="Cháy nhà rồi, cứu với!"))

    assert [say.key for say in turn.says] == ["follow_up.urgent", "rate.thanks"]


def test_a_report_in_the_making_survives_a_rating_and_can_be_taken_up_again() -> None:
    draft = Draft(parts=(Part(text="Chờ ba tiếng"),))
    judged = step(Reporting(draft=draft), Done(action="solve", case=view())).state
    turn = step(judged, Text(text="bỏ qua"))

    assert turn.state.parked == draft
    assert "report.resume" in [button.step for button in turn.says[0].buttons]
