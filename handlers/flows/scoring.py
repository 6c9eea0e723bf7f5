"""Rating the service of a counter (chấm điểm phục vụ): a score in two taps, short questions, perhaps a case."""

from collections.abc import Callable, Mapping

from handlers.casework.categories import Category
from handlers.casework.effects import Part
from handlers.casework.rating_effects import AnswerRating, FindVisit, RateService
from handlers.flows import guidance, report
from handlers.flows.own_cards import beside_draft
from handlers.flows.report_steps import with_text
from handlers.flows.scores import SCORES, Place, place_in, scores, vote_in
from handlers.flows.scoring_questions import CHOICES, after, answer, ask
from handlers.flows.states import AnyState, Draft, Reporting, Scoring, Turn, idle, kept
from handlers.flows.unit_step import ask_unit, settled, take_unit
from handlers.talk.ask import retry, say, verb
from handlers.talk.choices import meaning
from handlers.talk.events import Event, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.form import Retry
from handlers.talk.rating_events import Rated, VisitFound
from handlers.talk.says import Button, Say, Word
from handlers.talk.slips import slip_in
from handlers.talk.understanding import Intent, read

LONGEST_WORDS = 8_000
"""Characters of all words beside one score that are kept."""


def rate(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask for a score of the place that the tap names, "07339-3", "07339" or "xã Tân Yên"; if none, for the unit."""
    value = event.body.value if isinstance(event.body, Tap) else ""
    place = place_in(value)
    if place is None and value and facts.directory.find(value, limit=1):
        named = event.model_copy(update={"body": Text(text=value)})
        return _unit(Scoring(**kept(state)), named, facts)
    known = place is not None and facts.directory.get(place.unit) is not None
    if not known and isinstance(state, Scoring) and not state.vote:
        return Turn(state, (question(state, facts),))
    at = _at(state, place, facts) if place and known else Scoring(**kept(state))
    wrong = say("service.unknown_unit") if value and not known else None
    asked = question(at, facts)
    return Turn(at, (retry(wrong, asked) if wrong else asked,))


def _at(state: AnyState, place: Place, facts: Facts, visit: str = "") -> Scoring:
    """Give the place where a score is asked for; of a unit that has ceased, where it is asked what took it over."""
    draft = settled(Draft(unit=place.unit), facts)
    return Scoring(**kept(state), unit=draft.unit, counter=place.counter, search=draft, visit=visit)


def vote(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take a score for a place, by a button that may be pressed at any time: "07339-3/5"."""
    told = vote_in(event.body.value) if isinstance(event.body, Tap) else None
    if told is None or facts.directory.get(told[0].unit) is None:
        return None
    place, score = told
    here = isinstance(state, Scoring) and not state.vote and (state.unit, state.counter) == place
    visit, words = (state.visit, state.words) if isinstance(state, Scoring) and here else ("", "")
    at = _at(state, place, facts, visit).model_copy(update={"words": words})
    if at.unit is None:
        return Turn(at, (question(at, facts),))
    return Turn(at, (), (RateService(unit=at.unit, counter=at.counter, score=score, visit=visit, words=words),))


def slip(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Look up the slip of a visit whose token was scanned or typed."""
    token = slip_in(event.body.value) if isinstance(event.body, Tap) else None
    return Turn(state, (), (FindVisit(token=token),)) if token else None


def answered(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Say what became of a score or of a slip, and go on from there."""
    match event.body:
        case VisitFound(why=None) as found if place := place_in(str(Place(found.unit, found.counter))):
            at = _at(state, place, facts, found.visit)
            return Turn(at, (question(at, facts),))
        case VisitFound() as found:
            calm = idle(state)
            return Turn(calm, (beside_draft(say(f"service.slip.{found.why or 'unknown'}", _anyway(found)), calm),))
        case Rated(outcome="counted") as rated:
            at = Scoring(**kept(state), unit=rated.unit, counter=rated.counter, vote=rated.vote, score=rated.score)
            at = at.model_copy(update={"words": rated.words})
            at = at.model_copy(update={"asked": after(at, "")})
            counted = say("service.counted", unit=_name(rated.unit, facts), score=_level(rated.score))
            return Turn(at, (retry(counted, question(at, facts)),))
        case Rated() as rated:
            calm = idle(state)
            return Turn(calm, (beside_draft(_not_counted(rated, facts), calm),))
        case _:
            return None


def _not_counted(rated: Rated, facts: Facts) -> Say:
    place = Place(rated.unit, rated.counter)
    tell = Button(step="service.report", value=str(place), key="button.service.report")
    match rated.outcome:
        case "again":
            return say("service.again", tell, unit=_name(rated.unit, facts), score=_level(rated.score))
        case "own":
            return say("service.own", verb("rate.service"), unit=_name(rated.unit, facts))
        case _:
            return say(f"service.slip.{rated.outcome}", _anyway(rated))


def _anyway(told: Rated | VisitFound) -> Button:
    """Give the way to rate without the slip."""
    return verb("rate.service", str(Place(told.unit, told.counter)) if told.unit else "")


def _name(unit: str, facts: Facts) -> str:
    found = facts.directory.get(unit)
    return found.name if found else unit


def _level(score: int) -> Word:
    return Word(key=f"score.{min(max(score, 1), len(SCORES))}")


def question(state: AnyState, facts: Facts) -> Say:
    """Give what is asked: the unit, the score, or what may be told beside it."""
    assert isinstance(state, Scoring)
    if state.unit is None:
        asked = ask_unit(state.search, facts)
        asked = asked.model_copy(update={"key": "service.unit"}) if asked.key == "report.unit.ask" else asked
        return asked.model_copy(update={"buttons": (*asked.buttons, verb("menu.cancel"))})
    if state.vote and state.asked:
        return ask(state, facts)
    buttons = (*scores(state.unit, state.counter), verb("menu.cancel"))
    if state.counter:
        return say("service.at_counter", *buttons, unit=_name(state.unit, facts), counter=state.counter)
    return say("service.at_unit", *buttons, unit=_name(state.unit, facts))


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take the answer to what is open, or words, which are kept beside the score."""
    if not isinstance(state, Scoring):
        return None
    body = event.body
    if state.unit is None:
        return _unit(state, event, facts)
    if isinstance(body, Tap) and state.vote and body.step == f"service.{state.asked}.{state.unit}":
        return _choice(state, event, facts, body.value) if body.value in CHOICES[state.asked] else None
    if not isinstance(body, Text):
        return None
    if state.asked == "comment" and meaning(body.text, facts.known) == "typed.no":
        return _on(state, facts)
    group, _, score = meaning(body.text, facts.known).rpartition(".")
    if not state.vote and group == "typed.score" and score in SCORES:
        value = f"{Place(state.unit, state.counter)}/{score}"
        return vote(state, event.model_copy(update={"body": Tap(step="rate.vote", value=value)}), facts)
    if not any(map(str.isalpha, body.text)) or meaning(body.text, facts.known):
        wrong = say("service.choose" if state.vote else "rate.not_a_score")
        return Turn(state, (retry(wrong, question(state, facts)),))
    return _words(state, event, facts, Part(text=body.text, message=body.message))


def _unit(state: Scoring, event: Event, facts: Facts) -> Turn | None:
    found = take_unit(state.search, event, facts)
    if isinstance(found, Retry):
        return Turn(state, (retry(found.say, question(state, facts)),))
    if found is state.search:
        return None
    at = state.model_copy(update={"search": found, "unit": found.unit})
    return Turn(at, (question(at, facts),))


def _choice(state: Scoring, event: Event, facts: Facts, value: str) -> Turn:
    match state.asked, value:
        case "extra", "yes":
            return _protected(state, event, facts)
        case "case", "yes":
            return _case(state, event, facts)
        case "extra" | "case", _:
            return _on(state, facts)
        case _:
            on = _on(state, facts, value)
            return Turn(on.state, on.says, (answer(state, value),))


def _on(state: Scoring, facts: Facts, value: str = "") -> Turn:
    """Go on to the next question; after the last one, thank."""
    at = state.model_copy(update={"asked": after(state, state.asked, value)})
    return Turn(at, (question(at, facts),)) if at.asked else _end(state)


def _end(state: Scoring) -> Turn:
    calm = idle(state)
    return Turn(calm, (beside_draft(say("service.thanks"), calm),))


def _words(state: Scoring, event: Event, facts: Facts, part: Part) -> Turn:
    """Keep words beside the score, never in place of guidance; words about money asked for go their own way."""
    reading = read(part.text)
    if reading.intent in guidance.NEVER_A_CASE:
        return guidance.give(state, event, facts, reading.intent, (part,), None)
    said = state.model_copy(update={"words": f"{state.words}\n{part.text}".strip()[:LONGEST_WORDS]})
    if reading.intent is Intent.REPORT and reading.clear and reading.categories[0] is Category.INFORMAL_PAYMENT:
        return _protected(said, event, facts)
    if not state.vote:
        return Turn(said, (retry(say("service.words_kept"), question(said, facts)),))
    keep = (AnswerRating(vote=state.vote, comment=said.words),)
    if state.asked == "comment":
        on = _on(said, facts)
        return Turn(on.state, on.says, keep)
    return Turn(said, (retry(say("service.words_noted"), question(said, facts)),), keep)


def _protected(state: Scoring, event: Event, facts: Facts) -> Turn:
    """Open a report about money that was asked for; nothing of it stands beside the score."""
    draft = Draft(unit=state.unit, counter=state.counter, category=Category.INFORMAL_PAYMENT)
    return _report(state, event, facts, draft, say("service.protected"))


def _case(state: AnyState, event: Event, facts: Facts) -> Turn:
    draft = Draft(unit=state.unit, counter=state.counter, scored=True) if isinstance(state, Scoring) else Draft()
    return _report(state, event, facts, draft, None)


def _report(state: AnyState, event: Event, facts: Facts, draft: Draft, note: Say | None) -> Turn:
    words = state.words if isinstance(state, Scoring) else ""
    for text in (words,) if words else ():
        draft = with_text(draft, Part(text=text), event.at.date(), facts)
    parked = kept(state)["parked"]
    at = Reporting(parked=parked, album=state.album, last_case=state.last_case, draft=draft)
    asked = report.question(at, facts)
    return Turn(at, (retry(note, asked) if note else asked,))


def open_case(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Begin a report about a place that was just rated, with the words that were written beside the score."""
    place = place_in(event.body.value) if isinstance(event.body, Tap) else None
    if isinstance(state, Scoring) and state.unit and (place is None or place == (state.unit, state.counter)):
        return _case(state, event, facts)
    if place is None or facts.directory.get(place.unit) is None:
        return None
    draft = settled(Draft(unit=place.unit, counter=place.counter, scored=True), facts)
    return _report(idle(state), event, facts, draft, None)


def skip(state: Scoring, facts: Facts) -> Turn | None:
    """Leave a question beside a score open."""
    return _on(state, facts) if state.vote and state.asked else None


def done(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """End the questions beside a score; after a low one the last is still whether to open a case."""
    if not isinstance(state, Scoring) or not state.vote:
        return None
    at = state.model_copy(update={"asked": after(state, "comment")})
    return Turn(at, (question(at, facts),)) if at.asked and state.asked != "case" else _end(state)


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {
    "rate.service": rate,
    "rate.vote": vote,
    "rate.slip": slip,
    "service.report": open_case,
    "service.done": done,
}
