"""How an official asks the reporter something, and how an answer is written, looked at and sent."""

from dataclasses import replace

import pytest

from handlers import machine
from handlers.casework.effects import FileRef
from handlers.casework.official_effects import AnswerCase, AskCitizen
from handlers.flows.desk_closing import document_number
from handlers.flows.states import Answering, AnyState, Asking, Idle, Replying
from handlers.talk.events import File, Photo, Tap, Voice
from handlers.talk.facts import Person
from tests.fakes.desk_people import AT, CODE, OFFICER, OTHER, does, event, facts, keys, quotes, steps, tap, types

WORDS = "Hồ sơ đã ký sáng nay, mời anh chị đến quầy 3"
PICTURE = FileRef(channel="web", ref="p1", name="photo.jpg", mime="image/jpeg")
DAY = AT.date()
WRITTEN = Answering(code=CODE, text=WORDS)
DONE = Answering(code=CODE, text=WORDS, done_on=DAY, document="12/TB-UBND", flags=())


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
    asked = types(begun.state, WORDS)
    proof = tap(asked.state, "desk.day", "today")
    looked = does(proof.state, Photo(ref="p1"))

    assert [turn.says[0].key for turn in (asked, proof, looked)] == [
        *("desk.day.ask", "desk.proof.ask", "desk.answer.look"),
    ]
    assert quotes(looked.says[0]) == (WORDS,)
    assert "desk.flagged" not in keys(looked.says[0])
    assert steps(looked.says[0]) == ("desk.send", "desk.rewrite", "desk.redo", "desk.more_files", "menu.cancel")

    sent = tap(looked.state, "desk.send", CODE)

    assert sent.effects == (AnswerCase(code=CODE, text=WORDS, done_on=DAY, files=(PICTURE,)),)
    assert isinstance(sent.state, Idle)


@pytest.mark.parametrize("typed", ["1", "gui tra loi", "có"])
def test_all_of_it_can_be_typed(typed: str) -> None:
    turn = types(Answering(code=CODE), WORDS)
    for words in ("hom nay", "12/TB-UBND"):
        turn = types(turn.state, words)

    effect = AnswerCase(code=CODE, text=WORDS, done_on=DAY, document="12/TB-UBND")
    assert types(turn.state, typed).effects == (effect,)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        *[("31/2", "desk.day.impossible"), ("xong lâu rồi", "desk.day.unclear"), ("5/5/1999", "desk.day.too_old")],
        *[("ngày mai", "desk.day.future"), ("30/11", "desk.day.future"), ("30/11/2026", "desk.day.future")],
    ],
)
def test_a_day_that_cannot_be_is_asked_for_again(typed: str, why: str) -> None:
    turn = types(WRITTEN, typed)

    assert keys(turn.says[0]) == (why, "desk.day.ask")
    assert turn.state.model_copy(update={"offered": ()}) == WRITTEN


def test_a_day_of_last_year_is_taken_where_its_year_is_said() -> None:
    assert types(WRITTEN, "30/11/2025").says[0].key == "desk.proof.ask"


def test_a_typed_day_is_read_and_may_be_yesterday() -> None:
    assert [
        state.done_on
        for state in (types(WRITTEN, "20/11").state, tap(WRITTEN, "desk.day", "yesterday").state)
        if isinstance(state, Answering)
    ] == [DAY.replace(day=20), DAY.replace(day=23)]


def test_more_words_that_come_while_the_day_is_asked_are_added_to_the_answer() -> None:
    turn = types(WRITTEN, "Anh chị nhớ mang theo giấy hẹn và căn cước khi đến nhé")

    assert isinstance(turn.state, Answering)
    assert turn.state.text.splitlines() == [WORDS, "Anh chị nhớ mang theo giấy hẹn và căn cước khi đến nhé"]
    assert keys(turn.says[0]) == ("desk.answer.added", "desk.day.ask")


@pytest.mark.parametrize(("words", "why"), [("có ạ", "desk.proof.unclear"), ("không nhớ", "desk.proof.unclear")])
def test_what_names_no_document_is_no_proof(words: str, why: str) -> None:
    turn = types(WRITTEN.model_copy(update={"done_on": DAY}), words)

    assert keys(turn.says[0]) == (why, "desk.proof.ask")


