"""The quiet place: greeting, links, menu, help, language, cancel, the report put aside, and what is refused."""

from typing import get_args

import pytest

from handlers import machine
from handlers.casework.effects import FindMine, ForgetWords, Join, SetLanguage, ShowMine
from handlers.casework.official_effects import FindInbox
from handlers.casework.views import PostView
from handlers.flows.states import (
    Adding,
    Answering,
    AnyState,
    Asking,
    Draft,
    Guided,
    Idle,
    Rating,
    Rejecting,
    Replying,
    Reporting,
    Sorting,
    Transferring,
    Turn,
    Withdrawing,
)
from handlers.talk.denials import Why
from handlers.talk.events import Body, Command, Contact, Denied, Photo, Place, Tap, Text, Unsupported
from handlers.talk.facts import Person
from tests.fakes.anything import CODES, POSTS, STORIES
from tests.fakes.strict_voice import event, facts_for, spoken

CODE = CODES[0]
OFFICER = POSTS[:1]
WRITTEN = Draft.model_validate({"parts": [{"text": STORIES[0], "message": "m1"}], "category": "delay"})
PLACES: tuple[AnyState, ...] = (
    Idle(),
    Reporting(),
    Reporting(draft=WRITTEN),
    Guided(intent="denunciation"),
    Sorting(),
    Adding(code=CODE),
    Replying(code=CODE),
    Withdrawing(code=CODE),
    Rating(code=CODE, solved="yes"),
    Answering(code=CODE, text="Đã có kết quả"),
    Asking(code=CODE),
    Transferring(code=CODE),
    Rejecting(code=CODE, reason="duplicate"),
)


def does(state: AnyState, body: Body, *posts: PostView, waiting: tuple[str, ...] = ()) -> Turn:
    """Give the turn of somebody who has agreed, with these posts."""
    person = Person(id=7, consented=True, posts=posts)
    turn = machine.step(state, event(body), facts_for(person, waiting))
    for say in turn.says:
        spoken(say)
    return turn


def steps(turn: Turn) -> list[str]:
    """Give the steps of the buttons that the turn offers."""
    return [button.step for button in turn.state.offered]


@pytest.mark.parametrize("state", PLACES, ids=lambda state: state.kind)
def test_cancel_leads_out_of_every_place_and_says_so(state: AnyState) -> None:
    turn = does(state, Command(name="cancel"), *OFFICER)

    assert turn.state.kind == "idle"
    assert len(turn.says) == 1
    told = turn.says[0].key
    assert told.startswith("menu.cancelled") if state.kind != "idle" else told == "menu.nothing_to_cancel"


@pytest.mark.parametrize("state", PLACES, ids=lambda state: state.kind)
def test_a_draft_put_aside_survives_every_place_and_its_cancelling(state: AnyState) -> None:
    aside = state.model_copy(update={"parked": WRITTEN}) if state.kind != "reporting" else Reporting(draft=WRITTEN)
    after = does(aside, Command(name="cancel"), *OFFICER)
    back = does(after.state, Tap(step="report.resume"), *OFFICER)

    assert after.state.parked == WRITTEN
    assert "report.resume" in steps(after)
    assert isinstance(back.state, Reporting)
    assert back.state.draft == WRITTEN


@pytest.mark.parametrize("state", PLACES, ids=lambda state: state.kind)
@pytest.mark.parametrize("name", ["help", "privacy", "language"])
def test_help_moves_nobody_and_the_choices_of_before_stay_good(state: AnyState, name: str) -> None:
    asked = does(state, Unsupported(what="sticker")).state
    turn = does(asked, Command(name=name))

    assert turn.effects == ()
    assert turn.state == asked.model_copy(update={"offered": turn.state.offered})
    if state.kind != "idle" and name != "language":
        assert turn.state.offered == asked.offered


def test_a_report_put_aside_can_be_thrown_away_and_is_then_gone() -> None:
    turn = does(Idle(parked=WRITTEN), Tap(step="report.discard"))

    assert turn.state.parked is None
    assert turn.effects == (ForgetWords(quoted=True),)
    assert does(turn.state, Tap(step="report.resume")).says[0].key == "bad.stale"
    assert does(turn.state, Tap(step="report.discard")).effects == ()


def test_a_new_report_does_not_overwrite_the_one_put_aside() -> None:
    turn = does(Idle(parked=WRITTEN), Command(name="report"))

    assert turn.says[0].key == "menu.draft_waiting"
    assert turn.state.parked == WRITTEN


def test_an_empty_report_leaves_nothing_behind() -> None:
    assert does(does(Idle(), Command(name="report")).state, Command(name="cancel")).state.parked is None


@pytest.mark.parametrize(
    ("link", "unit", "counter"), [("u-07339", "07339", ""), ("u-07339-3", "07339", "3"), ("u-07339-12", "07339", "12")]
)
def test_a_poster_opens_the_report_with_its_unit_and_counter(link: str, unit: str, counter: str) -> None:
    turn = does(Idle(), Command(name="start", argument=link))

    assert isinstance(turn.state, Reporting)
    assert (turn.state.draft.unit, turn.state.draft.counter) == (unit, counter)


