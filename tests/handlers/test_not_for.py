"""Whom the reporter names as not to see a report: what is typed becomes a kind, a name, or a polite question."""

import pytest

from bot.catalogues import LANGUAGES
from handlers.flows import not_for
from handlers.flows.not_for import KINDS, MOST
from handlers.flows.states import Draft, Reporting
from handlers.folding import fold
from handlers.machine import step
from handlers.talk.events import Tap, Text
from handlers.talk.facts import Person
from handlers.talk.officials import kind_of, named
from handlers.talk.says import Say, Word
from tests.fakes.strict_voice import STRICT, event, facts_for, spoken

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
    "Nguyễn Công An": "Nguyễn Công An",
    "the anh": "the anh",
    "Mỹ Linh": "Mỹ Linh",
    "my linh": "my linh",
    "Đoàn Văn Hậu": "Đoàn Văn Hậu",
}
UNDER_A_COUNTER = (
    "bo phan mot cua",
    "the counter staff",
    "the one-stop counter staff",
    "our one-stop shop",
    "cac can bo mot cua",
)
KIND_NAMES = {
    "head": (
        "the chairman",
        "ong chu tich xa",
        "bí thư",
        "my chairwoman",
        "the deputy head",
        "bà phó chủ tịch",
        *("chủ tịch", "chu tich xa", "Chủ tịch xã Tân Yên", "chủ tịch phường", "phó chủ tịch", "lãnh đạo", "head"),
    ),
    "officer": ("cán bộ một cửa", "can bo quay 3", "nhân viên", "cán bộ", "counter staff", "một cửa", *UNDER_A_COUNTER),
    "inspector": (
        "thanh tra",
        "thanh tra tỉnh",
        "Thanh tra thành phố",
        "inspector",
        "the inspector",
        "the inspectorate",
    ),
    "member": ("ban chỉ đạo", "thành viên ban chi dao", "thanh vien", "steering committee"),
}


@pytest.mark.parametrize(("typed", "name"), NAMES.items())
def test_a_name_is_taken_without_what_people_put_before_it(typed: str, name: str) -> None:
    assert (kind_of(typed), named(typed)) == (None, name)


@pytest.mark.parametrize(("kind", "typed"), [(kind, one) for kind, names in KIND_NAMES.items() for one in names])
def test_an_office_typed_in_words_is_the_office_and_not_a_name(kind: str, typed: str) -> None:
    assert kind_of(typed) == kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_a_button_in_either_language_are_its_kind(kind: str, language: str) -> None:
    label = STRICT.text(language, f"report.not_for.{kind}")

    assert {kind_of(typed) for typed in (label, fold(label), f"the {label}", label.lower())} == {kind}


@pytest.mark.parametrize(
    "typed",
    [
        *("công an xã", "cong an xa", "tất cả cán bộ xã", "tat ca can bo xa", "cán bộ địa chính", "văn phòng xã"),
        *(
            "Hội Phụ nữ",
            "trưởng công an xã",
            "the police",
            "commune police",
            "land office staff",
            "my boss",
            "all of them",
        ),
        *("everyone there", "mọi người ở xã", "uỷ ban nhân dân"),
    ],
)
def test_an_office_that_cannot_be_kept_out_is_refused_with_those_that_can(typed: str) -> None:
    draft, told = after(asked("head"), Text(text=typed))

    assert draft.not_for == ("head",)
    assert told.key == "report.not_for.office"
    assert {word.key for word in told.args.values() if isinstance(word, Word)} == {
        f"report.not_for.{kind}" for kind in KINDS
    }


def test_after_a_retry_nothing_is_said_to_be_noted() -> None:
    _, told = after(asked("head"), Text(text="công an xã"))

    assert [line.key for line in told.lines][:1] == ["report.not_for.again"]
    assert all(line.key != "report.not_for.more" for line in told.lines)
    _, told = after(asked("head"), Text(text="bí thư"))
    assert told.key == "report.not_for.again"  # it stood there before
    assert after(asked("head"), Text(text="the inspector"))[1].key == "report.not_for.more"


@pytest.mark.parametrize(
    "typed",
    ["xong", "xong roi", "Xong rồi ạ", "khong ai", "không ai cả", "khong ai ca a", "nobody", "done", "no one", "không"],
)
@pytest.mark.parametrize("before", [(), ("head",)])
def test_a_word_for_nobody_or_nobody_more_ends_the_question(typed: str, before: tuple[str, ...]) -> None:
    draft, told = after(asked(*before), Text(text=typed))

    assert (draft.editing, draft.not_for, told.key) == (None, before, "preview.title")


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
    assert [line.args["who"] for line in told.lines if line.key == "preview.not_for_unseen"][-1] == "Lê Văn Tám"


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
