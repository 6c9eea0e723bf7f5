"""What officials are told unasked, each time something happens to a case on their desk."""

from collections.abc import Collection
from typing import assert_never

from handlers.casework.cases import Solved
from handlers.casework.categories import Category
from handlers.casework.views import CaseView, PostView
from handlers.flows.cards import card, heading, matter, moves, quoted, replied_to
from handlers.flows.outcome import held_as_before
from handlers.talk.ask import say, verb
from handlers.talk.says import Button, Code, Post, Say, Word


def forwarded(view: CaseView) -> Say:
    """Give a new case as its card; this is the message that later cards of it replace."""
    fresh = card(view)
    return fresh.model_copy(update={"lines": (*fresh.lines, *_typed(view, fresh.buttons))})


def reminder(view: CaseView) -> Say:
    """Remind the holder, at half of the time, of a case that nobody answered yet."""
    return _carded(say("notice.reminder"), view, _holder(view))


def amber(view: CaseView) -> Say:
    """Warn the holder that little of the time is left."""
    return _carded(say("notice.amber"), view, _holder(view))


def overdue(view: CaseView, to: PostView | None) -> Say:
    """Tell the holder that the due time has passed and who else has the case now; None: nobody is above."""
    head = say("notice.overdue", post=Post(post=to)) if to else say("notice.overdue_alone")
    return _carded(head, view, _holder(view))


def escalated(view: CaseView, from_: PostView | None) -> Say:
    """Give an overdue case to the level above; None: nobody held it below."""
    head = say("notice.escalated", post=Post(post=from_)) if from_ else say("notice.escalated_unheld")
    return _carded(head, view, ())


def unaccepted(view: CaseView, from_: PostView | None) -> Say:
    """Give a case to the level above, since nobody of the post that it was handed to took it on in time."""
    head = say("notice.unaccepted", post=Post(post=from_)) if from_ else say("notice.escalated_unheld")
    return _carded(head, view, ())


def untaken(view: CaseView) -> Say:
    """Remind whoever a case was handed to that nobody took it on, where nobody above could get it."""
    return _carded(say("notice.untaken"), view, _holder(view))


def passed_on(view: CaseView, from_: PostView | None) -> Say:
    """Give a case to the level above, since a message about it could not reach the one that has it."""
    head = say("notice.passed_on", post=Post(post=from_)) if from_ else say("notice.passed_on_unheld")
    return _carded(head, view, ())


def transferred(view: CaseView, reason: str) -> Say:
    """Give a case to the post that it was handed to, with the reason."""
    why = (say("notice.reason"), quoted(reason)) if reason else ()
    return _carded(say("notice.transferred"), view, (), *why)


def reopened(view: CaseView, solved: Solved, comment: str) -> Say:
    """Give a case, whose reporter finds the matter not or only partly solved, to whoever goes on with it."""
    match solved:
        case "partly":
            head = say("notice.reopened_again.partly" if held_as_before(view) else "notice.reopened.partly")
        case "yes" | "no":
            head = say("notice.reopened_again.no" if held_as_before(view) else "notice.reopened.no")
        case _:
            assert_never(solved)
    words = (say("notice.comment"), quoted(comment)) if comment else ()
    return _carded(head, view, (), *words)


def praised(view: CaseView) -> Say:
    """Give praise to the head of the unit; nothing has to be done but to pass it on."""
    told = (*matter(view), say("card.asked.praise"))
    return say("notice.praised", code=Code(code=view.code)).model_copy(update={"lines": told})


def added(view: CaseView, text: str) -> Say:
    """Tell that the reporter added words, or only files."""
    if not text:
        return _about(say("notice.added_files", code=Code(code=view.code)), view)
    return _about(say("notice.added", code=Code(code=view.code)), view, quoted(text))


def amended(view: CaseView, text: str) -> Say:
    """Tell that the reporter changed words that were sent before."""
    return _about(say("notice.amended", code=Code(code=view.code)), view, quoted(text))


def replied(view: CaseView, text: str) -> Say:
    """Tell the holder what the reporter answered, or that only files came."""
    if not text:
        return _about(say("notice.replied_files", code=Code(code=view.code)), view)
    return _about(say("notice.replied", code=Code(code=view.code)), view, *replied_to(view.question, text))


def withdrawn(view: CaseView) -> Say:
    """Tell that the reporter took the case back and nothing is left to do."""
    told = say("notice.withdrawn", verb("desk.inbox"), code=Code(code=view.code))
    return told.model_copy(update={"lines": (matter(view)[0],)})


