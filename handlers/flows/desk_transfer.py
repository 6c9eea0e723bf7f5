"""How an official hands a case on: to which unit, to which post of it, for which reason."""

from handlers.casework.official_effects import FindTargets, TransferCase
from handlers.casework.views import PostView
from handlers.flows.desk_reason import look, reason_in, take_reason
from handlers.flows.states import Transferring, Turn
from handlers.flows.unit_step import unit_button
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Event, File, Photo, Tap, Targets, Text, Voice
from handlers.talk.facts import Facts
from handlers.talk.says import Arg, Button, Code, Post, Say

_UNIT = "transfer.unit"
_PROVINCE = Button(step="transfer.province", key="transfer.province")
_ELSEWHERE = Button(step="transfer.elsewhere", key="transfer.elsewhere")


def take(state: Transferring, event: Event, facts: Facts) -> Turn | None:
    """Take the unit, the post or the reason."""
    post = state.post
    match event.body:
        case Tap(step="transfer.province" | "transfer.unit" | "transfer.elsewhere" | "transfer.post") if state.up:
            return None
        case Tap(step="transfer.province"):
            return Turn(state, (), (FindTargets(code=state.code),))
        case Tap(step="transfer.unit", value=unit) if facts.directory.get(unit):
            return _wanted(state, unit, facts)
        case Tap(step="transfer.elsewhere"):
            again = state.model_copy(update={"targets": (), "post": None})
            return Turn(again, (ask(again, facts),))
        case Tap(step="transfer.post", value=wanted):
            found = next((one for one in state.targets if one.id == wanted), None)
            chosen = state.model_copy(update={"post": found})
            return Turn(chosen, (ask(chosen, facts),)) if found else None
        case _ if post is not None:
            return take_reason(
                state,
                event,
                facts,
                "transfer",
                lambda reason: _ask_reason(state, post, reason),
                lambda reason: TransferCase(code=state.code, post=post.id, reason=reason),
            )
        case Text():
            return _search(state, event.body.text, facts)
        case Photo() | File() | Voice():
            return Turn(state, (retry(say("desk.words_only"), ask(state, facts)),))
        case _:
            return None


def ask(state: Transferring, facts: Facts) -> Say:
    """Give the question that is open."""
    if state.post is not None:
        return _ask_reason(state, state.post, reason_in(state))
    return _ask_post(state.targets) if state.targets else _ask_unit(state, facts)


def offer(state: Transferring, found: Targets, facts: Facts) -> Turn:
    """Offer the posts that the store found; where nobody holds one, ask for another unit."""
    here = state.model_copy(update={"targets": found.posts, "post": None})
    if not found.posts:
        return Turn(here, (retry(say("transfer.nobody"), _ask_unit(here, facts)),))
    return Turn(here, (_ask_post(found.posts),))


def _wanted(state: Transferring, unit: str, facts: Facts) -> Turn:
    """Ask the store who takes cases at a unit; of one that has ceased, offer those that took it over."""
    if facts.directory.in_force(unit):
        return Turn(state, (), (FindTargets(code=state.code, unit=unit),))
    heirs = (unit_button(heir, _UNIT) for heir in facts.directory.current(unit))
    ceased = facts.directory.get(unit)
    gone = say("transfer.ceased", unit=ceased.name if ceased else unit)
    ask = say("transfer.ceased_instead", *heirs, _PROVINCE, verb("menu.cancel"), want="choice")
    return Turn(state, (retry(gone, ask),))


def _search(state: Transferring, text: str, facts: Facts) -> Turn:
    found = facts.directory.find(text)
    if not found:
        return Turn(state, (retry(say("transfer.unknown"), ask(state, facts)),))
    if len(found) == 1:
        return Turn(state, (), (FindTargets(code=state.code, unit=found[0].code),))
    units = (unit_button(unit, _UNIT) for unit in found)
    return Turn(state, (say("transfer.which", *units, _PROVINCE, verb("menu.cancel"), want="choice"),))


def _ask_unit(state: Transferring, facts: Facts) -> Say:
    """Ask for the unit, the reader's own at hand: most cases go from one desk of it to another."""
    names = dict.fromkeys(post.unit for post in facts.person.posts if post.unit)
    own = (unit for name in names for unit in facts.directory.find(name, limit=1))
    units = (unit_button(unit, _UNIT) for unit in own)
    code = Code(code=state.code)
    return say("transfer.ask", *units, _PROVINCE, verb("menu.cancel"), want="text", code=code)


def _ask_post(posts: tuple[PostView, ...]) -> Say:
    buttons = (_post(post, posts) for post in posts)
    return say("transfer.post.ask", *buttons, _ELSEWHERE, verb("menu.cancel"), want="choice")


def _post(post: PostView, among: tuple[PostView, ...]) -> Button:
    """Give the button of a post, with its holder's name where two posts are called the same."""
    args: dict[str, Arg] = {"post": Post(post=post)}
    alike = [one for one in among if (one.kind, one.unit) == (post.kind, post.unit)]
    if len(alike) == 1 or not post.holder:
        return Button(step="transfer.post", value=post.id, key="transfer.post", args=args)
    args["who"] = post.holder
    return Button(step="transfer.post", value=post.id, key="transfer.post.named", args=args)


def _ask_reason(state: Transferring, post: PostView, reason: str) -> Say:
    if reason:
        shown = look(state, "transfer", reason, post=Post(post=post))
        return (
            shown.model_copy(update={"lines": (*shown.lines[:-1], say("transfer.up_look"), shown.lines[-1])})
            if state.up
            else shown
        )
    if state.up:
        code = Code(code=state.code)
        return say("transfer.up", verb("menu.cancel"), want="text", post=Post(post=post), code=code)
    return say("transfer.reason", _ELSEWHERE, verb("menu.cancel"), want="text", post=Post(post=post))
