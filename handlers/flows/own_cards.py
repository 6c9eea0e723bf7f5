"""What a reporter reads about an own case: the receipt, the card with its timeline, the line in a list."""

from handlers.casework.cases import OPEN, REJECT_CODES, Action, RejectCode, Status, allowed
from handlers.casework.categories import Category
from handlers.casework.views import CaseLine, CaseView, Happening
from handlers.flows import not_for
from handlers.flows.outcome import outcome, refused_last
from handlers.flows.states import AnyState, kept
from handlers.talk.ask import say, verb
from handlers.talk.says import Arg, Button, Code, Moment, Post, Say, Word

LONGEST_QUOTE = 300
"""Characters of the reporter's own words that a card repeats; officials read all of them."""
LONGEST_TIMELINE = 12
_TOLD = frozenset({*Action, "amend", "file", "give_back", "nudge", "overdue", "pass_on", "score"})


def receipt(view: CaseView) -> Say:
    """Give what the reporter reads right after filing: code, holder, due time, what happens by itself."""
    if view.category is Category.PRAISE:
        return _praised(view)
    head = say("receipt.filed" if view.holder else "receipt.kept", code=Code(code=view.code))
    return head.model_copy(
        update={
            "lines": (
                *held(view),
                *following(view),
                identity(view),
                *not_for.lines(view.not_for),
                say("receipt.thanks"),
            ),
            "buttons": (verb("case.show", view.code), *_changes(view)),
        }
    )


def _praised(view: CaseView) -> Say:
    to = say("receipt.praise_to", post=Post(post=view.holder)) if view.holder else say("receipt.praise_kept")
    able = (verb("case.show", view.code), *_changes(view))
    return say("receipt.praise", *able, code=Code(code=view.code)).model_copy(
        update={"lines": (to, *not_for.lines(view.not_for))}
    )


def card(view: CaseView) -> Say:
    """Give an own case as it stands, with its timeline and the buttons that its status allows."""
    status = Word(key=f"status.{view.status}")
    return say("own.card", *buttons(view), code=Code(code=view.code), status=status).model_copy(
        update={"lines": _card_lines(view)}
    )


def _card_lines(view: CaseView) -> tuple[Say, ...]:
    now = (*held(view), *following(view))
    return (*_matter(view), *now, *_exchange(view), *_timeline(view), identity(view), *not_for.lines(view.not_for))


def buttons(view: CaseView) -> tuple[Button, ...]:
    """Give what the reporter may do now; where nothing is left to do, the way to a new report."""
    able: tuple[Button, ...] = ()
    if allowed(view.status, Action.REPLY):
        able += (verb("case.reply", view.code),)
    if view.status is Status.ANSWERED:
        able += rating(view.code)
    if may_appeal(view):
        able += (verb("case.appeal", view.code), verb("menu.report"))
    return (*able, *_changes(view)) or (verb("menu.report"),)


def may_appeal(view: CaseView) -> bool:
    """Whether another unit can be asked to look at a refused case: once."""
    return allowed(view.status, Action.APPEAL) and not view.appealed


def rating(code: str) -> tuple[Button, ...]:
    """Give the three buttons that judge an answer."""
    return tuple(verb(step, code) for step in ("rate.yes", "rate.partly", "rate.no"))


def lines(cases: tuple[CaseLine, ...]) -> tuple[Say, ...]:
    """Give one line for each case of a list: code, what it is about, where it stands, by when."""
    return tuple(_line(case) for case in cases)


def _line(case: CaseLine) -> Say:
    args: dict[str, Arg] = {
        "code": Code(code=case.code),
        "category": Word(key=f"category.{case.category}"),
        "unit": case.unit,
        "status": Word(key=f"status.{case.status}"),
    }
    if case.status not in OPEN or case.due is None:
        return Say(key="mine.line", args=args)
    key = "mine.line_late" if case.late else "mine.line_due"
    return Say(key=key, args=args | {"due": Moment(at=case.due)})


def held(view: CaseView) -> tuple[Say, ...]:
    """Give who owes the answer and by when; nothing once nobody owes one, the truth while nobody holds it."""
    if view.status not in OPEN:
        return ()
    if view.holder is None:
        return (say("own.unheld"),)
    post = Post(post=view.holder)
    if view.due is None:
        return (say("own.held_undated", post=post),)
    return (say("own.held_late" if view.late else "own.held", post=post, due=Moment(at=view.due)),)


