"""What the store may answer to a score or a slip."""

from random import Random

from handlers.talk.rating_events import Rated, RatingAnswer, VisitFound


def rating_answer(dice: Random, kind: str) -> RatingAnswer | None:
    """Give what the store may answer to an effect of rating, None to any other."""
    unit, counter, words = dice.choice(("07339", "99999")), dice.choice(("", "3")), dice.choice(("", "Chờ lâu quá"))
    if kind == "find_visit":
        why = dice.choice((None, None, "unknown", "used", "expired"))
        place = {"unit": "", "counter": ""} if why == "unknown" else {"unit": unit, "counter": counter}
        return VisitFound.model_validate({**place, "visit": "ab", "why": why})
    if kind != "rate_service":
        return None
    outcome = dice.choice(("counted", "counted", "counted", "again", "own", "used", "expired"))
    vote = "day:7:07339:2026-11-24" if outcome == "counted" else ""
    score = dice.randrange(1, 6) if outcome in ("counted", "again") else 0
    given = {"outcome": outcome, "unit": unit, "counter": counter, "score": score, "vote": vote, "words": words}
    return Rated.model_validate(given)
