"""What comes late: edited words, further parts of an album; and whatever else may come."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import machine
from handlers.casework.cases import Status
from handlers.casework.categories import Category
from handlers.casework.directory import Directory
from handlers.casework.effects import (
    AddToCase,
    AmendByMessage,
    FileRef,
    Part,
)
from handlers.casework.views import CaseView, PostView
from handlers.flows.states import (
    STATE,
    Adding,
    AnyState,
    Consenting,
    Draft,
    Idle,
    Rating,
    Replying,
    Reporting,
    Sorting,
    Turn,
    Withdrawing,
)
from handlers.talk.events import (
    Address,
    Body,
    Command,
    Contact,
    Done,
    Edited,
    Event,
    File,
    Photo,
    Place,
    Shown,
    Tap,
    Text,
    Unsupported,
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
    return machine.step(state, Event(id="1", sender=sender, body=body, at=AT, code="555000111"), facts)


def picture(ref: str = "p1", album: str | None = None, **more: Any) -> Photo:
    return Photo(ref=ref, album=album, **more)


def done(action: str, **changes: Any) -> Done:
    return Done(action=action, case=view(**changes))


def keys(say: Say) -> list[str]:
    return [say.key, *(key for line in say.lines for key in keys(line))]


def steps(say: Say) -> list[str]:
    return [button.step for button in say.buttons]


def test_only_the_first_part_of_an_album_is_answered_and_every_part_is_kept() -> None:
    first = step(Adding(code=CODE), picture("p1", "a"))
    second = step(step(first.state, done("add")).state, picture("p2", "a"))
    document = File(ref="p3", name="don.pdf", mime="application/pdf", album="a")
    third = step(second.state, document)

    for turn, ref in ((second, "p2"), (third, "p3")):
        assert turn.says == ()
        (effect,) = turn.effects
        assert isinstance(effect, AddToCase)
        assert effect.quiet
        assert (effect.code, effect.files[0].ref) == (CODE, ref)


def test_a_silent_part_leaves_the_offered_choices_as_they_were() -> None:
    answered = step(step(Adding(code=CODE), picture("p1", "a")).state, done("add")).state

    assert step(answered, picture("p2", "a")).state.offered == answered.offered


def test_late_parts_of_an_answer_follow_it_into_the_case() -> None:
    replied = step(step(Replying(code=CODE), picture("p1", "a")).state, done("reply")).state
    turn = step(replied, picture("p2", "a"))

    assert isinstance(replied, Idle)
    assert turn.says == ()
    assert turn.effects == (AddToCase(code=CODE, files=(PICTURE.model_copy(update={"ref": "p2"}),), quiet=True),)


def test_late_parts_of_a_report_put_aside_go_into_it_and_not_into_an_older_case() -> None:
    draft = Draft(parts=(Part(text="Chờ ba tiếng"),), files=(PICTURE,))
    turn = step(Idle(parked=draft, album="a", last_case=OTHER), picture("p2", "a"))

    assert turn.effects == ()
    assert turn.state.parked
    assert [one.ref for one in turn.state.parked.files] == ["p1", "p2"]


def test_late_parts_of_a_report_being_written_join_it_silently_up_to_ten() -> None:
    state: AnyState = Reporting(draft=Draft(files=(PICTURE,)), album="a")
    for n in range(2, 11):
        turn = step(state, picture(f"p{n}", "a"))
        assert (turn.says, turn.effects) == ((), ())
        state = turn.state
    over = step(state, picture("p11", "a"))

    assert isinstance(over.state, Reporting)
    assert [one.ref for one in over.state.draft.files] == [f"p{n}" for n in range(1, 11)]
    assert over.says[0].key == "bad.too_many"


def test_late_parts_join_what_waits_to_be_sorted() -> None:
    sorting = step(Idle(), picture("p1", "a"), CODE).state
    turn = step(sorting, picture("p2", "a"), CODE)

    assert turn.says == ()
    assert isinstance(turn.state, Sorting)
    assert [one.ref for one in turn.state.files] == ["p1", "p2"]


def test_an_album_sent_before_does_not_flow_into_another_case() -> None:
    turn = step(Idle(album="a", last_case=OTHER), Shown(case=view(), desk=False, to="add"))

    assert turn.state.album is None


def test_an_edit_of_a_draft_replaces_the_words_and_asks_on() -> None:
    draft = Draft(parts=(Part(text="Chờ 3 tieng", message="m1"), Part(text="ở quầy 2", message="m2")))
    turn = step(Reporting(draft=draft), Edited(of="m1", text="Chờ ba tiếng"))

    assert isinstance(turn.state, Reporting)
    assert turn.state.draft.text == "Chờ ba tiếng\nở quầy 2"
    assert turn.effects == ()
    assert turn.says[0].key == "follow_up.edited_draft"
    assert turn.says[0].buttons


@pytest.mark.parametrize(
    "state",
    [
        Idle(parked=Draft(parts=(Part(text="cũ", message="m1"),))),
        Sorting(parts=(Part(text="cũ", message="m1"),)),
        Consenting(kept=(Text(text="cũ", message="m1"), Photo(ref="p"))),
        Consenting(kept=(Photo(ref="p", caption="cũ", message="m1"),)),
    ],
)
def test_an_edit_replaces_the_words_wherever_they_wait(state: AnyState) -> None:
    turn = step(state, Edited(of="m1", text="lời mới"), CODE)

    assert turn.effects == ()
    assert "lời mới" in STATE.dump_json(turn.state).decode()
    assert "cũ" not in STATE.dump_json(turn.state).decode()


@pytest.mark.parametrize(
    "state", [Idle(), Adding(code=OTHER), Rating(code=OTHER, solved="yes"), Reporting(draft=Draft())]
)
def test_an_edit_of_what_was_filed_is_an_addition_and_never_a_second_report(state: AnyState) -> None:
    turn = step(state, Edited(of="m9", text="lời mới"))
    after = step(turn.state, done("amend"))

    assert turn.effects == (AmendByMessage(of="m9", text="lời mới"),)
    assert after.says[0].key == "follow_up.amended"
    assert after.state.kind == state.kind


@pytest.mark.parametrize("before", [Shown(case=view(), desk=False, to="withdraw"), done("solve")])
def test_an_edit_in_between_keeps_the_open_choices_good(before: Body) -> None:
    asked = step(Idle(), before).state
    amended = step(asked, done("amend"))

    assert asked.offered
    assert amended.state.offered == asked.offered


def test_a_picture_in_place_of_a_yes_is_politely_not_taken() -> None:
    turn = step(Withdrawing(code=CODE), picture())

    assert keys(turn.says[0]) == ["bad.words_only", "follow_up.withdraw"]


BODIES = st.one_of(
    st.builds(Text, text=st.sampled_from(["có", "1", "4", "xong", "thêm 123-456-789", "Số 12 ạ", "😀", "cháy nhà"])),
    st.builds(
        Tap,
        step=st.sampled_from(
            ["case.add", "case.reply", "case.withdraw", "add.done", "sort.reply", "sort.new", "rate.no"]
            + [f"{step}.{CODE}" for step in ("withdraw", "score", "comment")]
        ),
        value=st.sampled_from([CODE, OTHER, "yes", "no", "3", "skip", ""]),
    ),
    st.builds(Photo, ref=st.just("p"), album=st.sampled_from([None, "a"]), caption=st.sampled_from(["", "Đây"])),
    st.builds(File, ref=st.just("f"), name=st.just("f.pdf"), mime=st.just("application/pdf"), album=st.just("a")),
    st.builds(Edited, of=st.just("m1"), text=st.sampled_from(["", "mới"])),
    st.builds(
        lambda action: done(action),
        st.sampled_from(["add", "reply", "withdraw", "amend", "solve", "reopen", "lapse"]),
    ),
    st.sampled_from(
        [
            Voice(ref="v"),
            Contact(phone="0912345678", own=True),
            Place(latitude=21.3, longitude=106.1),
            Command(name="nonsense"),
            Unsupported(what="sticker"),
        ]
    ),
)
PLACES: list[AnyState] = [
    Adding(code=CODE),
    Replying(code=CODE, album="a"),
    Withdrawing(code=CODE),
    Rating(code=CODE, solved="no"),
    Sorting(parts=(Part(text="Số 12 ạ", message="m1"),)),
    Idle(last_case=CODE, album="a", parked=Draft(parts=(Part(text="cũ", message="m1"),))),
]


@given(st.sampled_from(PLACES), st.lists(BODIES, max_size=6), st.sampled_from([(), (CODE,)]))
def test_whatever_comes_the_state_can_be_stored_and_cancel_leads_out(
    state: AnyState, bodies: list[Any], waiting: tuple[str, ...]
) -> None:
    for body in bodies:
        state = step(state, body, *waiting).state
        assert STATE.validate_json(STATE.dump_json(state)) == state

    assert isinstance(step(state, Text(text="huỷ"), *waiting).state, Idle)
