"""What a reporter is told unasked, each time something happens to an own case."""

from handlers.casework.cases import RejectCode
from handlers.casework.views import CaseView, PostView
from handlers.flows.outcome import outcome
from handlers.flows.own_cards import following, held, may_appeal, quoted, rating, refused
from handlers.talk.ask import say, verb
from handlers.talk.says import Arg, Button, Code, Moment, Post, Say


def accepted(view: CaseView) -> Say:
    """Say that an official has taken the case on."""
    due = (say("own.due_late" if view.late else "own.due", due=Moment(at=view.due)),) if view.due else ()
    return _told(view, _by("updates.accepted", view, "accept"), *due, *following(view))


def asked(view: CaseView, question: str) -> Say:
    """Say that an official has a question, with its words and how to answer."""
    told = _by("updates.asked", view, "ask")
    buttons = (verb("case.reply", view.code), verb("case.show", view.code))
    return _message(told, (quoted(question), _typed("reply", view)), buttons)


def answered(view: CaseView) -> Say:
    """Give the answer, until when it can be judged, and the question whether it solved the matter."""
    told = _by("updates.answered", view, "answer")
    words = _answer(view)
    rest = (*following(view), _typed("rate", view), say("updates.solved_question"))
    return _message(told, (*words, *rest), rating(view.code))


def transferred(view: CaseView, reason: str, *, upwards: bool = False, unasked: bool = False) -> Say:
    """Say who has the case now and why it was handed on; `upwards`: to the level above, after too many times.

    `unasked`: a question that was open need not be answered any more.
    """
    why = (say("own.reason"), quoted(reason)) if reason else ()
    code = Code(code=view.code)
    told = (
        say("updates.transferred", code=code, post=Post(post=view.holder))
        if view.holder
        else say("updates.transferred_away", code=code)
    )
    up = (say("updates.transferred_up"),) if upwards else ()
    dropped = (say("updates.question_dropped"),) if unasked else ()
    return _told(view, told, *why, *up, *dropped, *held(view), *following(view))


def rejected(view: CaseView, code: RejectCode, words: str) -> Say:
    """Say that the case was refused, why, in which words, and what else can be done: first of all an appeal."""
    told = say("updates.rejected", code=Code(code=view.code))
    buttons = (verb("menu.report"), verb("case.show", view.code))
    if not may_appeal(view):
        return _message(told, (*refused(code, words), _typed("show", view)), buttons)
    rest = (say("own.may_appeal"), _typed("appeal", view))
    return _message(told, (*refused(code, words), *rest), (verb("case.appeal", view.code), *buttons))


def extended(view: CaseView, reason: str) -> Say:
    """Say that the official got more time, until when, and why."""
    told = say("updates.extended", code=Code(code=view.code))
    why = (say("own.reason"), quoted(reason)) if reason else ()
    return _told(view, told, *why, *held(view), *following(view))


def recused(view: CaseView) -> Say:
    """Say, without a word about why, that somebody else goes on with the case."""
    return _told(view, say("updates.recused", code=Code(code=view.code)), *held(view), *following(view))


def passed_on(view: CaseView) -> Say:
    """Say who owes the answer from now on, since nobody is left who may at the post that owed it."""
    return _told(view, say("updates.passed_on", code=Code(code=view.code)), *held(view), *following(view))


def escalated(view: CaseView, to: PostView | None) -> Say:
    """Say that the due time has passed and who has the case now as well; None: nobody is above."""
    code = Code(code=view.code)
    told = say("updates.escalated", code=code, post=Post(post=to)) if to else say("updates.overdue", code=code)
    return _told(view, told, *held(view), *following(view))


def unaccepted(view: CaseView, to: PostView | None) -> Say:
    """Say that nobody took the case on where it was handed to, and who has it now as well."""
    if to is None:
        return escalated(view, None)
    told = say("updates.unaccepted", code=Code(code=view.code), post=Post(post=to))
    return _told(view, told, *held(view), *following(view))


def judge(view: CaseView) -> Say:
    """Remind the reporter, once, that an answer waits to be judged, and say when the waiting ends."""
    told = say("updates.judge", code=Code(code=view.code))
    words = _answer(view)
    return _message(told, (*words, *following(view), _typed("rate", view)), rating(view.code))


def lapsed(view: CaseView, days: int) -> Say:
    """Say that the case closed by itself because nobody judged its answer for so many working days."""
    told = say("updates.lapsed", code=Code(code=view.code), n=days)
    buttons = (verb("menu.report"), verb("case.show", view.code))
    return _message(told, (_typed("show", view),), buttons)


def placed(view: CaseView) -> Say:
    """Say that a case which nobody could take has found its holder."""
    return _told(view, say("updates.placed", code=Code(code=view.code)), *held(view), *following(view))


def file_lost(code: str, name: str) -> Say:
    """Say that a file could not be had and has reached nobody, and how to send it again."""
    buttons = (verb("case.add", code), verb("case.show", code))
    return say("update.file_lost", *buttons, code=Code(code=code), name=name)


def _answer(view: CaseView) -> tuple[Say, ...]:
    """Give the answer with the day, the document and the finding that stand with it."""
    words = (quoted(view.answer),) if view.answer else ()
    return (*words, *outcome(view.done_on, view.document, view.finding))


def _told(view: CaseView, told: Say, *lines: Say) -> Say:
    buttons = (verb("case.show", view.code), verb("case.add", view.code))
    return _message(told, (*lines, _typed("show", view)), buttons)


def _message(told: Say, lines: tuple[Say, ...], buttons: tuple[Button, ...]) -> Say:
    return told.model_copy(update={"lines": lines, "buttons": buttons})


def _by(key: str, view: CaseView, action: str) -> Say:
    """Give the opening line with the post that acted: as the timeline has it, else the case's holder."""
    args: dict[str, Arg] = {"code": Code(code=view.code)}
    acted = (one.post for one in reversed(view.timeline) if one.action == action and one.post)
    post = next(acted, view.holder)
    return Say(key=key, args=args | {"post": Post(post=post)}) if post else Say(key=f"{key}_somebody", args=args)


def _typed(what: str, view: CaseView) -> Say:
    """Say how the same is done by typing: a pushed message is answered by verb and code, never by number."""
    return say(f"updates.type.{what}", code=Code(code=view.code))
