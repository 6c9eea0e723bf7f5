"""Rating a service as a talk: where it is offered, what is read as a score, and what stays of a report beside it."""

from datetime import timedelta

import pytest

from handlers.casework.effects import Part
from handlers.casework.rating_effects import FindVisit, RateService
from handlers.flows.scores import Place, place_in, vote_in
from handlers.flows.states import AnyState, Draft, Idle, Reporting, Scoring, Turn
from handlers.machine import step
from handlers.talk.events import Body, Command, Tap, Text
from handlers.talk.facts import Facts, Person
from handlers.talk.rating_events import Rated
from handlers.talk.says import Say
from handlers.talk.slips import LENGTH, LETTERS, slip_in, written
from tests.fakes.anything import NOW
from tests.fakes.strict_voice import event, facts_for

TOKEN = "ABCDEFGHJKMNPQ"
AT_COUNTER = Scoring(unit="07339", counter="3")
COUNTED = Rated(outcome="counted", unit="07339", counter="3", score=2, vote="day:7:07339:2026-11-24")


def does(state: AnyState, body: Body, facts: Facts | None = None) -> Turn:
    """Give the turn of somebody who has agreed."""
    return step(state, event(body), facts or facts_for(Person(id=7, consented=True)))


def scored(turn: Turn) -> list[tuple[str, str, int]]:
    """Give the scores that a turn keeps."""
    return [(one.unit, one.counter, one.score) for one in turn.effects if isinstance(one, RateService)]


def keys(say: Say) -> list[str]:
    """Give the keys of a message and of its lines."""
    return [say.key, *(key for line in say.lines for key in keys(line))]


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("4", 4),
        ("5.", 5),
        ("hài lòng", 4),
        ("rat khong hai long", 1),
        ("bốn", 4),
        ("3 sao", 3),
        ("2/5", 2),
        ("Năm ạ", 5),
    ],
)
def test_a_score_is_typed_in_many_ways_after_a_scan_and_at_its_question(typed: str, score: int) -> None:
    for state in (AT_COUNTER, does(Idle(), Command(name="start", argument="u-07339-3")).state):
        asked = does(state, Tap(step="rate.service", value="07339-3")).state

        assert scored(does(asked, Text(text=typed))) == [("07339", "3", score)]
    scan = does(Idle(), Command(name="start", argument="u-07339-3")).state
    assert scored(does(scan, Text(text=str(score)))) == [("07339", "3", score)]


@pytest.mark.parametrize("typed", ["0", "7", "10", "😀", "không"])
def test_what_is_no_score_is_asked_for_again(typed: str) -> None:
    turn = does(does(Idle(), Tap(step="rate.service", value="07339-3")).state, Text(text=typed))

    assert turn.effects == ()
    assert keys(turn.says[0]) == ["rate.not_a_score", "service.at_counter"]


@pytest.mark.parametrize("typed", ["chấm điểm", "Danh gia", "/rate", "/danhgia", "chấm điểm phục vụ ạ"])
def test_rating_begins_by_a_word_a_command_or_the_menu(typed: str) -> None:
    body = Command(name=typed[1:]) if typed.startswith("/") else Text(text=typed)

    assert does(Idle(), body).says[0].key == "service.unit"
    assert "rate.service" in [button.step for button in does(Idle(), Command(name="menu")).says[0].buttons]


def test_a_report_in_the_making_survives_a_rating() -> None:
    draft = Draft(parts=(Part(text="Chờ ba tiếng"),), unit="07339")
    at = does(Reporting(draft=draft), Tap(step="rate.vote", value="07339-3/5")).state
    counted = does(at, COUNTED.model_copy(update={"score": 5})).state
    turn = does(counted, Text(text="xong"))

    assert turn.state.parked == draft
    assert "report.resume" in [button.step for button in turn.says[0].buttons]


def test_words_before_the_score_are_kept_with_it() -> None:
    at = does(AT_COUNTER, Text(text="Cô ở quầy giải thích rất kỹ")).state

    assert does(at, Tap(step="rate.vote", value="07339-3/5")).effects == (
        RateService(unit="07339", counter="3", score=5, words="Cô ở quầy giải thích rất kỹ"),
    )
    assert scored(does(at, Tap(step="rate.vote", value="07333/5"))) == [("07333", "", 5)]
    other = does(at, Tap(step="rate.vote", value="07333/5")).effects[0]
    assert isinstance(other, RateService)
    assert other.words == ""


