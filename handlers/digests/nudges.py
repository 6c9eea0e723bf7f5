"""What is said when a committee reminds the holder of a case (đôn đốc), and when a unit is followed."""

from handlers.casework.cases import Case
from handlers.casework.views import PostView
from handlers.digests.wording import category
from handlers.talk.ask import by_code, verb
from handlers.talk.says import Arg, Button, Code, Moment, Post, Say, Word


def notice(case: Case, by: PostView | None, unit: str) -> Say:
    """Give what the holder is told: who asks, by post and not by name, and what is waited for."""
    args: dict[str, Arg] = {
        "code": Code(code=case.code),
        "by": _post(by),
        "category": category(case.category),
        "unit": unit,
    }
    buttons = (verb("desk.open", case.code), verb("desk.answer", case.code))
    if case.due_at is None:
        return Say(key="nudge.notice.undated", args=args, buttons=buttons)
    return Say(key="nudge.notice", args={**args, "due": Moment(at=case.due_at)}, buttons=buttons)


def done(code: str, holder: PostView | None) -> Say:
    """Say that the holder was reminded."""
    return Say(key="nudge.done", args={"code": Code(code=code), "holder": _post(holder)})


def again(code: str, holder: PostView | None) -> Say:
    """Say kindly that this was done today already."""
    return Say(key="nudge.again", args={"code": Code(code=code), "holder": _post(holder)})


def own(code: str) -> Say:
    """Say that the case lies with the reader."""
    return Say(key="nudge.own", args={"code": Code(code=code)}, buttons=(by_code("desk.open", code),))


def nobody(code: str) -> Say:
    """Say that nobody holds the case who could be reminded."""
    return Say(key="nudge.nobody", args={"code": Code(code=code)})


def followed(unit: str, name: str, *, now: bool) -> Say:
    """Say that a unit comes first in the digest from now on, or no longer; a button takes it back."""
    key = "digest.unfollow" if now else "digest.follow"
    back = Button(step="digest.follow", value=unit, key=key)
    return Say(key="digest.followed" if now else "digest.unfollowed", args={"unit": name}, buttons=(back,))


def _post(post: PostView | None) -> Arg:
    return Post(post=post) if post else Word(key="digest.nobody")
