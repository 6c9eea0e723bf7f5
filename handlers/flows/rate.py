"""The last word: solved, partly or not at the first tap, then 1–5 and a few words; or an appeal against a refusal."""

from collections.abc import Callable, Mapping

from handlers.casework.cases import Solved
from handlers.casework.effects import AppealCase, Effect, JudgeAnswer, Part, ScoreCase
from handlers.casework.views import CaseView
from handlers.flows.follow_up_asks import urgent
from handlers.flows.outcome import held_as_before
from handlers.flows.own_cards import beside_draft, following, held
from handlers.flows.states import AnyState, Rating, Turn, idle, kept
from handlers.flows.status import named
from handlers.talk.ask import by_code, choice, retry, say, verb
from handlers.talk.choices import meaning
from handlers.talk.events import Done, Event, Tap, Text
from handlers.talk.facts import Facts
from handlers.talk.says import Code, Post, Say

ACTIONS = frozenset({"solve", "reopen", "lapse", "appeal"})
MOST_ASKED = 8
"""Answered cases that are asked about, the newest."""
SCORES = ("1", "2", "3", "4", "5")
"""From "rất không hài lòng" to "rất hài lòng", the five levels of the state's own satisfaction surveys."""


def _judge(solved: Solved) -> Callable[[AnyState, Event, Facts], Turn | None]:
    """Give the verb that keeps this judgement at the first tap; the store says what it came to."""

    def verb_(state: AnyState, event: Event, facts: Facts) -> Turn | None:
        code = named(event)
        return Turn(state, (), (JudgeAnswer(code=code, solved=solved),)) if code else None

    return verb_


def appeal(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Ask for another unit to look at an own refused case, at the first tap."""
    code = named(event)
    return Turn(state, (), (AppealCase(code=code),)) if code else None


def done(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Say truthfully what the judgement came to, and ask for a score."""
    if not isinstance(event.body, Done):
        return None
    action, view = event.body.action, event.body.case
    if action == "appeal":
        return Turn(idle(state), (beside_draft(_appealed(view), state),))
    solved: Solved = view.solved or ("yes" if action == "solve" else "no")
    at = Rating(**kept(state), code=view.code, solved=solved, over=action != "reopen")
    return Turn(at, (retry(_outcome(action, view), question(at, facts)),))


def _appealed(view: CaseView) -> Say:
    """Say who looks at the case now, and until when."""
    told = say("rate.appealed", verb("case.show", view.code), verb("case.add", view.code), code=Code(code=view.code))
    return told.model_copy(update={"lines": (*held(view), *following(view))})


def _outcome(action: str, view: CaseView) -> Say:
    code = Code(code=view.code)
    if action == "solve":
        return say("rate.solved", code=code)
    if action == "lapse":
        return say("rate.no_more", code=code, n=view.reopened)
    if view.holder is None:
        return say("rate.reopened_unheld", code=code)
    told = say("rate.reopened", code=code)
    if held_as_before(view):
        told = say("rate.reopened_again", code=code, post=Post(post=view.holder))
    return told.model_copy(update={"lines": (*held(view), *following(view))})


def question(state: AnyState, facts: Facts) -> Say:
    """Give the question for a score, or once there is one, for words.

    The buttons carry the case's code, so that those of an earlier case cannot score this one.
    """
    assert isinstance(state, Rating)
    code = Code(code=state.code)
    if state.score is None:
        return say("rate.score", *choice(f"score.{state.code}", *SCORES, "skip", prefix="score"), code=code)
    key = "rate.comment" if state.over else "rate.comment_unsolved"
    return say(key, *choice(f"comment.{state.code}", "skip", prefix="comment"), want="text", code=code)


def take(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take a score, words, or neither; words that come instead of a score are kept as the words."""
    if not isinstance(state, Rating):
        return None
    match event.body:
        case Tap(step=step, value=value) if step == f"score.{state.code}" and value in SCORES:
            at = state.model_copy(update={"score": int(value)})
            return Turn(at, (question(at, facts),), (ScoreCase(code=state.code, score=int(value)),))
        case Tap(step=step, value="skip") if step in (f"score.{state.code}", f"comment.{state.code}"):
            return _end(state)
        case Text(text=text) if state.score is None and (score := _score(text, facts)):
            return take(state, event.model_copy(update={"body": Tap(step=f"score.{state.code}", value=score)}), facts)
        case Text(text=text) if state.score is None and text.strip().isdecimal():
            return Turn(state, (retry(say("rate.not_a_score"), question(state, facts)),))
        case Text(text=text) if text.strip():
            says, counted = urgent((Part(text=text),))
            kept_words = ScoreCase(code=state.code, score=state.score, comment=text)
            return _end(state, (*counted, kept_words), says)
        case _:
            return None


def _score(text: str, facts: Facts) -> str | None:
    """Give the score that is typed as a word: "bốn", "five"."""
    group, _, score = meaning(text, facts.known).rpartition(".")
    return score if group == "typed.score" and score in SCORES else None


def heard(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Take "chưa giải quyết" without a code for the judgement of the one answered case, or ask of which it is."""
    body = event.body
    step = _JUDGING.get(meaning(body.text, facts.known)) if isinstance(body, Text) else None
    if step is None or not facts.answered:
        return None
    if len(facts.answered) == 1:
        return VERBS[step](state, event.model_copy(update={"body": Tap(step=step, value=facts.answered[0])}), facts)
    which = (by_code(step, code) for code in facts.answered[:MOST_ASKED])
    return Turn(state, (say("rate.which", *which, want="choice"),))


def _end(state: Rating, effects: tuple[Effect, ...] = (), first: tuple[Say, ...] = ()) -> Turn:
    key = "rate.thanks" if state.over else "rate.thanks_unsolved"
    thanks = say(key, verb("case.show", state.code), code=Code(code=state.code))
    return Turn(idle(state), (*first, beside_draft(thanks, state)), effects)


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {
    "rate.yes": _judge("yes"),
    "rate.partly": _judge("partly"),
    "rate.no": _judge("no"),
    "case.appeal": appeal,
}
_JUDGING: Mapping[str, str] = {
    "typed.rate.yes": "rate.yes",
    "typed.done": "rate.yes",
    "typed.rate.partly": "rate.partly",
    "typed.rate.no": "rate.no",
}
