"""A period's message to the head of a unit: the own unit's work, in a friendly tone, and what to look at first."""

from handlers.digests.digest import Digest
from handlers.digests.wording import named, numbers
from handlers.talk.ask import verb
from handlers.talk.says import Arg, Button, Say


def says(digest: Digest) -> Say:
    """Give the message: what waits in the own unit, else a word of thanks; then a few figures.

    The figures leave out what may be about people and does not lie with this head.
    """
    totals, unit = digest.totals, digest.units[0]
    when: dict[str, Arg] = {**named(digest.week), "unit": unit.name}
    value = f"{digest.week.period}/{unit.code}"
    figures = Button(step="digest.unit", value=value, key="digest.whole")
    lines: list[Say] = []
    if digest.soon:
        lines.append(Say(key="digest.ahead.soon", args={"n": len(digest.soon)}))
    if totals.reopened:
        lines.append(Say(key="digest.ahead.reopened", args={"n": totals.reopened}))
    if totals.rejected:
        lines.append(Say(key="digest.head.rejected", args=numbers(totals, "rejected")))
    figure = numbers(totals, "received", "answered", "on_time", "late", "closing")
    lines.append(Say(key="digest.head.figures", args=figure))
    if totals.praise:
        lines.append(Say(key="digest.head.praise", args={"n": totals.praise}))
    buttons = (verb("desk.inbox"), figures)
    if totals.overdue:
        args = {**when, "n": totals.overdue}
        return Say(key="digest.head.overdue", args=args, lines=tuple(lines), buttons=(verb("desk.overdue"), *buttons))
    return Say(key="digest.head.fine", args=when, lines=tuple(lines), buttons=buttons)
