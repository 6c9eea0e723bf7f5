"""The report as a form: only what is missing is asked, every step can be taken back, and only a whole one is filed."""

from dataclasses import dataclass
from random import Random

import pytest

from handlers import machine
from handlers.casework.categories import REPORTABLE, RULES, Category
from handlers.casework.effects import FileCase, FindTwin, Part
from handlers.flows import report
from handlers.flows.report_steps import FIELDS, STEPS
from handlers.flows.states import AnyState, Draft, Guided, Idle, Reporting, Turn
from handlers.talk.events import Body, Command, File, Photo, Place, Tap, Text, Twin, Voice
from handlers.talk.facts import Person
from handlers.talk.form import Step, first_missing, named
from handlers.talk.says import Say
from tests.fakes.anything import ANSWERS, STORIES
from tests.fakes.strict_voice import event, facts_for, spoken

FACTS = facts_for(Person(id=7, consented=True))
STORY = STORIES[0]
OPENINGS = {
    "story": ("report.story.ask", "report.story.ask_at_unit", "report.story.ask_at_counter", "report.story.again"),
    "category": ("report.category.guess", "report.category.list", "report.category.again"),
    "about": ("report.about.ask",),
    "unit": ("report.unit.ask", "report.unit.which", "report.unit.districts", "report.unit.in_district"),
    "when": ("report.when.ask", "report.when.ask_unreal"),
    "counter": ("report.counter.ask",),
    "photos": ("report.photos.ask", "report.photos.more"),
    "identity": ("report.identity.ask",),
    "not_for": ("report.not_for.ask", "report.not_for.more", "report.not_for.again"),
}


def does(state: AnyState, *bodies: Body) -> Turn:
    """Give the last turn of a citizen who sends these and sent nothing like it before."""
    turn = Turn(state)
    for body in bodies:
        turn = machine.step(turn.state, event(body), FACTS)
        if any(isinstance(effect, FindTwin) for effect in turn.effects):
            turn = machine.step(turn.state, event(Twin()), FACTS)
        for say in turn.says:
            spoken(say)
    return turn


def whole(**changes: object) -> Reporting:
    """Give a report that lacks nothing, with these changes."""
    plain = {"parts": [{"text": STORY}], "category": "delay", "unit": "07339", "happened": "2026-11-20", "counter": "3"}
    return Reporting(draft=Draft.model_validate(plain | changes))


def draft_of(turn: Turn) -> Draft:
    """Give the draft of a turn that stays in the report."""
    assert isinstance(turn.state, Reporting)
    return turn.state.draft


def keys(say: Say) -> set[str]:
    """Give all text keys of a say."""
    return {say.key, *(key for line in say.lines for key in keys(line))}


@dataclass
class Writer:
    """Somebody who writes a report, at random but on the subject, going back and forth."""

    dice: Random
    state: AnyState

    def next(self) -> Body:
        """Give what the writer does next."""
        dice, offered = self.dice, self.state.offered
        match dice.randrange(9):
            case 0 | 1 | 2 | 3 if offered:
                button = dice.choice(offered)
                if button.step not in ("menu.cancel", "report.discard"):
                    return Tap(step=button.step, value=button.value)
            case 4:
                return Text(text=dice.choice(("Tân Yên", "hôm qua", "3", "quầy 4", "Đa Mai", "12/9")))
            case 5:
                return dice.choice((Photo(ref="p1"), Voice(ref="v1"), Place(latitude=21.3, longitude=106.1)))
            case 6:
                return Text(text=dice.choice((*STORIES[:4], *ANSWERS)), message="m1")
            case _:
                pass
        return Tap(step="report.confirm", value="send")


