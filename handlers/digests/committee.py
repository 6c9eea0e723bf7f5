"""A period's message to a committee member or the standing body: what needs action first, then figures."""

from typing import Final

from handlers.casework.views import PostView
from handlers.digests.counts import Counts
from handlers.digests.digest import Digest, SpotLine
from handlers.digests.figures import Figure
from handlers.digests.ratings import Rated
from handlers.digests.wording import named, numbers
from handlers.talk.says import Arg, Button, Say

NAMED_UNITS: Final = 3
SPOTS: Final = 2
"""Counters that several people reported, named in the message."""
MOST_OPENED: Final = 5
"""Buttons for lists, before the one for the units."""
_APART: Final = ("rejected", "rejection_rate", "extended", "flagged")
_LISTED: Final[tuple[Figure, ...]] = ("soon", "spots", "reopened", "rejected")
"""What needs action beside the overdue cases, each with a button that opens the cases."""


def says(digest: Digest, reader: PostView) -> Say:
    """Give the message: first what needs action, then three lines of figures.

    If nothing does, that is said in one line; one line of figures follows, what has to be told apart if there is any,
    and how people judged the answers.
    """
    totals = digest.totals
    when, buttons, ahead = named(digest.week), _buttons(digest), _ahead(digest)
    rest = (*_satisfaction(digest), *_pending(digest))
    if not totals.overdue and not ahead:
        key = "digest.calm.member" if reader.kind == "member" else "digest.calm"
        calm = Say(key="digest.line.calm", args=numbers(totals, "opening", "received", "finished", "closing"))
        return Say(key=key, args=when, lines=(calm, *_apart(totals), *rest), buttons=buttons)
    if not totals.overdue:
        return Say(key="digest.look", args=when, lines=(*ahead, *_figures(digest), *rest), buttons=buttons)
    units = digest.pressing
    first: dict[str, Arg] = {
        **when,
        "n": len(units),
        "units": ", ".join(f"{unit.name} ({unit.overdue})" for unit in units[:NAMED_UNITS]),
    }
    more = len(units) - NAMED_UNITS
    lines = (*ahead, *_figures(digest), *rest)
    if more > 0:
        return Say(key="digest.push.more", args={**first, "more": more}, lines=lines, buttons=buttons)
    return Say(key="digest.push", args=first, lines=lines, buttons=buttons)


def _ahead(digest: Digest) -> tuple[Say, ...]:
    """What needs action beside the overdue cases: soon due, repeated counters, what others put here, reopened."""
    told: list[Say] = []
    if digest.soon:
        told.append(Say(key="digest.ahead.soon", args={"n": len(digest.soon)}))
    told += [_spot(spot) for spot in digest.spots[:SPOTS]]
    told += [line.model_copy(update={"buttons": ()}) for line in digest.first]
    if digest.totals.reopened:
        told.append(Say(key="digest.ahead.reopened", args={"n": digest.totals.reopened}))
    return tuple(told)


def _spot(spot: SpotLine) -> Say:
    args: dict[str, Arg] = {"unit": spot.unit_name, "counter": spot.counter, "n": spot.n, "persons": spot.persons}
    return Say(key="digest.ahead.spot", args=args)


def _figures(digest: Digest) -> tuple[Say, ...]:
    now, before = digest.totals, digest.previous
    answered: dict[str, Arg] = {"now": now.answered, "before": before.answered}
    kept: dict[str, Arg] = {"before": before.late, **numbers(now, "on_time", "late", "overdue")}
    left: dict[str, Arg] = {"before": before.received, **numbers(now, "opening", "received", "finished", "closing")}
    return (
        Say(key="digest.line.flagged", args=left | numbers(now, "flagged"))
        if now.flagged
        else Say(key="digest.line.open", args=left),
        Say(key="digest.line.rejected", args=answered | numbers(now, "rejected", "rejection_rate"))
        if now.rejected
        else Say(key="digest.line.answered", args=answered),
        Say(key="digest.line.extended", args=kept | numbers(now, "extended"))
        if now.extended
        else Say(key="digest.line.kept", args=kept),
    )


def _apart(counts: Counts) -> tuple[Say, ...]:
    """What no praise of a calm week may hide: rejections, answers on granted time, closings to look at again."""
    if not (counts.rejected or counts.extended or counts.flagged):
        return ()
    return (Say(key="digest.line.apart", args=numbers(counts, *_APART)),)


def _satisfaction(digest: Digest) -> tuple[Say, ...]:
    """How people judged the answers, and how they rated the service of the counters."""
    said = digest.satisfaction
    judged: dict[str, Arg] = {"yes": said.yes, "partly": said.partly, "no": said.no}
    told: tuple[Say, ...] = ()
    if said.score is not None:
        told = (Say(key="digest.line.scored", args={**judged, **tenths(said.score), "n": said.n}),)
    elif said.yes or said.partly or said.no:
        told = (Say(key="digest.line.judged", args=judged),)
    if digest.service.mean is None:
        return told
    return (*told, service("digest.line.service", digest.service))


def service(key: str, rated: Rated, **more: Arg) -> Say:
    """Give how a service was rated, where enough people did: mean, how many, and percent of satisfied ones."""
    shown = {"n": rated.n, "good": rated.good or 0, "low": rated.low or 0, "high": rated.high or 0}
    return Say(key=key, args={**more, **tenths(rated.mean or 0), **shown})


def tenths(score: float) -> dict[str, Arg]:
    """Give a mean in two parts, so that each language puts its own mark between them."""
    whole, tenth = divmod(round(score * 10), 10)
    return {"whole": whole, "tenth": tenth}


def _pending(digest: Digest) -> tuple[Say, ...]:
    """How many notices may not be sent until their readers write again."""
    n = sum(digest.pending.values())
    return (Say(key="digest.line.pending", args={"n": n}),) if n else ()


def _buttons(digest: Digest) -> tuple[Button, ...]:
    """Give the ways to what needs action, and to the units, whose figures lead to every other list."""
    period = digest.week.period
    found = []
    if n := len(digest.overdue):
        found.append(Button(step="digest.overdue", value=period, key="digest.overdue", args={"n": n}))
    amounts: dict[str, int] = {
        "soon": len(digest.soon),
        "spots": sum(spot.n for spot in digest.spots),
        "reopened": digest.totals.reopened,
        "rejected": digest.totals.rejected,
    }
    found += [button for line in digest.first for button in line.buttons]
    for figure in _LISTED:
        if n := amounts[figure]:
            value = f"{period}/all/{figure}"
            found.append(Button(step="digest.list", value=value, key=f"digest.open.{figure}", args={"n": n}))
    if n := digest.totals.praise:
        found.append(Button(step="digest.bright", value=period, key="digest.bright", args={"n": n}))
    del found[MOST_OPENED:]
    if not digest.totals.quiet:
        found.append(Button(step="digest.units", value=period, key="digest.units"))
    return tuple(found)
