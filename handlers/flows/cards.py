"""What an official reads of a case: the card, the line in the inbox, the buttons for what may be done."""

from collections.abc import Collection
from typing import Literal

from handlers.casework.cases import OPEN, Action, Status, allowed
from handlers.casework.categories import RULES, Category, Severity
from handlers.casework.views import CaseLine, CaseView, PostView
from handlers.flows.outcome import outcome, refused_last
from handlers.talk.ask import say, verb
from handlers.talk.says import Arg, Button, Code, Day, Moment, Post, Say, Word

_IN_ORDER_OF_USE = (
    (Action.ACCEPT, "desk.accept"),
    (Action.ASK, "desk.ask"),
    (Action.ANSWER, "desk.answer"),
    (Action.TRANSFER, "desk.transfer"),
    (Action.REJECT, "desk.reject"),
    (Action.EXTEND, "desk.extend"),
    (Action.RECUSE, "desk.recuse"),
)
MOST_NAMED = 5
"""Similar cases that a card names by their codes, the newest."""
MOST_OPENED = 2
"""Similar cases that a card opens by a button, the newest."""
MOST_PARTS = 9
"""Messages of which one reply may have been made, looked for among the added words."""
_TAKEN = frozenset({Status.ACCEPTED, Status.NEED_INFO})


def card(view: CaseView, posts: Collection[PostView] = ()) -> Say:
    """Give the case as the holder of `posts` may read it, with what is asked of this reader and the buttons.

    Without posts the reader is anybody who may have the case but did not accept it.
    """
    lines = (*matter(view), *_exchange(view), *extension(view), *_ahead(view), _asked(view, posts))
    head = heading(view)
    buttons = (*moves(view, posts), *map(_similar, view.similar[:MOST_OPENED]))
    return head.model_copy(update={"lines": lines, "buttons": buttons, "card": view.code})


def _similar(code: str) -> Button:
    """Give the button that opens a similar case."""
    return Button(step="desk.open", value=code, key="desk.open.similar", args={"code": Code(code=code)})


def below(whole: Say) -> Say:
    """Give a card that changed further up in short: where the case stands, what is asked, and the buttons."""
    return Say(key=whole.key, args=whole.args, lines=whole.lines[-1:], buttons=whole.buttons)


def heading(view: CaseView) -> Say:
    """Give the first line: code, how urgent in a word, and how many working days are left."""
    code, status = Code(code=view.code), Word(key=f"status.{view.status}")
    if view.status not in OPEN:
        return say("card.head.over", code=code, status=status)
    if view.due is None:
        return say("card.head.undated", code=code, status=status)
    about: dict[str, Arg] = {"code": code, "urgency": Word(key=urgency(view)), "due": Moment(at=view.due)}
    return Say(key=f"card.head.{_left(view)}", args={**about, **_days(view)})


def _left(case: CaseLine) -> Literal["left", "today", "due", "late", "just_late", "undated"]:
    """Tell how long is left in the words that there are for it: working days, today, only the due time …"""
    if case.due is None:
        return "undated"
    if case.late:
        return "late" if case.days_left else "just_late"
    if case.days_left is None:
        return "due"
    return "left" if case.days_left > 0 else "today"


def _days(case: CaseLine) -> dict[str, Arg]:
    """Give the working days that are left, or by which the case is late, as `n`; nothing for none."""
    return {"n": abs(case.days_left)} if case.days_left else {}


def urgency(line: CaseLine) -> str:
    """Give the key of the word for how urgent a case is."""
    if line.late:
        return "urgency.late"
    if line.days_left is not None and line.days_left <= 1:
        return "urgency.soon"
    return "urgency.grave" if RULES[line.category].severity is Severity.HIGH else "urgency.calm"


def matter(view: CaseView) -> tuple[Say, ...]:
    """Give what the case is about: category, unit, counter, day, the reporter's own words, files, contact."""
    told = [_what(view)]
    if view.counter and not view.counter.isdecimal():
        told.append(say("card.counter", counter=view.counter))
    if view.about:
        told.append(say(f"card.about.{view.about}"))
    if view.place:
        told.append(say("card.place", place=view.place))
    told.append(quoted(view.text) if view.text else say("card.no_words"))
    told += _added(view)
    if view.files:
        told.append(say("card.files", n=view.files))
    if view.contact:
        told.append(say("card.contact", contact=view.contact))
    if view.similar:
        told.append(say("card.similar", n=len(view.similar), codes=_codes(view.similar)))
    if RULES[view.category].behaviour:
        told.append(say("card.one_side"))
    return tuple(told)


def _added(view: CaseView) -> list[Say]:
    """Give what the reporter added; what answers a question of an official stands below that question."""
    told: list[Say] = []
    left, question, replies = view.additions, "", dict[str, str]()
    for one in view.timeline:
        question = one.note if one.action == Action.ASK else question
        if one.action == Action.REPLY and one.note:
            replies[one.note] = question
    while left:
        n = next((n for n in range(1, MOST_PARTS + 1) if "\n".join(left[:n]) in replies), 0)
        answer = "\n".join(left[:n])
        told += replied_to(replies[answer], answer) if n else (say("card.added"), quoted(left[0]))
        left = left[n or 1 :]
    return told


def replied_to(question: str, answer: str) -> tuple[Say, ...]:
    """Give an official's question and what the reporter answered."""
    asked = (say("card.question_before"), quoted(question)) if question else ()
    return (*asked, say("card.reply"), quoted(answer))


