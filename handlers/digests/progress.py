"""The lines of a quarterly digest that tell how far the units are towards the target of recognition."""

from collections.abc import Sequence

from handlers.casework.recognition import Progress
from handlers.talk.says import Arg, Say


def lines(told: Sequence[Progress]) -> tuple[Say, ...]:
    """Give how many units are recognised and how many are missing, and how that grew; () where nobody registered yet.

    `told` is what `recognition.series` gives: the ends of the quarters, and the day itself last.
    """
    if not told or not (told[-1].registered or told[-1].recognised):
        return ()
    now = told[-1]
    key = "progress.missing" if now.missing else "progress.reached"
    args: dict[str, Arg] = {
        "recognised": now.recognised,
        "units": now.units,
        "needed": now.needed,
        "missing": now.missing,
        "share": f"{now.target / 10:g}",
        "registered": now.registered,
    }
    first = Say(key=key, args={name: arg for name, arg in args.items() if name != "missing" or now.missing})
    if len(told) == 1:
        return (first,)
    counts = " → ".join(str(one.recognised) for one in told)
    return (first, Say(key="progress.series", args={"counts": counts, "since": f"{told[0].day:%d/%m/%Y}"}))
