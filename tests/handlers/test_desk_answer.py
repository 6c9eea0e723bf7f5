"""How an official asks the reporter something, and how an answer is written, looked at and sent."""

from dataclasses import replace

import pytest

from handlers import machine
from handlers.casework.effects import FileRef
from handlers.casework.official_effects import AnswerCase, AskCitizen
from handlers.flows.states import Answering, AnyState, Asking, Idle, Replying
from handlers.talk.events import File, Photo, Tap, Voice
from handlers.talk.facts import Person
from tests.fakes.desk_people import CODE, OFFICER, OTHER, does, event, facts, keys, quotes, steps, tap, types

WORDS = "Hồ sơ đã ký sáng nay, mời anh chị đến quầy 3"
PICTURE = FileRef(channel="web", ref="p1", name="photo.jpg", mime="image/jpeg")
WRITTEN = Answering(code=CODE, text=WORDS)


def test_a_question_goes_to_the_reporter_as_it_was_written() -> None:
    asking = tap(Idle(), "desk.ask", CODE)
    assert isinstance(asking.state, Asking)
    assert steps(asking.says[0]) == ("menu.cancel",)

    sent = types(asking.state, "Anh chị nộp hồ sơ ngày nào?")

    assert sent.effects == (AskCitizen(code=CODE, text="Anh chị nộp hồ sơ ngày nào?"),)
    assert isinstance(sent.state, Idle)


@pytest.mark.parametrize("state", [Asking(code=CODE), Answering(code=CODE)])
@pytest.mark.parametrize("text", ["?", "ok", "..........", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "đã xong"])
def test_words_that_say_nothing_are_not_sent_and_an_example_is_given(state: AnyState, text: str) -> None:
    turn = types(state, text)

    assert turn.says[0].key in ("desk.ask.short", "desk.answer.short")
    assert turn.effects == ()
    assert turn.state.kind == state.kind


def test_a_picture_is_no_question() -> None:
    turn = does(Asking(code=CODE), Photo(ref="p1"))

    assert keys(turn.says[0]) == ("desk.words_only", "desk.ask.words")
    assert turn.effects == ()


def test_an_answer_is_looked_at_before_it_goes() -> None:
    begun = tap(Idle(), "desk.answer", CODE)
    looked = types(begun.state, WORDS)

    assert looked.effects == ()
    assert quotes(looked.says[0]) == (WORDS,)
    assert steps(looked.says[0]) == ("desk.send", "desk.rewrite", "desk.more_files", "menu.cancel")

    sent = tap(looked.state, "desk.send", CODE)

    assert sent.effects == (AnswerCase(code=CODE, text=WORDS),)
    assert isinstance(sent.state, Idle)


@pytest.mark.parametrize("typed", ["1", "gui tra loi", "có"])
def test_sending_can_be_typed(typed: str) -> None:
    looked = types(Answering(code=CODE), WORDS)

    assert types(looked.state, typed).effects == (AnswerCase(code=CODE, text=WORDS),)


def test_files_go_with_the_answer_and_a_caption_is_its_text() -> None:
    turn = does(Answering(code=CODE), Photo(ref="p1", caption=WORDS))
    turn = does(turn.state, File(ref="f1", name="quyet-dinh.pdf", mime="application/pdf"))
    turn = does(turn.state, Voice(ref="v1"))

    assert turn.says[0].lines[1].args["n"] == 3
    (effect,) = tap(turn.state, "desk.send", CODE).effects
    assert isinstance(effect, AnswerCase)
    assert effect.text == WORDS
    assert [file.mime for file in effect.files] == ["image/jpeg", "application/pdf", "audio/ogg"]


def test_only_the_first_part_of_an_album_is_answered() -> None:
    first = does(Answering(code=CODE), Photo(ref="p1", album="a"))
    second = does(first.state, Photo(ref="p2", album="a"))
    third = does(second.state, File(ref="f1", name="a.pdf", mime="application/pdf", album="a"))

    assert [len(turn.says) for turn in (first, second, third)] == [1, 0, 0]
    assert isinstance(third.state, Answering)
    assert [file.ref for file in third.state.files] == ["p1", "p2", "f1"]


