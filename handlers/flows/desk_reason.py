"""The end of a transfer, a refusal or a request for time: the words, a look at them, and off they go."""

from collections.abc import Callable
from typing import Literal

from handlers.casework.effects import Effect
from handlers.flows.cards import quoted
from handlers.flows.desk_door import case_in, meaningful
from handlers.flows.states import Extending, Rejecting, Transferring, Turn, idle
from handlers.folding import clean
from handlers.talk.ask import retry, say, verb
from handlers.talk.events import Event, File, Photo, Tap, Text, Voice
from handlers.talk.facts import Facts
from handlers.talk.says import Arg, Button, Code, Say

Handing = Transferring | Rejecting | Extending
Step = Literal["transfer", "reject", "extend"]


def look(state: Handing, step: Step, words: str, **args: Arg) -> Say:
    """Show what will go, with the buttons that send it or have it written anew."""
    buttons = (
        Button(step=f"{step}.send", value=state.code, key=f"{step}.send", args={"words": words}),
        Button(step=f"{step}.rewrite", key="button.desk.rewrite"),
        verb("menu.cancel"),
    )
    shown = say(f"{step}.look", *buttons, want="choice", code=Code(code=state.code), **args)
    return shown.model_copy(update={"lines": (quoted(words), say("desk.look.ask"))})


def reason_in(state: Handing) -> str:
    """Give the words last shown for sending; they wait in the button that sends them."""
    for button in state.offered:
        waiting = button.args.get("words")
        if button.step in ("transfer.send", "reject.send", "extend.send") and isinstance(waiting, str):
            return waiting
    return ""


def take_reason(
    state: Handing,
    event: Event,
    facts: Facts,
    step: Step,
    ask: Callable[[str], Say],
    effect: Callable[[str], Effect],
) -> Turn | None:
    """Take the words (later ones replace them), or their sending.

    `ask` gives the open question for the words there are: to write them, or a look at them.
    """
    reason = reason_in(state)
    match event.body:
        case Tap(step=pressed) if pressed == f"{step}.send" and case_in(event) == state.code:
            return Turn(idle(state), (), (effect(reason),)) if reason else Turn(state, (ask(""),))
        case Tap(step=pressed) if pressed == f"{step}.rewrite":
            return Turn(state, (ask(""),))
        case Text() if meaningful(event.body.text):
            return Turn(state, (ask(clean(event.body.text)),))
        case Text():
            return Turn(state, (retry(say(f"{step}.short"), ask(reason)),))
        case Photo() | File() | Voice():
            return Turn(state, (retry(say("desk.words_only"), ask(reason)),))
        case _:
            return None