def test_whoever_has_neither_day_nor_proof_is_told_that_it_is_flagged_and_can_still_send() -> None:
    turn = tap(tap(WRITTEN, "desk.day", "no").state, "desk.proof", "no")

    assert {"desk.flagged", "desk.flag.no_day"} <= set(keys(turn.says[0]))
    assert tap(turn.state, "desk.send", CODE).effects == (AnswerCase(code=CODE, text=WORDS),)


def test_a_case_about_people_asks_what_was_found_out() -> None:
    turn = tap(DONE.model_copy(update={"findings": True, "done_on": None, "flags": None}), "desk.day", "today")
    assert steps(turn.says[0]) == (*["desk.finding"] * 4, "menu.cancel")

    unclear = types(turn.state, "để xem đã")
    assert keys(unclear.says[0]) == ("desk.finding.pick", "desk.finding.ask")

    found = types(unclear.state, "dung mot phan")
    assert "outcome.finding.partly" in keys(found.says[0])
    (effect,) = tap(found.state, "desk.send", CODE).effects
    assert isinstance(effect, AnswerCase)
    assert effect.finding == "partly"


def test_an_answer_is_not_sent_before_all_was_asked() -> None:
    turn = tap(WRITTEN, "desk.send", CODE)

    assert turn.effects == ()
    assert turn.says[0].key == "desk.day.ask"


def test_day_and_proof_can_be_changed_and_the_words_stay() -> None:
    turn = tap(DONE, "desk.redo")

    assert turn.says[0].key == "desk.day.ask"
    assert isinstance(turn.state, Answering)
    assert (turn.state.text, turn.state.done_on, turn.state.document) == (WORDS, None, "")


@pytest.mark.parametrize(("step", "value"), [("desk.day", "today"), ("desk.proof", "no"), ("desk.finding", "founded")])
def test_a_button_of_another_question_changes_nothing(step: str, value: str) -> None:
    turn = tap(DONE, step, value)

    assert turn.says[0].key == "bad.stale"
    assert turn.state.model_copy(update={"offered": ()}) == DONE


def test_files_go_with_the_answer_and_a_caption_is_its_text() -> None:
    turn = does(Answering(code=CODE), Photo(ref="p1", caption=WORDS))
    turn = does(turn.state, File(ref="f1", name="quyet-dinh.pdf", mime="application/pdf"))
    turn = does(turn.state, Voice(ref="v1"))
    assert keys(turn.says[0]) == ("desk.answer.files", "desk.day.ask")
    turn = tap(turn.state, "desk.day", "today")

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
    state = DONE.model_copy(update={"files": (PICTURE,), "album": "a", "last_case": OTHER})

    assert tap(state, "desk.send", CODE).state.album is None


def test_an_eleventh_file_is_refused_and_the_ten_are_kept() -> None:
    full = Answering(code=CODE, text=WORDS, files=(PICTURE,) * 10)

    turn = does(full, Photo(ref="p11"))

    assert turn.says[0].key == "desk.answer.too_many"
    assert isinstance(turn.state, Answering)
    assert len(turn.state.files) == 10


def test_a_voice_message_proves_nothing() -> None:
    turn = does(WRITTEN.model_copy(update={"done_on": DAY}), Voice(ref="v1"))

    assert turn.says[0].key == "desk.proof.ask"


def test_files_alone_are_no_answer() -> None:
    state = Answering(code=CODE, files=(PICTURE,))

    turn = tap(state, "desk.send", CODE)

    assert keys(turn.says[0]) == ("desk.answer.files", "desk.answer.words")
    assert turn.effects == ()


def test_further_words_are_added_and_unclear_ones_are_not() -> None:
    longer = types(DONE, "Mang theo giấy hẹn và căn cước")
    unclear = types(longer.state, "gui")

    assert quotes(longer.says[0]) == (f"{WORDS}\nMang theo giấy hẹn và căn cước",)
    assert unclear.says[0].key == "desk.answer.unclear"
    assert quotes(unclear.says[0]) == quotes(longer.says[0])


def test_an_answer_that_grows_too_long_keeps_what_it_was() -> None:
    state = DONE.model_copy(update={"text": "a" * 7000})

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
    turn = tap(DONE, "desk.answer", CODE)

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


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("so 12/TB-UBND ngay 3/11", "12/TB-UBND ngay 3/11"),
        ("Số: 12/TB-UBND", "12/TB-UBND"),
        ("Thông báo số 12/TB-UBND", "Thông báo số 12/TB-UBND"),
        ("sổ 12", "sổ 12"),
    ],
)
def test_a_document_is_not_called_number_number(typed: str, shown: str) -> None:
    assert document_number(typed) == shown