def following(view: CaseView) -> tuple[Say, ...]:
    """Give what happens by itself if nobody acts, and when; nothing if nothing will."""
    step = view.next
    if step is None:
        return ()
    at = Moment(at=step.at)
    if step.kind in ("escalate", "unaccepted") and step.post is not None:
        return (say(f"own.next.{step.kind}", at=at, post=Post(post=step.post)),)
    kind = "overdue" if step.kind == "escalate" else "reminder" if step.kind == "unaccepted" else step.kind
    return (say(f"own.next.{kind}", at=at),)


def identity(view: CaseView) -> Say:
    """Give what officials see of the person: nothing, or what was agreed to for this case."""
    return say("own.known", contact=view.contact) if view.contact else say("own.hidden")


def refused(reason: RejectCode | None, words: str) -> tuple[Say, ...]:
    """Give why a case was refused: what the reason means, the official's words, and what else can be done."""
    quote = (say("own.reason"), quoted(words)) if words else ()
    if reason is None:
        return quote
    return (say(f"rejected.{reason}"), *quote, say(f"instead.{reason}"))


def _reason(view: CaseView) -> RejectCode | None:
    """Read the reason code that opens the note of the refusal."""
    notes = (one.note for one in reversed(view.timeline) if one.action == Action.REJECT)
    opening = next(notes, "").partition(":")[0]
    return next((code for code in REJECT_CODES if code == opening), None)


def quoted(text: str, longest: int | None = None) -> Say:
    """Give somebody's words as a quotation, never interpreted; cut to `longest` characters, the cut shown."""
    short = text if longest is None or len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
    return say("own.quote", text=short)


def beside_draft(words: Say, state: AnyState) -> Say:
    """Give the message with the way back to a report that waits half written, if there is one."""
    if kept(state)["parked"] is None:
        return words
    return words.model_copy(
        update={
            "lines": (*words.lines, say("own.draft_waits")),
            "buttons": (*words.buttons, verb("report.resume")),
        }
    )


def _changes(view: CaseView) -> tuple[Button, ...]:
    add = (verb("case.add", view.code),) if allowed(view.status, Action.ADD) else ()
    withdraw = (verb("case.withdraw", view.code),) if allowed(view.status, Action.WITHDRAW) else ()
    return (*add, *withdraw)


def _matter(view: CaseView) -> tuple[Say, ...]:
    about = say("own.about", category=Word(key=f"category.{view.category}"), unit=view.unit)
    words = (quoted(view.text, LONGEST_QUOTE),) if view.text else ()
    files = (say("own.files", n=view.files),) if view.files else ()
    return (about, *words, *files)


def _exchange(view: CaseView) -> tuple[Say, ...]:
    """Give the question that waits for the reporter, the answer that came, and how it was judged."""
    told: tuple[Say, ...] = ()
    if view.status is Status.NEED_INFO and view.question:
        told += (say("own.question"), quoted(view.question))
    if view.status is Status.REJECTED:
        told += refused(_reason(view), view.answer)
        told += () if view.appealed else (say("own.may_appeal"),)
    elif view.answer:
        key = (
            "own.refused_before" if refused_last(view) else "own.answer_before" if view.status in OPEN else "own.answer"
        )
        told += (say(key), quoted(view.answer))
        told += outcome(view.done_on, view.document, view.finding)
    if view.solved and view.status is not Status.ANSWERED:  # an answer after a reopening is not judged yet
        told += (say(f"own.judged.{view.solved}"),)
    if view.score is not None:
        told += (say("own.scored", score=view.score, words=Word(key=f"score.{view.score}")),)
    return told


def _timeline(view: CaseView) -> tuple[Say, ...]:
    recent = view.timeline[-LONGEST_TIMELINE:]
    if not recent:
        return ()
    earlier = len(view.timeline) - len(recent)
    cut = (say("own.timeline_earlier", n=earlier),) if earlier else ()
    return (say("own.timeline"), *cut, *(line for one in recent for line in _happening(one)))


def _happening(one: Happening) -> tuple[Say, ...]:
    what = Word(key=f"happening.{one.action if one.action in _TOLD else 'other'}")
    at = Moment(at=one.at)
    if one.to:
        line = say("own.happening_to", at=at, post=Post(post=one.to))
    elif one.post:
        line = say("own.happening_by", at=at, what=what, post=Post(post=one.post))
    else:
        line = say("own.happening", at=at, what=what)
    return (line, quoted(one.note)) if one.note and one.action == Action.TRANSFER else (line,)
