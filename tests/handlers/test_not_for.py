"""Whom the reporter names as not to see a report: what is typed becomes a kind, a name, or a polite question."""

import pytest

from handlers.flows import not_for
from handlers.flows.not_for import KINDS, MOST, kind_of, named
from handlers.flows.states import Draft, Reporting
from handlers.machine import step
from handlers.talk.events import Tap, Text
from handlers.talk.facts import Person
from handlers.talk.says import Say
from tests.fakes.strict_voice import event, facts_for, spoken

FACTS = facts_for(Person(id=7, consented=True))
NAMES = {
    "Nguyễn Văn An": "Nguyễn Văn An",
    "  nguyen   van an ": "nguyen van an",
    "ông Nguyễn Văn An": "Nguyễn Văn An",
    "Chủ tịch Nguyễn Văn An": "Nguyễn Văn An",
    "đồng chí Phó Chủ tịch Trần Thị Bình": "Trần Thị Bình",
    "chi Lan Huong": "Lan Huong",
    "Mr Tran Binh": "Tran Binh",
    "H'Hen Niê": "H'Hen Niê",
    "Chu Văn An": "Chu Văn An",
    "chú Văn An": "Văn An",
    "Nguyễn Văn An ở một cửa": "Nguyễn Văn An",
    "Nguyen Van An chu tich xa": "Nguyen Van An",
    "chairman Nguyen Van An": "Nguyen Van An",
}
KIND_NAMES = {
    "head": ("chủ tịch", "chu tich xa", "Chủ tịch xã Tân Yên", "chủ tịch phường", "phó chủ tịch", "lãnh đạo", "head"),
    "officer": ("cán bộ một cửa", "can bo quay 3", "nhân viên", "cán bộ", "counter staff", "một cửa"),
    "inspector": ("thanh tra", "thanh tra tỉnh", "Thanh tra thành phố", "inspector"),
    "member": ("ban chỉ đạo", "thành viên ban chi dao", "thanh vien", "steering committee"),
}


@pytest.mark.parametrize(("typed", "name"), NAMES.items())
def test_a_name_is_taken_without_what_people_put_before_it(typed: str, name: str) -> None:
    assert (kind_of(typed), named(typed)) == (None, name)


@pytest.mark.parametrize(("kind", "typed"), [(kind, one) for kind, names in KIND_NAMES.items() for one in names])
def test_an_office_typed_in_words_is_the_office_and_not_a_name(kind: str, typed: str) -> None:
    assert kind_of(typed) == kind


@pytest.mark.parametrize(
    "typed",
    [
        "An",
        "chị Lan",
        "ông chủ tịch An",
        "a",
        "",
        "quầy 3",
        "Nguyễn Văn 5",
        "???",
        "😀 😀",
        "x " * 80,
        "0912 345 678",
        "<b> <i>",
    ],
)
def test_what_is_no_name_of_two_words_is_asked_again_and_nothing_changes(typed: str) -> None:
    before = Draft(not_for=("head",), editing="not_for")
    answer = not_for.take(before, event(Text(text=typed)), FACTS)

    assert not isinstance(answer, Draft)
    assert answer.say.key == "report.not_for.retry"


def asked(*names: str) -> Reporting:
    """Give a whole report in which whom not to tell is being asked, with these named so far."""
    whole = {"parts": [{"text": "ghế hỏng hết rồi"}], "category": "delay", "unit": "07339", "happened": "2026-11-20"}
    draft = Draft.model_validate(whole | {"counter": "3", "not_for": names, "editing": "not_for"})
    return step(Reporting(draft=draft), event(Tap(step="gone")), FACTS).state  # type: ignore[return-value]


def after(state: Reporting, *bodies: Tap | Text) -> tuple[Draft, Say]:
    """Give the draft and what is said after these."""
    told = Say(key="")
    for body in bodies:
        turn = step(state, event(body), FACTS)
        assert isinstance(turn.state, Reporting)
        state, told = turn.state, turn.says[0]
        spoken(told)
    return state.draft, told


def test_several_are_chosen_one_after_another_until_done() -> None:
    draft, told = after(asked(), *(Tap(step="report.not_for", value=kind) for kind in KINDS), Text(text="Lê Văn Tám"))

    assert draft.not_for == (*KINDS, "Lê Văn Tám")
    assert told.key == "report.not_for.more"
    draft, told = after(asked(*draft.not_for), Text(text="xong"))
    assert draft.editing is None
    assert [line.args["who"] for line in told.lines if line.key == "preview.not_for"][-1] == "Lê Văn Tám"


def test_each_can_be_taken_back_until_nobody_is_left() -> None:
    draft, told = after(
        asked("head", "Lê Văn Tám"),
        Text(text="Bỏ: Lê Văn Tám"),
        Tap(step="report.not_for", value="drop:head"),
    )

    assert draft.not_for == ()
    assert told.key == "report.not_for.ask"


def test_nobody_is_named_twice_however_it_is_spelt() -> None:
    draft, _ = after(asked("Lê Văn Tám", "head"), Text(text="le van tam"), Text(text="chủ tịch"))

    assert draft.not_for == ("Lê Văn Tám", "head")


def test_the_list_has_an_end_and_says_so() -> None:
    names = [f"Lê Văn {letter * 3}" for letter in "ABCDEFGH"]
    draft, told = after(asked(*names), Text(text="Lê Văn Tám"))

    assert len(names) == MOST
    assert (list(draft.not_for), told.key) == (names, "report.not_for.full")


def test_what_was_named_goes_with_the_report() -> None:
    draft, _ = after(asked("head"), Text(text="xong"))
    (effect,) = step(Reporting(draft=draft), event(Tap(step="report.confirm", value="send")), FACTS).effects

    assert effect.kind == "find_twin"
    assert effect.report.not_for == ("head",)


@pytest.mark.parametrize("typed", ["a" * 59 + "5", "a" * 8_000, "a." * 4_000, "an " * 2_000 + "5"])
def test_a_long_word_that_is_no_name_is_refused_at_once(typed: str) -> None:
    assert named(typed) is None