def test_late_parts_of_a_citizens_album_never_join_an_answer() -> None:
    begun = tap(Idle(album="a", last_case=OTHER), "desk.answer", CODE)

    assert begun.state.album is None


def test_late_parts_of_an_answers_album_never_join_an_own_case() -> None:
    state = Answering(code=CODE, text=WORDS, files=(PICTURE,), album="a", last_case=OTHER)

    assert tap(state, "desk.send", CODE).state.album is None


def test_an_eleventh_file_is_refused_and_the_ten_are_kept() -> None:
    full = Answering(code=CODE, text=WORDS, files=(PICTURE,) * 10)

    turn = does(full, Photo(ref="p11"))

    assert turn.says[0].key == "desk.answer.too_many"
    assert isinstance(turn.state, Answering)
    assert len(turn.state.files) == 10


def test_files_alone_are_no_answer() -> None:
    state = Answering(code=CODE, files=(PICTURE,))

    turn = tap(state, "desk.send", CODE)

    assert keys(turn.says[0]) == ("desk.answer.files", "desk.answer.words")
    assert turn.effects == ()


def test_further_words_are_added_and_unclear_ones_are_not() -> None:
    longer = types(WRITTEN, "Mang theo giấy hẹn và căn cước")
    unclear = types(longer.state, "gui")

    assert quotes(longer.says[0]) == (f"{WORDS}\nMang theo giấy hẹn và căn cước",)
    assert unclear.says[0].key == "desk.answer.unclear"
    assert quotes(unclear.says[0]) == quotes(longer.says[0])


def test_an_answer_that_grows_too_long_keeps_what_it_was() -> None:
    state = Answering(code=CODE, text="a" * 7000)

    turn = types(state, "b" * 7000)

    assert turn.says[0].key == "desk.answer.too_long"
    assert isinstance(turn.state, Answering)
    assert turn.state.text == state.text


def test_writing_anew_keeps_the_files() -> None:
    turn = tap(Answering(code=CODE, text=WORDS, files=(PICTURE,)), "desk.rewrite")

    assert isinstance(turn.state, Answering)
    assert (turn.state.text, turn.state.files) == ("", (PICTURE,))
    assert keys(turn.says[0]) == ("desk.answer.files", "desk.answer.words")


def test_the_button_of_an_earlier_look_sends_no_other_answer() -> None:
    turn = tap(WRITTEN, "desk.send", OTHER)

    assert turn.effects == ()
    assert turn.says[0].key == "bad.stale"


def test_pressing_answer_twice_loses_nothing() -> None:
    turn = tap(WRITTEN, "desk.answer", CODE)

    assert quotes(turn.says[0]) == (WORDS,)


def test_leaving_an_unsent_answer_for_another_case_is_said() -> None:
    turn = tap(WRITTEN, "desk.answer", OTHER)

    assert keys(turn.says[0]) == ("desk.left", "desk.answer.words")
    assert isinstance(turn.state, Answering)
    assert (turn.state.code, turn.state.text) == (OTHER, "")


def test_the_same_verb_replies_to_the_question_about_an_own_case() -> None:
    waiting = replace(facts(OFFICER), waiting=(CODE,))

    for known in (waiting, replace(waiting, person=Person(id=8, consented=True))):
        turn = machine.step(Idle(), event(Tap(step="desk.answer", value=CODE)), known)

        assert isinstance(turn.state, Replying)


def test_somebody_without_a_post_cannot_answer_a_case() -> None:
    turn = machine.step(Idle(), event(Tap(step="desk.answer", value=CODE)), facts())

    assert isinstance(turn.state, Idle)
    assert turn.says[0].key == "follow_up.no_question"