def check_filing(effect: FileCase, draft: Draft) -> None:
    """Assert that what is filed is whole, says all that was written, and asks who is meant where that matters."""
    rule = RULES[effect.category]
    assert FACTS.directory.get(effect.unit)
    assert rule.files_case
    assert (effect.about is not None) == rule.behaviour
    assert (effect.parts, effect.files) == (draft.parts, draft.files)
    assert effect.parts or effect.files
    assert len(effect.files) <= report.MOST_FILES
    assert first_missing(STEPS, draft) is None


@pytest.mark.parametrize("seed", range(60))
def test_only_a_whole_report_is_ever_filed_and_what_is_missing_is_asked(seed: int) -> None:
    writer = Writer(Random(seed), does(Idle(), Command(name="report")).state)
    filed = 0
    for _ in range(60):
        if not isinstance(writer.state, Reporting):
            writer.state = does(Idle(), Text(text=STORY)).state
        before = writer.state
        turn = does(before, writer.next())
        for effect in turn.effects:
            if isinstance(effect, FileCase):
                check_filing(effect, before.draft if isinstance(before, Reporting) else Draft())
                filed += 1
        if isinstance(turn.state, Reporting) and turn.says:
            step = report.current(turn.state.draft)
            told = set().union(*(keys(say) for say in turn.says))
            name = "menu" if turn.state.draft.editing == "menu" else step.name if step else "preview"
            wanted = {"menu": ("report.edit.ask",), "preview": ("preview.title",), **OPENINGS}[name]
            assert told & set(wanted) or turn.says[0].key.startswith(("menu.", "desk.")), (name, told)
        writer.state = Idle() if filed and turn.effects else turn.state


@pytest.mark.parametrize("category", REPORTABLE)
@pytest.mark.parametrize("about", [None, "staff"])
def test_whom_it_is_about_is_asked_exactly_where_somebody_may_be_meant(category: Category, about: str | None) -> None:
    state = whole(category=category, about=about, done=["photos"])
    turn = does(state, Tap(step="report.confirm", value="send"))

    if RULES[category].behaviour and about is None:
        assert turn.effects == ()
        assert "report.about.ask" in keys(turn.says[0])
    else:
        (effect,) = turn.effects
        assert isinstance(effect, FileCase)
        assert effect.about == (about if RULES[category].behaviour else None)


def test_another_category_asks_anew_whom_it_is_about() -> None:
    state = whole(category="attitude", about="staff")
    turn = does(
        state,
        Tap(step="report.confirm", value="edit"),
        Tap(step="report.edit", value="category"),
        Tap(step="report.category", value="informal_payment"),
    )

    assert draft_of(turn).about is None
    assert turn.says[0].key == "report.about.ask"


@pytest.mark.parametrize(
    ("missing", "answer"),
    [
        ({"category": None, "guesses": ["delay"]}, Tap(step="report.category", value="delay")),
        ({"category": "attitude"}, Tap(step="report.about", value="leader")),
        ({"unit": None}, Text(text="Tân Yên")),
        ({"happened": None}, Tap(step="report.when", value="today")),
        ({"counter": ""}, Tap(step="report.counter", value="5")),
        ({"category": "facility"}, Tap(step="report.skip")),
    ],
)
def test_going_back_asks_the_same_again_and_the_same_answer_leads_to_the_same_report(
    missing: dict[str, object], answer: Body
) -> None:
    asked = does(whole(**missing), Tap(step="gone"))
    answered = does(asked.state, answer)
    again = does(answered.state, Tap(step="report.back"))

    assert again.says[0].key == asked.says[0].lines[0].key
    assert draft_of(does(again.state, answer)) == draft_of(answered)


@pytest.mark.parametrize("name", [step.name for step in FIELDS if step.name != "story"])
def test_any_answer_can_be_looked_at_again_and_left_as_it_is(name: str) -> None:
    state = whole(category="attitude", about="staff", contact="Hoa", done=["photos"])
    menu = does(state, Tap(step="report.confirm", value="edit"))
    opened = does(menu.state, Tap(step="report.edit", value=name))
    closed = does(opened.state, Tap(step="report.back"))

    assert opened.says[0].key in OPENINGS[name]
    assert draft_of(closed) == state.draft
    assert closed.says[0].key == "preview.title"


