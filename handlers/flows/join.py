"""Taking up an invitation to a post."""

from collections.abc import Callable, Mapping

from handlers.casework.effects import Join
from handlers.flows import away
from handlers.flows.states import AnyState, Turn, idle
from handlers.talk.ask import say, verb
from handlers.talk.events import Event, Joined, JoinRefused, Tap
from handlers.talk.facts import Facts
from handlers.talk.says import Post


def claim(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Ask the store to take up the invitation whose token was opened or typed."""
    token = event.body.value.strip().removeprefix("i-") if isinstance(event.body, Tap) else ""
    if not token:
        return Turn(state, (say("join.how"),))
    return Turn(state, (), (Join(token=token),))


def joined(state: AnyState, event: Event, facts: Facts) -> Turn:
    """Welcome the new holder of a post, or say why the invitation does not hold."""
    body = event.body
    if isinstance(body, Joined):
        if body.stand_in is not None:
            return Turn(idle(state), (away.welcome(body.post, body.stand_in),))
        key = "join.welcome.committee" if body.post.kind in ("member", "standing") else "join.welcome"
        return Turn(idle(state), (say(key, verb("desk.inbox"), verb("menu.help"), post=Post(post=body.post)),))
    if isinstance(body, JoinRefused) and body.units:
        return Turn(state, (say("join.gone_to", units=body.units),))
    why = body.why if isinstance(body, JoinRefused) else "unknown"
    return Turn(state, (say(f"join.{why}"),))


VERBS: Mapping[str, Callable[[AnyState, Event, Facts], Turn | None]] = {"join.claim": claim}
