"""The scorecard of a unit as a message of a dozen lines, and the lists of cases that its buttons open."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Final

from handlers.casework.categories import Category
from handlers.casework.figures import Figure
from handlers.casework.histories import STEP
from handlers.casework.scorecard import Scorecard
from handlers.casework.spans import Span
from handlers.talk.ask import by_code
from handlers.talk.says import Arg, Button, Code, Day, Say, Word

PAGE: Final = 10
_SMALL: Final = 5
"""Fewer than so many cases that the reader may not open are not told as a number."""
Tenths = Callable[[int], str]
"""Writes tenths with the decimal mark of a language."""
LISTS: Final = ("late", "behaviour", "flagged", "rejected", "reopened", "extensions")
"""What can be opened below a scorecard, in order."""


def says(
    card: Scorecard, name: str, openable: Collection[str], *, least: int, object_by: date | None, english: bool
) -> Say:
    """Give the message: satisfaction, time, conduct, discipline, indices, and that all this is no verdict.

    `openable` are the cases that the reader may open; `least` how many votes there must be before a share is told;
    `object_by` the last day on which the unit's head may object, None for other readers.
    """
    tenths = _english if english else _vietnamese
    lines = [
        _satisfied(card, least, tenths),
        _on_time(card["on_time"], card["overdue"], tenths),
        _handling(card),
        Say(key="scorecard.line.behaviour", args={name: _count(card[name], openable) for name in _BEHAVIOUR}),
        Say(key="scorecard.line.discipline", args={name: card[name].value or 0 for name in _DISCIPLINE}),
        *_indices(card, english, tenths),
    ]
    lines.append(
        Say(key="scorecard.line.object", args={"day": Day(day=object_by)})
        if object_by
        else Say(key="scorecard.line.no_verdict")
    )
    return title(card.span, name).model_copy(update={"lines": tuple(lines), "buttons": _buttons(card, openable)})


_BEHAVIOUR: Final = ("founded", "partly", "unfounded", "cannot_verify", "unverified")
_DISCIPLINE: Final = ("rejected", "extensions", "flagged", "reopened", "no_answer")


def title(span: Span, name: str) -> Say:
    """Give the first line: whose scorecard it is, and of which days."""
    args: dict[str, Arg] = {
        "unit": name,
        "first": f"{span.first:%d/%m/%Y}",
        "last": f"{span.last:%d/%m/%Y}",
    }
    return Say(key="scorecard.title", args=args)


def behind(card: Scorecard, figure: str) -> tuple[str, ...]:
    """Give the codes of the cases behind one of the lists; () for what is no list."""
    match figure:
        case "late":
            return card["on_time"].against
        case "behaviour":
            return tuple(sorted({code for name in _BEHAVIOUR for code in card[name].codes}))
        case "flagged" | "rejected" | "reopened" | "extensions":
            return card[figure].codes
        case _:
            return ()


def listed(
    card: Scorecard, name: str, figure: str, openable: Sequence[tuple[str, Category]], page: int, prefix: str
) -> Say:
    """Give a page of the cases behind a figure: those that the reader may open, the rest as a number.

    A page beyond the last gives the last. `prefix` is the value of the list's own button.
    """
    last = max(0, (len(openable) - 1) // PAGE)
    page = min(page, last)
    shown = openable[page * PAGE : (page + 1) * PAGE]
    lines = [
        Say(key="scorecard.case", args={"code": Code(code=code), "category": Word(key=f"category.{category}")})
        for code, category in shown
    ]
    rest = len(behind(card, figure)) - len(openable)
    if rest:
        lines.append(Say(key="scorecard.rest", args={"n": _small(rest)}))
    buttons = [by_code("desk.open", code) for code, _ in shown]
    if page < last:
        buttons.append(Button(step="score.list", value=f"{prefix}/{page + 1}", key="digest.more"))
    buttons.append(Button(step="score.unit", value=prefix.rpartition("/")[0], key="scorecard.back"))
    head = Say(key=f"scorecard.list.{figure}", args={"unit": name})
    return head.model_copy(
        update={"lines": tuple(lines) or (Say(key="digest.empty"),), "buttons": tuple(buttons)}
    )  # fmt: skip


def _satisfied(card: Scorecard, least: int, tenths: Tenths) -> Say:
    pleased, mean = card["satisfied"], card["mean"]
    if pleased.value is None or mean.value is None or pleased.n < least:
        return Say(key="scorecard.line.few_votes", args={"n": pleased.n, "least": least, "step": STEP})
    args: dict[str, Arg] = {"share": tenths(pleased.value), "mean": tenths(mean.value), "n": pleased.n}
    return Say(key="scorecard.line.satisfied", args=args | _interval(pleased, tenths))


def _on_time(on_time: Figure, overdue: Figure, tenths: Tenths) -> Say:
    if on_time.value is None:
        return Say(key="scorecard.line.none_due")
    args: dict[str, Arg] = {"share": tenths(on_time.value), "n": on_time.n, "overdue": overdue.value or 0}
    return Say(key="scorecard.line.on_time", args=args | _interval(on_time, tenths))


def _handling(card: Scorecard) -> Say:
    median, most = card["handling_median"], card["handling_p90"]
    if not median.n:
        return Say(key="scorecard.line.none_begun")
    if median.value is None:
        return Say(key="scorecard.line.handling_few", args={"n": median.n})
    args: dict[str, Arg] = {"median": median.value, "n": median.n}
    if most.value is None:
        return Say(key="scorecard.line.handling_half", args=args)
    return Say(key="scorecard.line.handling", args={**args, "most": most.value})


def _indices(card: Scorecard, english: bool, tenths: Tenths) -> tuple[Say, ...]:
    ranked = card.ranked
    points = "; ".join(f"({one.index.number}) {tenths(one.tenths)}" for one in card.indices if one.tenths is not None)
    if ranked.average is None:
        return ()
    args: dict[str, Arg] = {"points": points, "average": tenths(ranked.average), "of": ranked.of, "all": ranked.all}
    class_ = ranked.class_
    if class_ is None:
        return (Say(key="scorecard.line.indices", args=args),)
    named = class_.name_en if english else class_.name
    return (Say(key="scorecard.line.indices_class", args=args | {"named": named}),)


def _count(figure: Figure, openable: Collection[str]) -> Arg:
    """A number that tells of persons: "fewer than 5" where the reader may not open all of its cases."""
    value = figure.value or 0
    hidden = any(code not in openable for code in figure.codes)
    return _small(value) if hidden else value


def _small(n: int) -> Arg:
    return Word(key="scorecard.under_five") if 0 < n < _SMALL else n


def _interval(figure: Figure, tenths: Tenths) -> dict[str, Arg]:
    return {"low": tenths(figure.low or 0), "high": tenths(figure.high or 0)}


def _vietnamese(value: int) -> str:
    return f"{value // 10},{value % 10}"


def _english(value: int) -> str:
    return f"{value // 10}.{value % 10}"


def _buttons(card: Scorecard, openable: Collection[str]) -> tuple[Button, ...]:
    found = []
    for figure in LISTS:
        if n := sum(code in openable for code in behind(card, figure)):
            value = f"{card.unit}/{card.span.name}/{figure}"
            found.append(Button(step="score.list", value=value, key=f"scorecard.open.{figure}", args={"n": n}))
    return tuple(found)
