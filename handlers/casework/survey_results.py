"""What came of a survey: of each question n, shares and means with intervals; nothing that tells of fewer than five."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from handlers.casework.surveys import Answer, Group, Question, Survey, asked_of
from handlers.value import Value

ALL: Final = ""
"""The unit under which all units together stand."""
CELL: Final = 5
"""A number below it, but for 0, is not shown: it tells of single persons."""
Z: Final = 1.959963984540054
"""95 %: the standard normal deviate between whose two sides 95 of 100 lie."""
SATISFIED: Final = ("4", "5")
"""The levels that count as satisfied in the state's index (SIPAS)."""
Drawn = Literal["sample", "open"]

Answered = tuple[Group, str, bool, Sequence[Answer]]
"""Of which group, about which unit, whether of the sample, and what was answered."""


class Interval(Value):
    """Where the true figure lies, with 95 %."""

    low: float
    high: float


class Part(Value):
    """How many gave one answer, and which share of those who answered this is."""

    value: str
    n: int
    share: float
    interval: Interval


class Figures(Value):
    """One question at one unit (`ALL`: all together). `n` answered it.

    `hidden`: too few, or it could be worked out from other figures, then there is nothing but n. `parts` is () and
    `satisfied` None also where a single number would tell of fewer than five. The mean and its interval have one
    decimal, since of few people an exact one would give away what each of them said.
    """

    unit: str
    n: int
    hidden: bool = False
    parts: tuple[Part, ...] = ()
    mean: float | None = None
    interval: Interval | None = None
    satisfied: Part | None = None


class Asked(Value):
    """One question, all units together first, then unit by unit; words only where enough people wrote some.

    Of a question that depends on an answer even n is not given where that answer's own number is not shown.
    """

    question: str
    figures: tuple[Figures, ...]
    texts: tuple[str, ...] = ()


class Block(Value):
    """One group of respondents, those of the sample or those who came by themselves: never mixed. n by unit."""

    group: Group
    drawn: Drawn
    n: Mapping[str, int]
    asked: tuple[Asked, ...]


class Response(Value):
    """Of those drawn at a unit: how many were asked and have answered, could not be asked, or did not want to be."""

    unit: str
    asked: int
    answered: int
    no_contact: int
    same_contact: int
    opted_out: int

    @property
    def silent(self) -> int:
        """How many were asked and have said nothing."""
        return self.asked - self.answered

    @property
    def rate(self) -> float | None:
        """The part of those asked who have answered; None where nobody was."""
        return self.answered / self.asked if self.asked else None


class Results(Value):
    """All that came of a survey."""

    minimum: int
    responses: tuple[Response, ...]
    blocks: tuple[Block, ...]
    running: bool = False
    """Whether it can still be answered, so that there is only how many have."""

    def counted_alone(self) -> "Results":
        """Give only how many answered, as long as others still may."""
        blocks = tuple(block.model_copy(update={"asked": ()}) for block in self.blocks)
        return self.model_copy(update={"blocks": blocks, "running": True})

    def of_unit(self, unit: str) -> "Results":
        """Give only what tells of one unit; what is hidden among all units stays hidden."""
        blocks = []
        for block in self.blocks:
            asked = tuple(
                one.model_copy(update={"figures": tuple(f for f in one.figures if f.unit == unit), "texts": ()})
                for one in block.asked
            )
            if unit in block.n:
                blocks.append(block.model_copy(update={"n": {unit: block.n[unit]}, "asked": asked}))
        responses = tuple(one for one in self.responses if one.unit == unit)
        return self.model_copy(update={"responses": responses, "blocks": tuple(blocks)})


def wilson(k: int, n: int) -> Interval:
    """Give the Wilson score interval (95 %) of a share of k in n; ValueError unless 0 <= k <= n and n > 0."""
    if not 0 <= k <= n or n == 0:
        raise ValueError("a share is of somebody")
    p, z2 = k / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return Interval(low=max(0.0, middle - half), high=min(1.0, middle + half))


def mean_interval(values: Sequence[int]) -> tuple[float, Interval | None]:
    """Give the mean of scores and its normal interval (95 %), within 1 to 5; None for a single score."""
    n = len(values)
    mean = sum(values) / n
    if n < 2:
        return mean, None
    half = Z * math.sqrt(sum((one - mean) ** 2 for one in values) / (n - 1) / n)
    return mean, Interval(low=max(1.0, mean - half), high=min(5.0, mean + half))


def results_of(survey: Survey, sheets: Iterable[Answered], fates: Mapping[str, Mapping[str, int]]) -> Results:
    """Give the results of a survey from all answers, and from what became of those drawn, by unit and fate."""
    apart: dict[tuple[Group, Drawn], list[tuple[str, Sequence[Answer]]]] = defaultdict(list)
    for group, unit, drawn, answers in sheets:
        apart[group, "sample" if drawn else "open"].append((unit, answers))
    kinds: tuple[Drawn, Drawn] = ("sample", "open")
    blocks = [
        _block(survey, group, drawn, apart[group, drawn])
        for group in survey.groups
        for drawn in kinds
        if apart[group, drawn]
    ]
    return Results(minimum=survey.minimum, responses=_responses(fates), blocks=tuple(blocks))


def _responses(fates: Mapping[str, Mapping[str, int]]) -> tuple[Response, ...]:
    found = []
    for unit in sorted(fates):
        own = fates[unit]
        rest = {name: own.get(name, 0) for name in ("no_contact", "same_contact", "opted_out")}
        answered = own.get("answered", 0)
        found.append(Response(unit=unit, asked=own.get("asked", 0) + answered, answered=answered, **rest))
    return tuple(found)


