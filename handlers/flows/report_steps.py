"""The questions of a report, in the order in which a person would tell it."""

from datetime import date

from handlers.casework.cases import About
from handlers.casework.categories import REPORTABLE, RULES, Category
from handlers.casework.directory import Unit
from handlers.casework.effects import Part
from handlers.flows.not_for import NOT_FOR
from handlers.flows.scores import scores
from handlers.flows.states import Draft
from handlers.flows.unit_step import UNIT
from handlers.talk.ask import choice, say
from handlers.talk.dates import DayProblem, find_day, names_unreal_day, read_day
from handlers.talk.events import Contact, Event, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.form import Retry, Step
from handlers.talk.says import Button, Say, Word
from handlers.talk.understanding import read

MOST_TEXT = 8_000
COUNTERS = tuple(str(number) for number in range(1, 10))
_ABOUT: dict[str, About] = {"staff": "staff", "leader": "leader", "unsure": "unsure"}


def with_text(draft: Draft, part: Part, today: date, facts: Facts) -> Draft:
    """Give the draft with more words, and with what they say of category, unit, day and counter."""
    reading = read("\n".join((*(one.text for one in draft.parts), part.text)))
    unit = draft.unit or _code(facts.directory.named_in(part.text))
    guesses = reading.categories if draft.category is None else draft.guesses
    clear = reading.categories[0] if reading.clear and reading.categories and draft.category is None else draft.category
    return draft.model_copy(
        update={
            "parts": (*draft.parts, part),
            "category": clear,
            "guesses": guesses,
            "unit": unit,
            "happened": draft.happened or find_day(part.text, today),
            "counter": draft.counter or reading.counter or "",
        }
    )


def _code(unit: Unit | None) -> str | None:
    return unit.code if unit else None


def _tap(event: Event, step: str) -> str | None:
    return event.body.value if isinstance(event.body, Tap) and event.body.step == step else None


def ask_story(draft: Draft, facts: Facts) -> Say:
    """Ask what happened, in the person's own words."""
    unit = facts.directory.get(draft.unit or "")
    if draft.parts:
        return say(
            "report.story.again", Button(step="report.story", value="keep", key="report.story.keep"), want="text"
        )
    if unit is None:
        return say("report.story.ask", want="text")
    if draft.category is None and not draft.scored:  # a poster was scanned, which asks for a score as well
        buttons = scores(unit.code, draft.counter)
        if draft.counter.isdecimal():
            return say("service.scanned_at_counter", *buttons, want="text", unit=unit.name, counter=draft.counter)
        return say("service.scanned", *buttons, want="text", unit=unit.name)
    if draft.counter.isdecimal():
        return say("report.story.ask_at_counter", want="text", unit=unit.name, counter=draft.counter)
    return say("report.story.ask_at_unit", want="text", unit=unit.name)