def _codes(similar: tuple[str, ...]) -> str:
    named = ", ".join(f"{code[:3]}-{code[3:6]}-{code[6:]}" for code in similar[:MOST_NAMED])
    return named if len(similar) <= MOST_NAMED else f"{named}, …"


def _what(view: CaseView) -> Say:
    args: dict[str, Arg] = {"category": _category(view), "unit": view.unit}
    key = "card.what"
    if view.counter.isdecimal():
        key, args["counter"] = f"{key}.counter", view.counter
    if view.happened:
        key, args["day"] = f"{key}.day", Day(day=view.happened)
    return Say(key=key, args=args)


def quoted(text: str) -> Say:
    """Give somebody's words as a quotation on lines of its own, never interpreted."""
    return say("card.quote", text=text)


def _exchange(view: CaseView) -> tuple[Say, ...]:
    """Give what was asked and answered before, and how the reporter judged it."""
    told: tuple[Say, ...] = ()
    if view.question and view.status is Status.NEED_INFO:
        told += (say("card.question"), quoted(view.question))
    if view.answer:
        told += (_was_answered(view), quoted(view.answer))
        told += outcome(view.done_on, view.document, view.finding)
    if view.flags and view.status not in OPEN:
        told += (say("card.flagged"), *(say(f"desk.flag.{flag}") for flag in view.flags))
    if view.status is Status.ANSWERED:  # an answer after a reopening is not judged yet
        return told
    if view.solved:
        told += (say(f"card.judged.{view.solved}"),)
    if view.score is not None:
        told += (say("card.scored", score=view.score),)
    return told


def _was_answered(view: CaseView) -> Say:
    if view.status in OPEN:
        return say("card.refused_before" if refused_last(view) else "card.answer_before")
    return say("card.refused" if refused_last(view) else "card.answer")


def _ahead(view: CaseView) -> tuple[Say, ...]:
    """Give to whom the case goes by itself, and when, if nobody answers."""
    step = view.next
    if step is None or step.kind != "escalate" or step.post is None:
        return ()
    return (say("card.ahead", at=Moment(at=step.at), post=Post(post=step.post)),)


def extension(view: CaseView) -> tuple[Say, ...]:
    """Give how much more time is asked for, by whom and why; nothing if none is."""
    asked = view.extension
    if asked is None or view.status not in OPEN:
        return ()
    key = "card.extension" if asked.post else "card.extension_somebody"
    args: dict[str, Arg] = {"n": asked.days}
    if asked.post:
        args["post"] = Post(post=asked.post)
    return (Say(key=key, args=args), quoted(asked.reason))


def _asked(view: CaseView, posts: Collection[PostView]) -> Say:
    if view.category is Category.PRAISE:
        return say("card.asked.praise")
    if view.may_decide:
        return say("card.asked.decide")
    if view.holder is not None and elsewhere(view, posts):
        return _taken(view, Post(post=view.holder))
    if not view.may_act and view.status in OPEN:
        return say("card.asked.follow", post=Post(post=view.holder)) if view.holder else say("card.asked.unheld")
    match view.status:
        case Status.NEED_INFO:
            return say("card.asked.wait")
        case Status.ACCEPTED:
            return say("card.asked.answer")
        case Status.FORWARDED | Status.NEW:
            return say("card.asked.accept")
        case Status.ANSWERED:
            return say("card.asked.judging")
        case _:
            return say("card.asked.nothing")


def _taken(view: CaseView, post: Post) -> Say:
    """Give who is working on the case: the name where it is known, and the post."""
    if view.taken_by:
        return say("card.taken.named", who=view.taken_by, post=post)
    return say("card.taken", post=post)


def elsewhere(view: CaseView, posts: Collection[PostView]) -> bool:
    """Whether somebody else than the holder of `posts` has accepted the case."""
    if view.status not in _TAKEN or view.holder is None:
        return False
    own = [post.holder for post in posts if post.id == view.holder.id]
    return not any(not name or not view.taken_by or name == view.taken_by for name in own)


def moves(view: CaseView, posts: Collection[PostView]) -> tuple[Button, ...]:
    """Give what the reader may do now, in the order of use: decide on more time where that is asked, then the rest.

    Of another's case that is only to take it over.
    """
    deciding = (verb("desk.grant", view.code), verb("desk.refuse", view.code)) if view.may_decide else ()
    if not view.may_act:
        return deciding
    wanted = set(Action)
    if view.status in _TAKEN:
        wanted = {Action.ACCEPT} if elsewhere(view, posts) else wanted - {Action.ACCEPT}
    if not view.extend_most:
        wanted.discard(Action.EXTEND)
    return deciding + tuple(
        verb(step, view.code) for action, step in _IN_ORDER_OF_USE if action in wanted and allowed(view.status, action)
    )


def line(at: int, case: CaseLine) -> Say:
    """Give the case as the line of number `at` in a list."""
    args: dict[str, Arg] = {
        "at": at,
        "code": Code(code=case.code),
        "category": _category(case),
        "unit": case.unit,
        **_days(case),
    }
    if case.due is not None:
        args["due"] = Moment(at=case.due)
    return Say(key=f"desk.line.{_left(case)}", args=args)


def opener(case: CaseLine) -> Button:
    """Give the button that opens a case of a list: its code and how long is left."""
    args: dict[str, Arg] = {"code": Code(code=case.code), **_days(case)}
    return Button(step="desk.open", value=case.code, key=f"desk.open.{_left(case)}", args=args)


def _category(case: CaseLine) -> Word:
    return Word(key=f"category.{case.category}")