def _block(survey: Survey, group: Group, drawn: Drawn, sheets: Sequence[tuple[str, Sequence[Answer]]]) -> Block:
    n: dict[str, int] = defaultdict(int)
    for unit, _ in sheets:
        n[unit] += 1
    asked: list[Asked] = []
    for question in survey.questions:
        if question.groups and group not in question.groups:
            continue
        said: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for unit, answers in sheets:
            found = next((one.values for one in answers if one.question == question.id), ())
            if found and question in asked_of(survey.questions, group, answers):
                said[unit].append(found)
        asked.append(_asked(question, said, survey.minimum, _known_of(question, asked)))
    return Block(group=group, drawn=drawn, n={unit: n[unit] for unit in sorted(n)}, asked=tuple(asked))


def _known_of(question: Question, before: Sequence[Asked]) -> frozenset[str] | None:
    """Give the units of which it may be shown how many were asked this; None for all.

    How many were asked a question that depends on an answer is how many gave that answer.
    """
    if question.only_if is None:
        return None
    asked = next((one for one in before if one.question == question.only_if.question), None)
    return frozenset(one.unit for one in asked.figures if one.parts) if asked else frozenset()


def _asked(
    question: Question,
    said: Mapping[str, Sequence[tuple[str, ...]]],
    minimum: int,
    known: frozenset[str] | None,
) -> Asked:
    everybody = [values for unit in sorted(said) for values in said[unit]]
    if question.kind == "text":
        enough = len(everybody) >= minimum
        texts = tuple(sorted(values[0] for values in everybody)) if enough else ()
        words = Figures(unit=ALL, n=len(everybody), hidden=not enough)
        told = known is None or (enough and ALL in known)
        return Asked(question=question.id, figures=(words,) if told else (), texts=texts if told else ())
    counts = {unit: count(question, rows) for unit, rows in said.items()}
    counts[ALL] = count(question, everybody)
    shown = shown_units({unit: len(rows) for unit, rows in said.items()}, minimum)
    if known is not None:
        shown = shown & known if ALL in known else frozenset()
    here = {unit: counts[unit] for unit in shown}
    parted = parted_units(here, counts[ALL]) if ALL in shown else frozenset()
    halved = {unit: _halved(one) for unit, one in here.items()}
    judged = parted_units(halved, halved[ALL]) if ALL in shown and question.kind == "score" else frozenset()
    figures = [
        Figures(unit=unit, n=len(said[unit] if unit else everybody), hidden=True)
        if unit not in shown
        else _figures(question, unit, said[unit] if unit else everybody, unit in parted, unit in judged)
        for unit in (ALL, *sorted(said))
        if known is None or unit in shown
    ]
    return Asked(question=question.id, figures=tuple(figures))


def count(question: Question, rows: Iterable[Sequence[str]]) -> dict[str, int]:
    """Count how often each choice of a question was taken."""
    found = dict.fromkeys(question.choices, 0)
    for values in rows:
        for value in values:
            found[value] = found.get(value, 0) + 1
    return found


def shown_units(n: Mapping[str, int], minimum: int) -> frozenset[str]:
    """Give the units, `ALL` among them, of which anything is shown.

    None below the minimum; and where those left out could be worked out from the total, being one unit or together
    fewer than the minimum, the smallest of the others is left out too. Where that does not help, the total is.
    """
    shown = {unit for unit in n if n[unit] >= minimum}
    out = [unit for unit in n if unit not in shown and n[unit]]
    while out and (len(out) == 1 or sum(n[unit] for unit in out) < minimum) and shown:
        smallest = min(shown, key=lambda unit: (n[unit], unit))
        shown.discard(smallest)
        out.append(smallest)
    return frozenset({*shown, ALL} if sum(n.values()) >= minimum else ())


def parted_units(counts: Mapping[str, Mapping[str, int]], total: Mapping[str, int]) -> frozenset[str]:
    """Give the units, `ALL` among them, of which the single answers are shown: where none is from 1 to 4.

    What is left when all that is shown is taken from the total is as if it were shown, so it must hold there too;
    else one more is left out, the smallest first. (What `shown_units` leaves out is two units or more.)
    """
    if not _safe(total):
        return frozenset()
    fit = (unit for unit in counts if unit and _safe(counts[unit]))
    shown = sorted(fit, key=lambda unit: (sum(counts[unit].values()), unit))
    while shown:
        rest = {value: total[value] - sum(counts[unit].get(value, 0) for unit in shown) for value in total}
        if _safe(rest):
            break
        shown.pop(0)
    return frozenset({*shown, ALL})


def _halved(counts: Mapping[str, int]) -> dict[str, int]:
    satisfied = sum(counts.get(level, 0) for level in SATISFIED)
    return {"satisfied": satisfied, "not": sum(counts.values()) - satisfied}


def _safe(counts: Mapping[str, int]) -> bool:
    return not any(0 < n < CELL for n in counts.values())


def _figures(question: Question, unit: str, rows: Sequence[Sequence[str]], parted: bool, judged: bool) -> Figures:
    n, counts = len(rows), count(question, rows)
    parts = tuple(_part(value, k, n) for value, k in counts.items()) if parted else ()
    if question.kind != "score":
        return Figures(unit=unit, n=n, parts=parts)
    mean, interval = mean_interval([int(values[0]) for values in rows])
    if interval is not None:
        interval = Interval(low=round(interval.low, 1), high=round(interval.high, 1))
    satisfied = _part("satisfied", _halved(counts)["satisfied"], n) if judged else None
    return Figures(unit=unit, n=n, parts=parts, mean=round(mean, 1), interval=interval, satisfied=satisfied)


def _part(value: str, k: int, n: int) -> Part:
    return Part(value=value, n=k, share=k / n, interval=wilson(k, n))