def take_story(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take the words anew, in place of those before, or leave them."""
    if _tap(event, "report.story") == "keep" and draft.parts:
        return draft.model_copy()
    if not isinstance(event.body, Text):
        return draft
    fresh = draft.model_copy(update={"parts": ()})
    return with_text(fresh, Part(text=event.body.text, message=event.body.message), event.at.date(), facts)


def ask_category(draft: Draft, facts: Facts) -> Say:
    """Offer the likeliest categories, or the whole list."""
    if draft.listing == "categories" or not draft.guesses:
        return say("report.category.list", *choice("report.category", *REPORTABLE, prefix="category"), want="choice")
    asked = "report.category.again" if draft.category else "report.category.guess"
    likely = choice("report.category", *draft.guesses[:3], prefix="category")
    other = Button(step="report.category", value="list", key="report.category.other")
    return say(asked, *likely, other, want="choice")


def take_category(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take the category that was chosen; more words go to the story and may make it plainer."""
    value = _tap(event, "report.category")
    if value == "list":
        return draft.model_copy(update={"listing": "categories"})
    if value in set(REPORTABLE):
        return draft.model_copy(update={"category": Category(value), "about": None, "listing": None})
    if isinstance(event.body, Text):
        part = Part(text=event.body.text, message=event.body.message)
        return with_text(draft, part, event.at.date(), facts).model_copy(update={"listing": None})
    return draft


def ask_about(draft: Draft, facts: Facts) -> Say:
    """Ask whom it is about, so that nobody handles a case about himself."""
    return say("report.about.ask", *choice("report.about", "staff", "leader", "unsure"), want="choice")


def take_about(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take whom it is about."""
    about = _ABOUT.get(_tap(event, "report.about") or "")
    if about:
        return draft.model_copy(update={"about": about})
    return Retry(say("report.choose")) if isinstance(event.body, Text) else draft


def ask_when(draft: Draft, facts: Facts) -> Say:
    """Ask on which day it happened, all the more if the story names a day that does not exist."""
    buttons = choice("report.when", "today", "yesterday")
    return say("report.when.ask_unreal" if names_unreal_day(draft.text) else "report.when.ask", *buttons, want="text")


def take_when(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take the day, and the counter where it is named along with it."""
    today = event.at.date()
    tapped = _tap(event, "report.when")
    if tapped in ("today", "yesterday"):
        day = today if tapped == "today" else date.fromordinal(today.toordinal() - 1)
        return draft.model_copy(update={"happened": day})
    if not isinstance(event.body, Text):
        return draft
    found = read_day(event.body.text, today)
    if found is None or isinstance(found, DayProblem):
        return Retry(say(f"report.when.{found.value if found else 'unknown'}"))
    counter = read(event.body.text).counter or draft.counter
    return draft.model_copy(update={"happened": found, "counter": counter})


def ask_counter(draft: Draft, facts: Facts) -> Say:
    """Ask at which counter, the numbers laid out as on a telephone."""
    numbers = tuple(
        Button(step="report.counter", value=number, key="report.counter.number", args={"n": number})
        for number in COUNTERS
    )
    return say("report.counter.ask", *numbers, want="number")


def take_counter(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take the counter's number or name, at most twenty characters."""
    value, today = _tap(event, "report.counter"), event.at.date()
    if value is None and isinstance(event.body, Text):
        words = event.body.text.strip()
        value = read(words).counter or ("" if find_day(words, today) else words)
    if value is None:
        return draft
    if len(value) > 20 or not any(letter.isalnum() for letter in value):
        return Retry(say("report.counter.retry"))
    return draft.model_copy(update={"counter": value})


def ask_photos(draft: Draft, facts: Facts) -> Say:
    """Ask for pictures or files; more may follow until the person is done."""
    if draft.files:
        done = Button(step="report.photos", value="done", key="report.photos.done")
        return say("report.photos.more", done, want="photo", n=len(draft.files))
    return say("report.photos.ask", want="photo")


def take_photos(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take the word that no more pictures follow; the pictures themselves join the draft at any time."""
    if _tap(event, "report.photos") == "done":
        return _done(draft, "photos")
    return Retry(say("report.photos.retry")) if isinstance(event.body, Text) else draft


def ask_identity(draft: Draft, facts: Facts) -> Say:
    """Ask how officials may call the person, for this case only."""
    hide = Button(step="report.identity", value="hide", key="report.identity.hide")
    return say("report.identity.ask", hide, want="text")


def take_identity(draft: Draft, event: Event, facts: Facts) -> Draft | Retry:
    """Take a name and number that the handling officials may see in this case, or hide them again."""
    if _tap(event, "report.identity") == "hide":
        return _done(draft.model_copy(update={"contact": ""}), "identity")
    body = event.body
    if isinstance(body, Contact):
        return draft.model_copy(update={"contact": body.phone[:100]}) if body.own else Retry(say("report.identity.own"))
    if isinstance(body, Text):
        return draft.model_copy(update={"contact": " ".join(body.text.split())[:100]})
    return draft


def _done(draft: Draft, name: str) -> Draft:
    return draft.model_copy(update={"done": (*(one for one in draft.done if one != name), name)})


def _rule_wants(draft: Draft, what: str) -> bool:
    return draft.category is not None and bool(getattr(RULES[draft.category], what))


def unit_name(draft: Draft, facts: Facts) -> str:
    """Give the name of the draft's unit, or nothing."""
    unit = facts.directory.get(draft.unit or "")
    return unit.name if unit else ""


def category_word(draft: Draft) -> Word:
    """Give the name of the draft's category as a word."""
    return Word(key=f"category.{draft.category}")


STORY = Step[Draft]("story", lambda d: d.empty, ask_story, take_story, lambda d: d)
CATEGORY = Step[Draft](
    "category",
    lambda d: d.category is None,
    ask_category,
    take_category,
    lambda d: d.model_copy(update={"category": None, "about": None, "listing": None}),
)
ABOUT = Step[Draft](
    "about",
    lambda d: d.about is None and _rule_wants(d, "behaviour"),
    ask_about,
    take_about,
    lambda d: d.model_copy(update={"about": None}),
)
WHEN = Step[Draft](
    "when",
    lambda d: d.happened is None and "when" not in d.done,
    ask_when,
    take_when,
    lambda d: d.model_copy(update={"happened": None, "done": tuple(x for x in d.done if x != "when")}),
    skip=lambda d: _done(d.model_copy(update={"happened": None}), "when"),
)
COUNTER = Step[Draft](
    "counter",
    lambda d: not d.counter and "counter" not in d.done and _rule_wants(d, "at_counter"),
    ask_counter,
    take_counter,
    lambda d: d.model_copy(update={"counter": "", "done": tuple(x for x in d.done if x != "counter")}),
    skip=lambda d: _done(d.model_copy(update={"counter": ""}), "counter"),
)
PHOTOS = Step[Draft](
    "photos",
    lambda d: "photos" not in d.done and _rule_wants(d, "wants_photo"),
    ask_photos,
    take_photos,
    lambda d: d.model_copy(update={"files": (), "done": tuple(x for x in d.done if x != "photos")}),
    skip=lambda d: _done(d, "photos"),
)
IDENTITY = Step[Draft](
    "identity", lambda _: False, ask_identity, take_identity, lambda d: d.model_copy(update={"contact": ""})
)
STEPS: tuple[Step[Draft], ...] = (STORY, CATEGORY, ABOUT, UNIT, WHEN, COUNTER, PHOTOS)
"""What a report needs before its preview, in order."""
FIELDS: tuple[Step[Draft], ...] = (*STEPS, IDENTITY, NOT_FOR)
"""What can be asked for out of turn: every step, whether officials may know the reporter, and who shall not see it."""