def test_cancel_and_resume_after_days_come_back_to_the_same_question() -> None:
    for missing in ({"unit": None}, {"happened": None}, {"counter": ""}, {"category": None}, {}):
        asked = does(whole(**missing), Tap(step="gone"))
        resumed = does(asked.state, Command(name="cancel"), Tap(step="report.resume"))

        assert draft_of(resumed) == draft_of(asked)
        assert resumed.says[0].key == asked.says[0].lines[0].key


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_only_what_may_stay_open_can_be_skipped_and_is_not_asked_again(step: Step[Draft]) -> None:
    empty: dict[str, dict[str, object]] = {
        "story": {"parts": []},
        "category": {"category": None},
        "about": {"category": "attitude"},
        "unit": {"unit": None},
    }
    open_: dict[str, dict[str, object]] = {
        "when": {"happened": None},
        "counter": {"counter": ""},
        "photos": {"category": "facility"},
    }
    state = whole(**{**empty, **open_}[step.name])
    turn = does(state, Tap(step="report.skip"))

    assert report.current(state.draft) is step
    if step.name in empty:
        assert turn.says[0].key == "bad.stale"
        assert draft_of(turn) == state.draft
    else:
        assert report.current(draft_of(turn)) is None


def test_only_so_many_files_are_taken_and_the_rest_is_declined_aloud() -> None:
    turn = does(whole(), *(Photo(ref=f"p{at}") for at in range(report.MOST_FILES)))
    more = does(turn.state, File(ref="f", name="a.pdf", mime="application/pdf"))

    assert len(draft_of(turn).files) == report.MOST_FILES
    assert more.says[0].key == "bad.too_many"
    assert draft_of(more) == draft_of(turn)


def test_the_preview_quotes_every_word_that_will_go() -> None:
    state = whole(parts=[Part(text="Một"), Part(text="{n} <b>hai</b>")])
    shown = does(state, Command(name="report")).says[0]
    (effect,) = does(state, Tap(step="report.confirm", value="send")).effects

    assert isinstance(effect, FileCase)
    assert "Một\n{n} <b>hai</b>" in {line.args.get("text") for line in shown.lines}
    assert "\n".join(part.text for part in effect.parts) == "Một\n{n} <b>hai</b>"


def test_pictures_and_words_of_guidance_all_go_with_an_ordinary_report_after_all() -> None:
    """An album with a denunciation below it: guidance; its other parts wait in silence; then nothing is missing."""
    words = "Tôi tố cáo ông Nguyễn Văn A chủ tịch xã tham ô tiền đền bù"
    guided = does(Idle(), Photo(ref="p1", album="a", caption=words))
    late = does(guided.state, Photo(ref="p2", album="a"))
    sent = does(late.state, Tap(step="report.this"))

    assert isinstance(guided.state, Guided)
    assert late.says == ()
    assert draft_of(sent).text == words
    assert [file.ref for file in draft_of(sent).files] == ["p1", "p2"]


@pytest.mark.parametrize("value", ["", "18", "-1", "²", "x", "9" * 5_000])
def test_a_forged_district_is_a_stale_button(value: str) -> None:
    turn = does(whole(unit=None, listing="districts"), Tap(step="report.district", value=value))

    assert turn.says[0].key == "bad.stale"


def test_a_form_asks_in_order_and_knows_its_steps() -> None:
    assert [step.name for step in STEPS] == ["story", "category", "about", "unit", "when", "counter", "photos"]
    assert first_missing(STEPS, Draft()) is STEPS[0]
    assert first_missing(STEPS, whole().draft) is None
    assert named(STEPS, "unit") is STEPS[3]
    assert named(STEPS, "gone") is None
    assert set(OPENINGS) == {step.name for step in FIELDS}
