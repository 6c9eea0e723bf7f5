"""A second report within a day about a like matter: whether it shall join the first one, or go by itself."""

from handlers.casework.effects import AddReport, FileCase
from handlers.flows.own_cards import held
from handlers.flows.preview import filing, show
from handlers.flows.report_steps import STEPS
from handlers.flows.states import AnyState, Draft, Earlier, Idle, Reporting, Turn
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Body, Denied, Done, Event, Tap, Twin
from handlers.talk.facts import Facts
from handlers.talk.form import first_missing
from handlers.talk.says import Button, Code, Moment, Say


def ask(earlier: Earlier) -> Say:
    """Ask whether the report belongs to the earlier one."""
    code = Code(code=earlier.code)
    buttons = (
        Button(step="report.twin", value=earlier.code, key="report.twin.add", args={"code": code}),
        Button(step="report.twin", value="new", key="report.twin.new"),
        Button(step="report.twin", value="look", key="report.twin.look"),
        verb("menu.cancel"),
    )
    return say("report.twin.ask", *buttons, want="choice", code=code, at=Moment(at=earlier.filed))


def without(draft: Draft) -> Draft:
    """Give the draft with the question of the earlier report dropped."""
    return draft.model_copy(update={"twin": None})


def found(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """File the report if none like it was found, else ask."""
    if not isinstance(state, Reporting) or not isinstance(event.body, Twin):
        return None
    if first_missing(STEPS, state.draft) is not None:  # an answer that nobody waits for
        return None
    if event.body.filed is None:
        return Turn(state, (), (filing(state.draft),))
    earlier = Earlier(code=event.body.code, filed=event.body.filed)
    at = state.model_copy(update={"draft": state.draft.model_copy(update={"twin": earlier})})
    return Turn(at, (ask(earlier),))


def take(state: Reporting, event: Event, facts: Facts) -> Turn | None:
    """Take the choice: add, send by itself, or look at it again."""
    draft, tap = state.draft, event.body
    if draft.twin is None or not isinstance(tap, Tap) or tap.step != "report.twin":
        return None
    report: FileCase = filing(draft)
    match tap.value:
        case "new":
            return Turn(state, (), (report,))
        case "look":
            at = state.model_copy(update={"draft": without(draft)})
            return Turn(at, (show(at.draft, facts),))
        case code if code == draft.twin.code:
            return Turn(state, (), (AddReport(code=code, report=report),))
        case _:
            return None


def answers(state: AnyState, body: Body) -> bool:
    """Whether this answer of the store is about the report that was to be added to an earlier one."""
    if not isinstance(state, Reporting) or state.draft.twin is None:
        return False
    match body:
        case Done(action="add", case=case):
            return case.code == state.draft.twin.code
        case Denied(code=code):
            return code == state.draft.twin.code
        case _:
            return False


def over(state: AnyState, event: Event, facts: Facts) -> Turn | None:
    """Say that all of it was added; or, if that case takes nothing more, show the report again, whole as it was."""
    if not isinstance(state, Reporting):
        return None
    if isinstance(event.body, Denied):
        at = state.model_copy(update={"draft": without(state.draft)})
        why = say("report.twin.gone", code=Code(code=event.body.code))
        return Turn(at, (retry(why, show(at.draft, facts)),))
    if not isinstance(event.body, Done):
        return None
    view = event.body.case
    calm = Idle(parked=state.parked, paper=state.paper, album=state.album, last_case=view.code)
    able = (verb("case.show", view.code), verb("case.add", view.code))
    told = say("report.twin.added", *able, code=Code(code=view.code))
    return Turn(calm, (told.model_copy(update={"lines": held(view)}),))
