"""What an official does with cases: the inbox, a case, accepting it; and what the digest's buttons open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import machine
from handlers.casework.cases import Status
from handlers.casework.effects import FileRef, ShowDigest
from handlers.casework.official_effects import AcceptCase, FindInbox, OpenCase
from handlers.casework.views import PostView
from handlers.flows import desk
from handlers.flows.states import (
    STATE,
    Answering,
    AnyState,
    Asking,
    Draft,
    Idle,
    Rejecting,
    Reporting,
    Sorting,
    Transferring,
)
from handlers.talk.events import (
    Body,
    Command,
    Contact,
    Done,
    File,
    Inbox,
    Photo,
    Place,
    Shown,
    Tap,
    Targets,
    Text,
    Unsupported,
    Voice,
)
from handlers.talk.says import Code
from tests.fakes.desk_people import (
    CODE,
    HEAD,
    INSPECTOR,
    OFFICER,
    OTHER,
    case,
    does,
    event,
    facts,
    keys,
    steps,
    tap,
    types,
)

WORDS = "Hồ sơ đã ký sáng nay, mời anh chị đến quầy 3"
PICTURE = FileRef(channel="web", ref="p1", name="photo.jpg", mime="image/jpeg")
WRITTEN = Answering(code=CODE, text=WORDS)


def test_the_desk_command_asks_for_the_first_page() -> None:
    assert does(Idle(), Command(name="desk")).effects == (FindInbox(),)
    assert types(Idle(), "việc của tôi").effects == (FindInbox(),)


@pytest.mark.parametrize(("value", "page"), [("2", 2), ("", 0), ("99999999999999999999", 0), ("x", 0), ("²", 0)])
def test_a_page_that_is_none_of_ours_is_the_first(value: str, page: int) -> None:
    assert tap(Idle(), "desk.inbox", value).effects == (FindInbox(page=page),)


def test_only_overdue_cases_are_asked_for_at_a_tap() -> None:
    assert tap(Idle(), "desk.overdue").effects == (FindInbox(overdue_only=True),)


def test_the_inbox_has_a_line_and_a_button_for_each_case_and_leads_to_the_next_page() -> None:
    cases = tuple(case(code=f"{100_000_000 + n}") for n in range(desk.PAGE))

    (told,) = does(Idle(), Inbox(lines=cases, total=20, page=1)).says

    assert keys(told) == ("desk.inbox.title", *["desk.line.left"] * 8)
    assert told.lines[0].args["at"] == 1
    assert steps(told) == (*["desk.open"] * 8, "desk.inbox", "desk.inbox", "desk.overdue")
    assert [button.value for button in told.buttons[7:10]] == ["100000007", "0", "2"]


def test_the_last_page_leads_no_further() -> None:
    (told,) = does(Idle(), Inbox(lines=(case(),), total=9, page=1, overdue_only=True)).says

    assert [(button.step, button.value) for button in told.buttons[1:]] == [("desk.overdue", "0"), ("desk.inbox", "")]


def test_a_typed_number_opens_the_case_of_that_line() -> None:
    listed = does(Idle(), Inbox(lines=(case(), case(code=OTHER)), total=2, page=0))

    assert types(listed.state, "2").effects == (OpenCase(code=OTHER),)


@pytest.mark.parametrize(("only", "key"), [(False, "desk.inbox.empty"), (True, "desk.inbox.none_overdue")])
def test_an_empty_inbox_is_said_in_words(only: bool, key: str) -> None:
    (told,) = does(Idle(), Inbox(lines=(), total=0, page=0, overdue_only=only)).says

    assert told.key == key


def test_a_report_in_the_making_survives_the_switch_to_the_desk() -> None:
    draft = Draft(files=(PICTURE,))
    turn = tap(Reporting(draft=draft), "desk.inbox")

    listed = does(turn.state, Inbox(lines=(case(),), total=1, page=0))

    assert listed.state.parked == draft
    assert "report.resume" in steps(listed.says[0])


@pytest.mark.parametrize(
    "step", sorted({*desk.VERBS, "desk.transfer", "desk.reject", "digest.overdue"} - {"desk.answer"})
)
def test_somebody_without_a_post_learns_how_to_join_and_nothing_of_the_case(step: str) -> None:
    state = Asking(code=CODE, offered=(machine.ask_again(Asking(code=CODE), facts()).buttons))
    value = "2026-W47" if step.startswith("digest") else CODE

    turn = machine.step(state, event(Tap(step=step, value=value)), facts())

    assert [say.key for say in turn.says] == ["desk.none"]
    assert turn.effects == ()
    assert turn.state == state


@pytest.mark.parametrize(
    "step", ["desk.open", "desk.accept", "desk.ask", "desk.answer", "desk.transfer", "desk.reject"]
)
@pytest.mark.parametrize("value", ["", "12345", "1234567890", "../etc", "１２３４５６７８９"])
def test_a_forged_code_is_refused(step: str, value: str) -> None:
    turn = tap(Idle(), step, value)

    assert turn.says[0].key == "bad.stale"
    assert turn.effects == ()


def test_a_case_is_opened_and_shown_as_a_card_that_may_change_in_place() -> None:
    assert tap(Idle(), "desk.open", CODE).effects == (OpenCase(code=CODE),)

    (card,) = does(Idle(), Shown(case=case(), desk=True)).says

    assert (card.card, card.replaces) == (CODE, None)
    assert steps(card) == (*("desk.accept", "desk.ask", "desk.answer", "desk.transfer", "desk.reject", "desk.recuse"),)


@pytest.mark.parametrize("typed", ["nhận 123-456-789", "nhan 123 456 789", "Nhận 123456789"])
def test_a_notice_is_answered_by_verb_and_code(typed: str) -> None:
    assert types(Idle(), typed).effects == (AcceptCase(code=CODE),)


def test_an_accepted_case_comes_back_as_its_card_with_what_to_do_next() -> None:
    mine = case(status=Status.ACCEPTED, taken_by="Lan")

    (card,) = does(Idle(), Done(action="accept", case=mine)).says

    assert card.replaces == card.card == CODE
    assert keys(card)[-1] == "card.asked.answer"
    assert steps(card) == ("desk.ask", "desk.answer", "desk.transfer", "desk.reject", "desk.recuse")


def test_accepting_another_case_keeps_the_answer_and_asks_on() -> None:
    accepting = tap(WRITTEN, "desk.accept", OTHER)
    accepted = does(accepting.state, Done(action="accept", case=case(code=OTHER, status=Status.ACCEPTED)))

    assert accepting.effects == (AcceptCase(code=OTHER),)
    assert [say.key for say in accepted.says] == ["card.head.left", "desk.day.ask"]
    assert isinstance(accepted.state, Answering)


def test_words_after_a_look_at_another_case_are_no_question_to_the_first() -> None:
    opened = does(tap(Asking(code=CODE), "desk.open", OTHER).state, Shown(case=case(code=OTHER), desk=True))

    assert isinstance(opened.state, Idle)


def test_words_that_wait_to_be_sorted_are_not_lost_at_the_desk() -> None:
    state = Sorting(files=(PICTURE,))

    assert tap(state, "desk.inbox").state == state


@pytest.mark.parametrize(
    ("action", "key"),
    [
        ("ask", "desk.asked"),
        ("answer", "desk.answered"),
        ("transfer", "desk.transferred"),
        ("reject", "desk.rejected"),
    ],
)
def test_each_action_ends_in_a_sentence(action: str, key: str) -> None:
    turn = does(Idle(), Done(action=action, case=case(holder=HEAD)))

    assert [say.key for say in turn.says] == [key]
    assert turn.says[0].args["code"] == Code(code=CODE)
    assert isinstance(turn.state, Idle)


def test_a_case_without_a_time_limit_is_told_without_one() -> None:
    undated = case(due=None, days_left=None, holder=None)

    assert does(Idle(), Done(action="ask", case=undated)).says[0].key == "desk.asked_undated"
    assert does(Idle(), Done(action="transfer", case=undated)).says[0].key == "desk.transferred_away"


@pytest.mark.parametrize("section", ["overdue", "bright", "units", "categories"])
def test_a_button_below_the_digest_opens_that_page_of_the_readers_own_digest(section: str) -> None:
    turn = does(Idle(), Tap(step=f"digest.{section}", value="2026-W47/1"), MEMBER)

    assert [(one.kind, one.section, one.page) for one in turn.effects if isinstance(one, ShowDigest)] == [
        ("show_digest", section, "2026-W47/1")
    ]


def test_the_digest_opens_for_the_committee_only() -> None:
    assert tap(Idle(), "digest.units", "2026-W47").effects == ()


def test_a_forged_page_of_the_digest_is_a_stale_button() -> None:
    assert does(Idle(), Tap(step="digest.units", value="soon"), MEMBER).says[0].key == "bad.stale"


MEMBER = PostView(id="member-1", kind="member", holder="Bình")

PLACES: list[AnyState] = [
    Asking(code=CODE),
    Answering(code=CODE, files=(PICTURE,)),
    WRITTEN,
    Transferring(code=CODE),
    Transferring(code=CODE, targets=(HEAD,)),
    Transferring(code=CODE, targets=(HEAD,), post=HEAD),
    Rejecting(code=CODE),
    Rejecting(code=CODE, reason="duplicate"),
]
STEPS = [
    "desk.send",
    "desk.rewrite",
    "desk.more_files",
    "transfer.unit",
    "transfer.post",
    "transfer.send",
    "transfer.rewrite",
    "transfer.elsewhere",
    "reject.code",
    "reject.send",
    "reject.rewrite",
    "desk.ask",
    "desk.answer",
    "desk.transfer",
    "desk.reject",
    "desk.accept",
    "desk.inbox",
]
BODIES: st.SearchStrategy[Body] = st.one_of(
    st.builds(Text, text=st.one_of(st.text(max_size=40), st.sampled_from(["1", "2", "có", WORDS, "Tân Yên"]))),
    st.builds(Tap, step=st.sampled_from(STEPS), value=st.sampled_from([CODE, OTHER, "duplicate", "07339", HEAD.id])),
    st.builds(Photo, ref=st.just("p"), caption=st.text(max_size=20)),
    st.just(Voice(ref="v")),
    st.just(File(ref="f", name="a.pdf", mime="application/pdf")),
    st.just(Place(latitude=21.0, longitude=106.0)),
    st.just(Contact(phone="0900000000", own=True)),
    st.just(Unsupported(what="sticker")),
    st.just(Shown(case=case(), desk=True)),
    st.just(Inbox(lines=(case(),), total=1, page=0)),
    st.just(Targets(posts=(HEAD, INSPECTOR))),
)


@given(st.sampled_from(PLACES), st.lists(BODIES, max_size=6))
def test_whatever_comes_the_place_can_be_kept_and_left(state: AnyState, bodies: list[Body]) -> None:
    for body in bodies:
        turn = does(state, body, OFFICER)
        state = turn.state
        assert turn.says or turn.effects or isinstance(body, Photo | File)
        assert STATE.validate_json(STATE.dump_json(state)) == state

    assert isinstance(tap(state, "menu.cancel").state, Idle)