def test_a_poster_in_the_middle_of_a_report_changes_only_where_it_happened() -> None:
    turn = does(Reporting(draft=WRITTEN), Command(name="start", argument="u-07339-3"))

    assert isinstance(turn.state, Reporting)
    assert turn.state.draft.parts == WRITTEN.parts
    assert (turn.state.draft.unit, turn.state.draft.counter) == ("07339", "3")


@pytest.mark.parametrize("link", ["u-00000", "u-7339", "x", "u-07339-333", "u-07339-", "../u-07339", "9" * 5_000])
def test_a_link_that_leads_nowhere_greets_and_says_so(link: str) -> None:
    turn = does(Idle(), Command(name="start", argument=link))

    assert turn.says[0].key == "menu.unknown_link"
    assert turn.state.kind == "idle"
    assert turn.effects == ()


def test_a_second_start_in_the_middle_keeps_the_draft_and_asks_on() -> None:
    turn = does(Reporting(draft=WRITTEN), Command(name="start"))

    assert turn.says[0].key == "menu.draft_kept"
    assert isinstance(turn.state, Reporting)
    assert turn.state.draft == WRITTEN


def test_an_invitation_can_be_opened_by_link_or_by_command() -> None:
    assert does(Idle(), Command(name="start", argument="i-abc")).effects == (Join(token="abc"),)
    assert does(Idle(), Command(name="join", argument="abc")).effects == (Join(token="abc"),)
    assert does(Idle(), Command(name="join")).says[0].key == "join.how"


@pytest.mark.parametrize(("value", "language"), [("vi", "vi"), ("en", "en"), (" EN ", "en")])
def test_the_language_is_set_by_name(value: str, language: str) -> None:
    (effect,) = does(Idle(), Command(name="language", argument=value)).effects

    assert isinstance(effect, SetLanguage)
    assert effect.language == language


@pytest.mark.parametrize("value", ["", "fr", "9" * 99])
def test_a_language_that_is_not_spoken_here_is_asked_about(value: str) -> None:
    turn = does(Idle(), Command(name="language", argument=value))

    assert turn.says[0].key == "menu.language_ask"
    assert [button.value for button in turn.state.offered] == ["vi", "en"]


@pytest.mark.parametrize("body", [Text(text="cong viec hom nay the nao"), Photo(ref="p1")])
def test_what_an_official_writes_is_no_report_unless_asked_for(body: Body) -> None:
    turn = does(Idle(), body, *OFFICER)

    assert turn.effects == ()
    assert turn.state.kind == "idle"
    assert "desk.inbox" in steps(turn)


def test_officials_find_their_desk_first_and_citizens_do_not_see_it() -> None:
    assert steps(does(Idle(), Command(name="menu"), *OFFICER))[0] == "desk.inbox"
    assert "desk.inbox" not in steps(does(Idle(), Command(name="menu")))
    assert does(Idle(), Command(name="desk"), *OFFICER).effects == (FindInbox(),)
    assert does(Idle(), Command(name="desk")).effects == ()


def test_own_cases_are_looked_up_all_or_by_code() -> None:
    assert does(Idle(), Command(name="status")).effects == (FindMine(),)
    assert does(Idle(), Text(text="tinh trang 123-456-789")).effects == (ShowMine(code=CODE),)


def test_words_are_sorted_first_when_a_question_is_open() -> None:
    turn = does(Idle(), Text(text="Biên nhận số 12"), waiting=(CODE,))

    assert turn.state.kind == "sorting"
    assert steps(turn)[0] == "sort.reply"


@pytest.mark.parametrize("body", [Place(latitude=21.3, longitude=106.1), Contact(phone="0912", own=True)])
def test_a_place_or_a_number_out_of_the_blue_is_answered_politely(body: Body) -> None:
    turn = does(Idle(), body)

    assert turn.says[0].key == "bad.not_here"
    assert turn.effects == ()


def test_a_command_that_does_not_exist_is_answered_with_the_menu() -> None:
    turn = does(Idle(), Command(name="xoa"))

    assert turn.says[0].key == "menu.unknown_command"
    assert turn.state.offered


@pytest.mark.parametrize("state", PLACES, ids=lambda state: state.kind)
@pytest.mark.parametrize("why", get_args(Why))
def test_a_refusal_is_told_at_any_place_and_loses_no_words(state: AnyState, why: str) -> None:
    refusal = Denied.model_validate({"why": why, "code": CODE, "who": "Lan", "holder": POSTS[0]})
    turn = does(state, refusal, *OFFICER)

    assert turn.says[0].key in (f"denied.{why}", "denied.taken_named")
    if isinstance(state, Reporting):
        assert turn.state.kind == "reporting"
    if isinstance(state, Answering):
        assert isinstance(turn.state, Answering)
        assert turn.state.text == state.text