def taken(view: CaseView) -> Say:
    """Refresh the card of the others who have the case: who works on it, or how it ended."""
    return card(view).model_copy(update={"buttons": (verb("desk.open", view.code),), "replaces": view.code})


def left(code: str) -> Say:
    """Take the place of the card of a case that its reader has no more: nothing of the case stands in it."""
    return say("card.left", code=Code(code=code))


def over(view: CaseView) -> Say:
    """Take the place of an older message about a case: where it stands, and the way to it."""
    return heading(view).model_copy(update={"buttons": (verb("desk.open", view.code),)})


def judged(view: CaseView) -> Say:
    """Tell who answered how the reporter judged it, or that the time for a judgement has run out."""
    code, category = Code(code=view.code), Word(key=f"category.{view.category}")
    buttons = (verb("desk.open", view.code), verb("desk.inbox"))
    key = f"notice.judged.{view.solved}" if view.solved else "notice.judged.lapsed"
    score = (say("card.scored", score=view.score),) if view.score is not None else ()
    return say(key, *buttons, code=code, category=category).model_copy(update={"lines": score})


def file_note(code: str, n: int) -> Say:
    """Give the line that stands with the files of a case."""
    return say("notice.files", code=Code(code=code), n=n)


def file_lost(code: str, name: str) -> Say:
    """Tell an official that a file of the answer could not be had, so that the reporter has not got it."""
    return say("notice.file_lost", verb("desk.open", code), code=Code(code=code), name=name)


def recused(view: CaseView) -> Say:
    """Give a case to whoever goes on with it, since somebody who had it stepped back."""
    return _carded(say("notice.recused"), view, _holder(view))


def appealed(view: CaseView) -> Say:
    """Give a case, whose reporter asks for the refusal to be looked at, to another unit."""
    return _carded(say("notice.appealed"), view, ())


def extension_asked(view: CaseView) -> Say:
    """Ask the level above for more time: who asks, how much and why, with the case below."""
    seen = view.model_copy(update={"may_act": False, "may_decide": True})
    return _carded(say("notice.extension_asked", code=Code(code=view.code)), seen, ())


def extension_granted(view: CaseView) -> Say:
    """Tell who asked for more time that it was granted, with the case below."""
    return _carded(say("notice.extension_granted", code=Code(code=view.code)), view, _holder(view))


def extension_refused(view: CaseView) -> Say:
    """Tell who asked for more time that it was refused, so that the due time stays."""
    return _carded(say("notice.extension_refused", code=Code(code=view.code)), view, _holder(view))


def extension_dropped(view: CaseView) -> Say:
    """Tell who asked for more time that nobody is left to decide on it, so that the due time stays."""
    return _carded(say("notice.extension_dropped", code=Code(code=view.code)), view, _holder(view))


def _holder(view: CaseView) -> Collection[PostView]:
    return (view.holder,) if view.holder and view.handled_by_reader else ()


def _carded(head: Say, view: CaseView, posts: Collection[PostView], *told: Say) -> Say:
    """Give a new message: what happened and why, then the whole card, so that nothing must be looked up."""
    whole = card(view, posts)
    plain = whole.model_copy(update={"buttons": (), "card": None})
    lines = (*told, plain, *_typed(view, whole.buttons))
    return head.model_copy(update={"lines": lines, "buttons": whole.buttons, "card": view.code})


def _about(head: Say, view: CaseView, *words: Say) -> Say:
    """Give a new message: what happened, which case it is, and what can be done."""
    buttons = moves(view, _holder(view)) or (verb("desk.open", view.code),)
    return head.model_copy(
        update={"lines": (*words, heading(view), matter(view)[0], *_typed(view, buttons)), "buttons": buttons}
    )


def _typed(view: CaseView, buttons: Collection[Button]) -> tuple[Say, ...]:
    """Give the line that says what to type instead of the first button; none for praise."""
    if view.category is Category.PRAISE:
        return ()
    code, steps = Code(code=view.code), {button.step for button in buttons}
    if "desk.grant" in steps:
        return (say("desk.typed_hint.grant", code=code),)
    if "desk.accept" in steps:
        return (say("desk.typed_hint", code=code),)
    if "desk.answer" in steps:
        return (say("desk.typed_hint.answer", code=code),)
    return (say("desk.typed_hint.open", code=code),)