def test_words_about_money_at_any_question_open_a_report_and_are_kept_beside_no_score() -> None:
    for state in (AT_COUNTER, does(AT_COUNTER, COUNTED).state):
        turn = does(state, Text(text="Cán bộ gợi ý đưa thêm 500 nghìn mới cho nhận kết quả"))

        assert turn.effects == ()
        assert isinstance(turn.state, Reporting)
        assert (turn.state.draft.category, turn.state.draft.unit) == ("informal_payment", "07339")


def test_in_the_protected_report_even_few_words_are_a_story() -> None:
    asked = does(AT_COUNTER, COUNTED).state.model_copy(update={"asked": "extra"})
    told = does(does(asked, Tap(step="service.extra.07339", value="yes")).state, Text(text="ba trăm"))

    assert isinstance(told.state, Reporting)
    assert told.state.draft.text == "ba trăm"


def test_an_answer_button_of_an_earlier_rating_answers_nothing() -> None:
    at = does(AT_COUNTER, COUNTED).state

    assert does(at, Tap(step="service.field.07333", value="land")).says[0].key == "bad.stale"
    assert does(at, Tap(step="service.waiting.07339", value="5")).says[0].key == "bad.stale"
    assert does(at, Tap(step="service.field.07339", value="9")).effects == ()


def test_of_an_apology_only_those_are_asked_whose_result_came_late() -> None:
    at = does(AT_COUNTER, COUNTED).state.model_copy(update={"asked": "result"})
    asked = {
        value: does(at, Tap(step="service.result.07339", value=value)).says[0].key
        for value in ("early", "on_time", "late", "not_yet")
    }

    assert asked.pop("late") == "service.apology"
    assert set(asked.values()) == {"service.extra"}


def test_a_place_whose_unit_has_ceased_asks_for_what_took_it_over() -> None:
    facts = facts_for(Person(id=7, consented=True))
    yesterday = NOW.date() - timedelta(days=1)
    units = tuple(
        one.model_copy(update={"valid_to": yesterday, "successors": ("07339",)}) if one.code == "07333" else one
        for one in facts.directory.units
    )
    after = Facts(type(facts.directory)(units, NOW.date()), facts.label, facts.known, facts.person)
    turn = does(Idle(), Tap(step="rate.vote", value="07333-2/5"), after)

    assert turn.effects == ()
    assert turn.says[0].key == "report.unit.ceased"
    chosen = does(turn.state, Tap(step="report.unit", value="07339"), after)
    assert scored(does(chosen.state, Text(text="5"), after)) == [("07339", "2", 5)]


def test_a_slip_is_recognised_however_it_is_typed_and_words_are_not() -> None:
    shown = written(TOKEN)

    assert shown == "v-ABCDE-FGHJK-MNPQ"
    for typed in (shown, shown.lower(), "V ABCDE-FGHJK-MNPQ", f"v{TOKEN}", f"u-v{TOKEN}", shown[2:]):
        assert slip_in(typed) == TOKEN, typed
        assert does(Idle(), Text(text=typed)).effects == (FindVisit(token=TOKEN),)
    for typed in (TOKEN, "v-ABCDE", "07339-3", "v-OOOOO-IIIII-LLLL", "thang chuan tien", "", "v" * 9_000):
        assert slip_in(typed) is None, typed[:20]


def test_a_token_of_a_slip_cannot_be_guessed() -> None:
    assert len(LETTERS) ** LENGTH >= 2**64


def test_a_place_and_a_vote_are_read_from_a_button_and_nothing_else_is() -> None:
    assert place_in("07339-03") == Place("07339", "3")
    assert place_in("07339-0") == Place("07339", "")
    assert vote_in("07339/5") == (Place("07339", ""), 5)
    assert [vote_in(value) for value in ("07339-3/6", "07339-3", "x/1", "٠٧٣٣٩/1", "07339/²")] == [None] * 5
